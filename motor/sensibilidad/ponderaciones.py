"""Los pesos de los escenarios cuando cada uno se mueve entre ocho y doce décimas de su valor."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

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
        orden = sorted(self.indices, key=lambda c: self.indices[c])
        return (
            min(self.indice(self._corte(orden, k, pesos, MAS, MENOS)) for k in range(len(orden) + 1)),
            max(self.indice(self._corte(orden, k, pesos, MENOS, MAS)) for k in range(len(orden) + 1)),
        )

    def _corte(
        self, orden: list[str], k: int, pesos: Mapping[str, int], antes: Fraction, despues: Fraction
    ) -> Pesos:
        return {c: pesos[c] * (antes if i < k else despues) for i, c in enumerate(orden)}


def diferencias_extremas(uno: Perfil, otro: Perfil, pesos: Mapping[str, int]) -> tuple[Fraction, Fraction]:
    """La menor y la mayor diferencia entre dos perfiles de los mismos escenarios, salvo una escala común.

    La diferencia ponderada es lineal en cada peso, así que sus extremos están en esquinas; y la esquina se
    sabe por el signo de cada resta, sin recorrerlas.
    """
    restas = {c: pesos[c] * (i - otro.indices[c]) for c, i in uno.indices.items()}
    return (
        sum((r * (MENOS if r > 0 else MAS) for r in restas.values()), Fraction(0)),
        sum((r * (MAS if r > 0 else MENOS) for r in restas.values()), Fraction(0)),
    )


def siempre_por_encima(uno: Perfil, otro: Perfil, pesos: Mapping[str, int]) -> bool:
    """Si uno queda por encima de otro con cualquier ponderación; si no comparten escenarios, sin afinar."""
    if uno.indices.keys() == otro.indices.keys():
        return diferencias_extremas(uno, otro, pesos)[0] > 0
    return uno.extremos(pesos)[0] > otro.extremos(pesos)[1]
