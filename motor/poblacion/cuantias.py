"""Índices y coberturas en diezmilésimas, redondeados como al mostrarlos: empate al par, sobre el exacto."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

Largos = NDArray[np.int64]
DIEZMIL = 10_000
SIN_CUANTIA = -1
"""En lugar de una cuantía que no se puede decir, porque no hay peso que la sostenga."""
_CERCA = 1e-6
"""A menos de esto de un empate se divide exacto. El error de las sumas en coma flotante no llega a 1e-8."""


@dataclass(frozen=True, slots=True)
class Parte:
    """Un cociente por caso, y cuánto pesa en una media; con denominador 0 no entra en ella."""

    numerador: Largos
    denominador: Largos
    peso: int = 1


def cociente(parte: Parte) -> Largos:
    """El cociente de cada caso en diezmilésimas, o SIN_CUANTIA."""
    entre = np.where(parte.denominador == 0, 1, parte.denominador)
    entero, resto = np.divmod(parte.numerador * DIEZMIL, entre)
    sube = (2 * resto > entre) | ((2 * resto == entre) & (entero % 2 == 1))
    return np.where(parte.denominador == 0, SIN_CUANTIA, entero + sube)


def media(partes: Sequence[Parte]) -> Largos:
    """La media ponderada de los cocientes de cada caso en diezmilésimas, o SIN_CUANTIA."""
    total = sum(np.where(p.denominador == 0, 0, p.peso) for p in partes)
    suma = sum(p.peso * _decimal(p) for p in partes)
    valor = DIEZMIL * suma / np.where(total == 0, 1, total)
    redondo = np.rint(valor).astype(np.int64)
    for i in np.flatnonzero(np.abs(valor - np.floor(valor) - 0.5) < _CERCA):
        redondo[i] = _exacta(partes, int(i))
    return np.where(total == 0, SIN_CUANTIA, redondo)


def _decimal(parte: Parte) -> NDArray[Any]:
    return parte.numerador / np.where(parte.denominador == 0, 1, parte.denominador) * (parte.denominador > 0)


def _exacta(partes: Sequence[Parte], caso: int) -> int:
    con = [p for p in partes if p.denominador[caso]]
    suma = sum(
        (p.peso * Fraction(int(p.numerador[caso]), int(p.denominador[caso])) for p in con), Fraction(0)
    )
    return round(DIEZMIL * suma / sum(p.peso for p in con))
