"""Juntar los grupos pequeños: de pocas entidades juntas se podría saber cuál es cada una."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

OTROS, TODAS = "Otros", "Todas las entidades"


def juntar(grupos: Mapping[int, str], minimo: int) -> dict[int, str]:
    """El grupo con que cada cosa se publica: el suyo, u «Otros» con los demás pequeños.

    Si entre todos los pequeños no llegan al mínimo, se les suman los grupos que les siguen en tamaño: con
    uno solo callado, restando del total se sabría lo suyo. Si hay que juntarlos todos, son «Todas las
    entidades».
    """
    tamanos = Counter(grupos.values())
    juntos: set[str] = set()
    cuantas = 0
    for grupo, suyas in sorted(tamanos.items(), key=lambda g: (g[1], g[0])):
        if suyas >= minimo and (cuantas == 0 or cuantas >= minimo):
            break
        juntos.add(grupo)
        cuantas += suyas
    juntados = TODAS if len(juntos) == len(tamanos) else OTROS
    return {cosa: juntados if grupo in juntos else grupo for cosa, grupo in grupos.items()}
