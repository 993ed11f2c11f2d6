"""El cuestionario de una entidad, por temas."""

from __future__ import annotations

from dataclasses import dataclass

from autodiagnostico.sala import Sala
from motor import Resultado
from motor.cuestionario import Avance, Pregunta
from reglas.fichas import Atributo, Tema


@dataclass(frozen=True, slots=True)
class TemaEnCuestionario:
    """Un tema con sus preguntas y lo que falta."""

    tema: Tema
    preguntas: list[Pregunta]
    avance: Avance


def temas(sala: Sala, resultado: Resultado) -> list[TemaEnCuestionario]:
    """Los temas que tienen preguntas para esta entidad, en el orden del catálogo."""
    raise NotImplementedError


def atributos_por_saber(sala: Sala, resultado: Resultado) -> list[Atributo]:
    """Los datos de la entidad que faltan y de los que depende alguna regla."""
    raise NotImplementedError
