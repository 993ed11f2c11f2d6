"""En qué tanda se deduce cada cosa: después de todo lo que lee."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reglas.grafos import en_orden


def por_estratos(grafo: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Los códigos de un grafo sin ciclos (quien lee → lo que lee), repartidos en tandas."""
    alturas: dict[str, int] = {}
    for codigo in en_orden(grafo):
        alturas[codigo] = 1 + max((alturas[leido] for leido in grafo[codigo]), default=-1)
    tandas: list[list[str]] = [[] for _ in range(1 + max(alturas.values(), default=-1))]
    for codigo in grafo:
        tandas[alturas[codigo]].append(codigo)
    return tandas
