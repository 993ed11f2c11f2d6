"""Lo que se declara en `respuestas.yaml`: qué pregunta contesta cada dato del registro de la Mesa."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

_ARCHIVO = Path(__file__).with_name("respuestas.yaml")


class _Cerrado(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DelReglamento(_Cerrado):
    """Qué se responde según cómo va el reglamento."""

    criterio: str
    ninguno: str
    proyecto: str
    adoptado: str


class DeLaPublicacion(_Cerrado):
    """Qué se responde según en cuántos medios se publicó el acto."""

    criterio: str
    ninguna: str
    una: str
    ambas: str


class Preguntas(_Cerrado):
    """La pregunta que contesta cada dato."""

    existe: str
    bloques: str
    politicas: str
    contenidos: str
    fija_plazo: str
    fecha_limite: str
    fecha_del_reglamento: str
    reglamento: DelReglamento
    publicacion: DeLaPublicacion

    @property
    def criterios(self) -> frozenset[str]:
        """Todas."""
        return frozenset(
            {
                self.existe,
                self.bloques,
                self.politicas,
                self.contenidos,
                self.fija_plazo,
                self.fecha_limite,
                self.fecha_del_reglamento,
                self.reglamento.criterio,
                self.publicacion.criterio,
            }
        )


@cache
def preguntas() -> Preguntas:
    """Las declaradas."""
    return Preguntas.model_validate(yaml.safe_load(_ARCHIVO.read_text(encoding="utf-8")))
