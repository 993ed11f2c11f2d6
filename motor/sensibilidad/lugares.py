"""Entre qué lugares puede quedar cada entidad: con otros pesos y, a la vez, con lo que falta responder."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from motor.sensibilidad.ponderaciones import Perfil
from motor.sensibilidad.tablas import por_encima

Indices = Mapping[str, Mapping[str, Fraction]]


def lugares(pesos: Mapping[str, int], minimos: Indices, maximos: Indices) -> dict[str, tuple[int, int]]:
    """El mejor y el peor lugar de cada entidad, sea cual sea la ponderación y lo que falte, suyo y ajeno.

    `minimos` y `maximos` traen, por entidad, los índices de los mismos escenarios, y ninguno de los primeros
    pasa del suyo en los segundos. Nadie puede salirse de su intervalo; entre entidades de distintos
    escenarios puede ser más ancho de lo necesario.
    """
    encima, debajo = dict.fromkeys(minimos, 0), dict.fromkeys(minimos, 0)
    grupos: dict[frozenset[str], list[str]] = {}
    for entidad, suyos in minimos.items():
        grupos.setdefault(frozenset(suyos), []).append(entidad)
    for grupo in grupos.values():
        _del_grupo(pesos, grupo, (minimos, maximos), (encima, debajo))
    if len(grupos) > 1:
        _entre_grupos(pesos, list(grupos.values()), (minimos, maximos), (encima, debajo))
    return {c: (1 + encima[c], len(minimos) - debajo[c]) for c in minimos}


Cuentas = tuple[dict[str, int], dict[str, int]]
"""Cuántas están siempre por encima y siempre por debajo de cada entidad."""


@dataclass(frozen=True)
class _Distintos:
    """Los perfiles distintos, cuántas entidades tienen cada uno y cuál es el de cada una."""

    perfiles: Sequence[Perfil]
    cuantas: NDArray[np.int64]
    de: NDArray[np.int64]

    @classmethod
    def de_las(cls, indices: Iterable[Mapping[str, Fraction]]) -> _Distintos:
        lugar: dict[frozenset[tuple[str, Fraction]], int] = {}
        perfiles: list[Perfil] = []
        de: list[int] = []
        for suyos in indices:
            clave = frozenset(suyos.items())
            if clave not in lugar:
                lugar[clave] = len(perfiles)
                perfiles.append(Perfil(suyos))
            de.append(lugar[clave])
        return cls(perfiles, np.bincount(de), np.array(de))


def _del_grupo(
    pesos: Mapping[str, int], grupo: Sequence[str], cotas: tuple[Indices, Indices], cuentas: Cuentas
) -> None:
    """Con los mismos escenarios: pareja por pareja, sin repetir las de perfiles iguales."""
    bajos, altos = (_Distintos.de_las(cota[c] for c in grupo) for cota in cotas)
    arriba = np.zeros(len(altos.perfiles), np.int64)
    abajo = np.zeros(len(bajos.perfiles), np.int64)
    for tramo, encima in por_encima(bajos.perfiles, altos.perfiles, pesos):
        arriba += bajos.cuantas[tramo] @ encima
        abajo[tramo] = encima @ altos.cuantas
    for i, entidad in enumerate(grupo):
        cuentas[0][entidad] += int(arriba[altos.de[i]])
        cuentas[1][entidad] += int(abajo[bajos.de[i]])


def _entre_grupos(
    pesos: Mapping[str, int],
    grupos: Sequence[Sequence[str]],
    cotas: tuple[Indices, Indices],
    cuentas: Cuentas,
) -> None:
    """Con distintos escenarios: por lo menos que da la una y lo más que da la otra."""
    menor = {c: Perfil(suyos).extremos(pesos)[0] for c, suyos in cotas[0].items()}
    mayor = {c: Perfil(suyos).extremos(pesos)[1] for c, suyos in cotas[1].items()}
    for grupo in grupos:
        menores, mayores = (sorted(cota[c] for c in grupo) for cota in (menor, mayor))
        for otro in grupos:
            if otro is not grupo:
                for entidad in otro:
                    cuentas[0][entidad] += len(menores) - bisect_right(menores, mayor[entidad])
                    cuentas[1][entidad] += bisect_left(mayores, menor[entidad])
