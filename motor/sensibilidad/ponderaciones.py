"""Los pesos de los escenarios cuando cada uno se mueve entre ocho y doce décimas de su valor."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import lcm

MENOS, MAS = Fraction(8, 10), Fraction(12, 10)
MUESTRAS = 500
SEMILLA = 2052
_MILESIMAS = (int(MENOS * 1000), int(MAS * 1000))
_CON_ESQUINAS = 10
"""Con más escenarios que estos, las esquinas son demasiadas para ponerlas entre las muestras."""

Pesos = Mapping[str, Fraction]


def muestras(pesos: Mapping[str, int]) -> Iterator[Pesos]:
    """Los pesos de partida, las esquinas y otras al azar, siempre las mismas: en milésimas, sin decimales."""
    yield {c: Fraction(w) for c, w in pesos.items()}
    if len(pesos) <= _CON_ESQUINAS:
        for lados in product((MENOS, MAS), repeat=len(pesos)):
            yield {c: w * lado for (c, w), lado in zip(pesos.items(), lados, strict=True)}
    azar = random.Random(SEMILLA)
    for _ in range(MUESTRAS):
        yield {c: Fraction(w * azar.randint(*_MILESIMAS), 1000) for c, w in pesos.items()}


@dataclass(frozen=True)
class Perfil:
    """Los índices de una entidad en los escenarios que tiene; el global es su media ponderada."""

    indices: Mapping[str, Fraction]

    def indice(self, pesos: Pesos) -> Fraction:
        """El global con unos pesos."""
        total = sum((pesos[c] for c in self.indices), Fraction(0))
        return sum((pesos[c] * i for c, i in self.indices.items()), Fraction(0)) / total

    def extremos(self, pesos: Mapping[str, int]) -> tuple[Fraction, Fraction]:
        """El menor y el mayor global que puede dar.

        Es una media: baja lo más posible cuando pesan más los escenarios de menor índice. Entre los cortes
        de esa lista ordenada está el extremo.
        """
        comun = lcm(*(i.denominator for i in self.indices.values()))
        orden = sorted((int(i * comun), pesos[c]) for c, i in self.indices.items())
        cortes = range(len(orden) + 1)
        return (
            min(_en_el_corte(orden, k, MAS, MENOS) for k in cortes) / comun,
            max(_en_el_corte(orden, k, MENOS, MAS) for k in cortes) / comun,
        )


def _en_el_corte(orden: Sequence[tuple[int, int]], k: int, antes: Fraction, despues: Fraction) -> Fraction:
    """La media de unos índices con su peso, si los `k` primeros pesan `antes` veces y los demás `despues`."""
    veces = (antes.numerator * despues.denominator, despues.numerator * antes.denominator)
    partes = [(i, w * veces[n >= k]) for n, (i, w) in enumerate(orden)]
    return Fraction(sum(i * w for i, w in partes), sum(w for _, w in partes))


def siempre_por_encima(uno: Perfil, otro: Perfil, pesos: Mapping[str, int]) -> bool:
    """Si uno queda por encima de otro de los mismos escenarios con cualquier ponderación.

    La diferencia ponderada, salvo una escala común, es lineal en cada peso: su menor valor está en una
    esquina, que se sabe por el signo de cada resta sin recorrerlas.
    """
    restas = (pesos[c] * (i - otro.indices[c]) for c, i in uno.indices.items())
    return sum((r * (MENOS if r > 0 else MAS) for r in restas), Fraction(0)) > 0
