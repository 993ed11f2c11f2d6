"""El plan de la Comisión y lo que se ha dicho de él, inmutables."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from motor.caso import MAXIMO_TEXTO

_DE_FABRICA = Path(__file__).parent
MESES = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)
MAXIMO_DE_FILAS = 500
SIN_SESION = ""
"""Donde se sigue lo que el plan no lleva a ninguna sesión."""

Texto = Annotated[str, StringConstraints(strip_whitespace=True, max_length=MAXIMO_TEXTO)]
Dicho = Annotated[Texto, StringConstraints(min_length=1)]


class _Cerrado(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FilaDelPlan(_Cerrado):
    """Una función con su actividad. Lo que el plan deja en blanco va vacío; `nota` es nuestra.

    `sesiones` son los meses en que se presenta; `lugar`, dónde está en el documento.
    """

    codigo: Annotated[Dicho, StringConstraints(max_length=40, pattern=r"^[\w.-]+$")]
    grupo: Dicho
    numero: Texto = ""
    funcion: Dicho
    actividad: Texto = ""
    responsable: Texto = ""
    sesiones: tuple[str, ...] = ()
    observaciones: Texto = ""
    genero: bool = False
    lugar: Texto = ""
    nota: Texto = ""

    @model_validator(mode="after")
    def _son_meses(self) -> FilaDelPlan:
        for sesion in self.sesiones:
            if sesion not in MESES:
                mensaje = f"la sesión «{sesion}» no es un mes."
                raise PydanticCustomError("mes", "{que}", {"que": mensaje})
        return self


class Plan(_Cerrado):
    """El plan de un año."""

    vigencia: int = Field(ge=1900, le=2200)
    titulo: Dicho
    documento: Texto = ""
    filas: tuple[FilaDelPlan, ...]

    @model_validator(mode="after")
    def _sin_repetir(self) -> Plan:
        if not 1 <= len(self.filas) <= MAXIMO_DE_FILAS:
            mensaje = f"trae {len(self.filas)} filas; se admiten de 1 a {MAXIMO_DE_FILAS}."
            raise PydanticCustomError("cuantas", "{que}", {"que": mensaje})
        vistos: set[str] = set()
        for fila in self.filas:
            if fila.codigo in vistos:
                mensaje = f"el código «{fila.codigo}» está repetido."
                raise PydanticCustomError("repetido", "{que}", {"que": mensaje})
            vistos.add(fila.codigo)
        return self


@cache
def de_fabrica() -> dict[int, Plan]:
    """Los planes que trae el programa, por su año."""
    archivos = sorted(_DE_FABRICA.glob("plan_*.yaml"))
    planes = [Plan.model_validate(yaml.safe_load(a.read_text(encoding="utf-8"))) for a in archivos]
    return {plan.vigencia: plan for plan in planes}


class Estado(StrEnum):
    """Cómo va lo que una fila debe presentar."""

    POR_EMPEZAR = "por_empezar"
    EN_CURSO = "en_curso"
    CUMPLIDA = "cumplida"
    APLAZADA = "aplazada"


CERRADOS = frozenset({Estado.CUMPLIDA, Estado.APLAZADA})
"""Lo que ya no se espera en su sesión."""


@dataclass(frozen=True, slots=True)
class Novedad:
    """Lo que alguien dice de una fila en una de sus sesiones; `genero`, del enfoque de género en ella."""

    sesion: str
    estado: Estado
    evidencia: str = ""
    enlace: str = ""
    genero: str = ""


@dataclass(frozen=True, slots=True)
class Anotada:
    """Una novedad guardada, con quién y cuándo."""

    fila: str
    novedad: Novedad
    quien: str
    cuando: datetime


def fin_de_la_sesion(vigencia: int, sesion: str) -> date | None:
    """El último día del mes de una sesión: el plan dice el mes y no el día."""
    if sesion not in MESES:
        return None
    mes = MESES.index(sesion) + 1
    return date(vigencia, mes, calendar.monthrange(vigencia, mes)[1])
