"""Quién queda por encima de quién, en muchas parejas a la vez.

Con decimales donde sobra margen, y exacto donde no: lo que sale es lo mismo que comparar cada pareja.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from motor.sensibilidad.ponderaciones import MAS, MENOS, Perfil, Pesos, siempre_por_encima

_PAREJAS = 400_000
"""Cuántas van de una vez: caben en la memoria rápida de cualquier máquina."""
_MARGEN = 1e-12
"""Muy por encima de lo que se pierde al redondear unas pocas sumas de doble precisión."""


def por_encima(
    unos: Sequence[Perfil], otros: Sequence[Perfil], pesos: Mapping[str, int]
) -> Iterator[tuple[slice, NDArray[np.bool_]]]:
    """Si cada uno queda por encima de cada otro con cualquier ponderación, por tramos de `unos`.

    Todos tienen los mismos escenarios, y hay al menos uno de cada lado.
    """
    escenarios = list(unos[0].indices)
    unas, otras = (_ponderados(perfiles, escenarios, pesos) for perfiles in (unos, otros))
    medio, vaiven = float(MAS + MENOS) / 2, float(MAS - MENOS) / 2
    margen = _MARGEN * len(escenarios) * max(1.0, float(np.abs(unas).max()), float(np.abs(otras).max()))
    paso = max(1, _PAREJAS // len(otros))
    for desde in range(0, len(unos), paso):
        tramo = slice(desde, min(desde + paso, len(unos)))
        menor = np.zeros((tramo.stop - desde, len(otros)))
        for de_unas, de_otras in zip(unas, otras, strict=True):
            resta = de_unas[tramo, None] - de_otras[None, :]
            menor += medio * resta
            menor -= vaiven * np.abs(resta, out=resta)
        encima = menor > margen
        for i, j in np.argwhere(np.abs(menor) <= margen):
            encima[i, j] = siempre_por_encima(unos[desde + i], otros[j], pesos)
        yield tramo, encima


def quien_por_encima(
    perfiles: Sequence[Perfil], pesos: Mapping[str, int], muestras: Sequence[Pesos]
) -> tuple[NDArray[np.bool_], set[int]]:
    """[una, otra]: si la una queda siempre por encima; y de cuáles hubo que mirar solo las muestras.

    Son las de distintos escenarios que, con los pesos más desfavorables, se cruzarían.
    """
    encima = np.zeros((len(perfiles), len(perfiles)), np.bool_)
    grupos: dict[frozenset[str], list[int]] = {}
    for i, perfil in enumerate(perfiles):
        grupos.setdefault(frozenset(perfil.indices), []).append(i)
    for grupo in grupos.values():
        suyos = [perfiles[i] for i in grupo]
        for tramo, trozo in por_encima(suyos, suyos, pesos):
            encima[np.ix_(grupo[tramo], grupo)] = trozo
    muestreadas: set[int] = set()
    if len(grupos) > 1:
        extremos = [p.extremos(pesos) for p in perfiles]
        de_muestra = _Muestreados(perfiles, muestras)
        for grupo, otro in permutations(grupos.values(), 2):
            for i in grupo:
                for j in otro:
                    if extremos[i][0] > extremos[j][1]:
                        encima[i, j] = True
                    elif extremos[i][1] >= extremos[j][0]:
                        encima[i, j] = de_muestra.siempre_por_encima(i, j)
                        muestreadas |= {i, j}
    return encima, muestreadas


class _Muestreados:
    """El global de cada uno con cada ponderación de muestra; exacto, solo si hace falta."""

    def __init__(self, perfiles: Sequence[Perfil], muestras: Sequence[Pesos]) -> None:
        self._perfiles, self._muestras = perfiles, muestras
        codigos = list(muestras[0])
        pesos = np.array([[float(w[c]) for c in codigos] for w in muestras])
        tiene = np.array([[float(c in p.indices) for c in codigos] for p in perfiles])
        suyos = np.array([[float(p.indices.get(c, 0)) for c in codigos] for p in perfiles])
        self._globales = (suyos @ pesos.T) / (tiene @ pesos.T)
        self._margen = _MARGEN * len(codigos) * max(1.0, float(np.abs(self._globales).max()))
        self._exactos = cache(self._exacto)

    def siempre_por_encima(self, uno: int, otro: int) -> bool:
        """Si queda por encima en todas las muestras."""
        menor = float((self._globales[uno] - self._globales[otro]).min())
        if abs(menor) > self._margen:
            return menor > 0
        return all(a > b for a, b in zip(self._exactos(uno), self._exactos(otro), strict=True))

    def _exacto(self, cual: int) -> list[Fraction]:
        return [self._perfiles[cual].indice(w) for w in self._muestras]


def _ponderados(
    perfiles: Sequence[Perfil], escenarios: Sequence[str], pesos: Mapping[str, int]
) -> NDArray[np.float64]:
    """Un renglón por escenario: el índice de cada uno por su peso."""
    return np.array([[pesos[c] * float(p.indices[c]) for p in perfiles] for c in escenarios])
