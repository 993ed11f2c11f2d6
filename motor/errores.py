"""Errores del motor.

ErrorDelMotor
├── ErrorDeCaso          el caso trae datos que no se admiten; dice todos
├── ErrorDeInferencia    el motor de inferencia falló o se le pidió más de lo que soporta
├── DiscrepanciaEntreEvaluadores   los dos evaluadores no dicen lo mismo de un caso
├── PromesaIncumplida    lo que se iba a proponer no se confirma al evaluarlo
├── PlanImposible        lo que se fijó en un plan no cabe; dice todo
└── SinDemostrar         el límite de cálculo se acabó antes de saber la respuesta (motor.restricciones)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class ErrorDelMotor(Exception):
    """Raíz de los errores del motor."""


@dataclass(frozen=True, slots=True)
class Problema:
    """Un dato que no se admite: dónde está, qué pasa y qué se admite."""

    ruta: str
    mensaje: str
    admite: str = ""

    def __str__(self) -> str:
        admite = f" Se admite: {self.admite}." if self.admite else ""
        return f"{self.ruta}: {self.mensaje}{admite}"


class ErrorDeCaso(ErrorDelMotor):
    """El caso no se puede evaluar; `problemas` los trae todos, en el orden del caso."""

    def __init__(self, problemas: Iterable[Problema]) -> None:
        self.problemas = tuple(problemas)
        super().__init__("\n".join(str(p) for p in self.problemas))


class ErrorDeInferencia(ErrorDelMotor):
    """El motor de inferencia no pudo dar un resultado en el que se pueda confiar."""


class DiscrepanciaEntreEvaluadores(ErrorDelMotor):
    """Los dos evaluadores difieren; `diferencias` dice en qué, para reproducirlo con el caso."""

    def __init__(self, diferencias: Iterable[str]) -> None:
        self.diferencias = tuple(diferencias)
        super().__init__("Los dos evaluadores no coinciden: " + "; ".join(self.diferencias))


class PromesaIncumplida(ErrorDelMotor):
    """Unos cambios o un plan, evaluados, no dan lo que prometían; `diferencias` dice en qué."""

    def __init__(self, diferencias: Iterable[str]) -> None:
        self.diferencias = tuple(diferencias)
        super().__init__("Lo propuesto no se confirma al evaluarlo: " + "; ".join(self.diferencias))


class PlanImposible(ErrorDelMotor):
    """Ningún plan respeta lo que se fijó; `problemas` dice qué no cabe y por qué."""

    def __init__(self, problemas: Iterable[Problema]) -> None:
        self.problemas = tuple(problemas)
        super().__init__("\n".join(str(p) for p in self.problemas))
