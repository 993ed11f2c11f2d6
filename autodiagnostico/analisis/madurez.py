"""Un ámbito de un diagnóstico, exacto: índice y cobertura son cocientes de enteros."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from motor.puntaje import indice

DIEZMIL = 10_000


@dataclass(frozen=True, slots=True)
class Madurez:
    """Lo que dio un escenario, una política o el global; None es que ninguna regla con peso aplica.

    Índices, de 0 a 100; cobertura, de 0 a 1. Una política no tiene niveles.
    """

    indice_min: Fraction | None
    indice_max: Fraction | None
    cobertura: Fraction | None
    nivel_min: int | None = None
    nivel_max: int | None = None


NINGUNA = Madurez(None, None, None)


def exactas(ambitos: pd.DataFrame) -> dict[int, dict[str, Madurez]]:
    """Diagnóstico → ámbito → medida, de los que tienen sus sumas: los escenarios o las políticas."""
    campos = ["diagnostico_id", "codigo", "peso", "minimo", "maximo", "conocido", "nivel_min", "nivel_max"]
    medidas: dict[int, dict[str, Madurez]] = {}
    for numero, codigo, *numeros in ambitos[campos].itertuples(index=False):
        medidas.setdefault(int(numero), {})[codigo] = _medida(*map(_entero, numeros))
    return medidas


def _entero(numero: float) -> int | None:
    return None if math.isnan(numero) else int(numero)


def _medida(  # noqa: PLR0913, PLR0917 - un ámbito son estos números
    peso: int | None,
    minimo: int | None,
    maximo: int | None,
    conocido: int | None,
    nivel_min: int | None,
    nivel_max: int | None,
) -> Madurez:
    if not peso:
        return NINGUNA
    return Madurez(
        indice_min=None if minimo is None else indice(minimo, peso),
        indice_max=None if maximo is None else indice(maximo, peso),
        cobertura=None if conocido is None else Fraction(conocido, peso),
        nivel_min=nivel_min,
        nivel_max=nivel_max,
    )


def redondeadas(globales: pd.DataFrame) -> dict[int, Madurez]:
    """Diagnóstico → su global, con los cuatro decimales con que se guarda."""
    campos = ["diagnostico_id", "indice_min", "indice_max", "cobertura", "nivel_min", "nivel_max"]
    return {
        int(numero): Madurez(_decimal(a), _decimal(b), _decimal(c), _entero(minimo), _entero(maximo))
        for numero, a, b, c, minimo, maximo in globales[campos].itertuples(index=False)
    }


def _decimal(diezmilesimas: float) -> Fraction | None:
    return None if math.isnan(diezmilesimas) else Fraction(int(diezmilesimas), DIEZMIL)
