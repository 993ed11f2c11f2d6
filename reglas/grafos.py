"""Orden y ciclos de un grafo de códigos (`quien lee` → `lo que lee`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter


def ciclo_en(grafo: Mapping[str, Iterable[str]]) -> list[str] | None:
    """Un ciclo del grafo, con su primer código repetido al final, o None."""
    try:
        TopologicalSorter(grafo).prepare()
    except CycleError as error:
        ciclo: list[str] = error.args[1]
        # graphlib lo entrega de lo leído a quien lee; se dice al revés, como lo escribió la persona.
        return ciclo[::-1]
    return None


def en_orden(grafo: Mapping[str, Iterable[str]]) -> list[str]:
    """Los códigos, cada uno después de lo que lee, sin alterar de más el orden dado; no debe haber ciclos."""
    puestos: dict[str, None] = {}

    def poner(codigo: str) -> None:
        if codigo not in puestos:
            for leido in grafo.get(codigo, ()):
                poner(leido)
            puestos[codigo] = None

    for codigo in grafo:
        poner(codigo)
    return list(puestos)
