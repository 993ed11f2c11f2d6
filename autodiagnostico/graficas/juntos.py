"""Qué puntos de una gráfica caen en el mismo lugar, para decirlos juntos en vez de encimar sus números."""

from __future__ import annotations

from collections.abc import Sequence

Punto = tuple[float, float]


def juntar(puntos: Sequence[Punto], cerca: Punto) -> list[list[int]]:
    """Los puntos, por grupos: cada uno, las posiciones de los que quedan a menos de `cerca` de su primero.

    Entre los primeros siempre queda ese espacio. `cerca` es lo que ocupa un rótulo, a lo ancho y a lo alto,
    en las unidades de los puntos.
    """
    grupos: list[list[int]] = []
    for n, (x, y) in enumerate(puntos):
        suyo = next((g for g in grupos if _cae(puntos[g[0]], (x, y), cerca)), None)
        if suyo is None:
            grupos.append([n])
        else:
            suyo.append(n)
    return grupos


def _cae(uno: Punto, otro: Punto, cerca: Punto) -> bool:
    return abs(uno[0] - otro[0]) < cerca[0] and abs(uno[1] - otro[1]) < cerca[1]
