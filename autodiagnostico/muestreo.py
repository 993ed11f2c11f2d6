"""Sortear una muestra que cualquiera puede repetir: con la semilla y la población sale siempre la misma.

Cada elemento se ordena por el SHA-256 de «semilla:elemento» y salen los primeros de cada estrato. No depende
de ningún generador de números ni de su versión: se puede repetir a mano.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from fractions import Fraction

MAXIMA_SEMILLA = 999_999_999


def sortear(poblacion: Mapping[str, Sequence[str]], tamano: int, semilla: int) -> list[str]:
    """Los elementos que salen, en el orden de la población. Si se piden más de los que hay, salen todos."""
    cuotas = repartir({estrato: len(suyos) for estrato, suyos in poblacion.items()}, tamano)
    salen: list[str] = []
    for estrato, suyos in poblacion.items():
        elegidos = set(sorted(suyos, key=lambda uno: _puesto(semilla, uno))[: cuotas[estrato]])
        salen += [uno for uno in suyos if uno in elegidos]
    return salen


def _puesto(semilla: int, elemento: str) -> str:
    return hashlib.sha256(f"{semilla}:{elemento}".encode()).hexdigest()


def repartir(tamanos: Mapping[str, int], tamano: int) -> dict[str, int]:
    """Cuántos salen de cada estrato: en proporción a lo que pesa, y si alcanzan, al menos uno de cada uno.

    Las partes enteras primero y lo que sobra a los mayores restos; entre iguales, el primero.
    """
    total = sum(tamanos.values())
    if tamano >= total:
        return dict(tamanos)
    exactas = {estrato: Fraction(cuantos * tamano, total) for estrato, cuantos in tamanos.items()}
    cuotas = {estrato: int(exacta) for estrato, exacta in exactas.items()}
    restos = sorted(exactas, key=lambda estrato: cuotas[estrato] - exactas[estrato])
    for estrato in restos[: tamano - sum(cuotas.values())]:
        cuotas[estrato] += 1
    con_algo = [estrato for estrato, cuantos in tamanos.items() if cuantos]
    if tamano >= len(con_algo):
        for estrato in con_algo:
            if cuotas[estrato] == 0:
                mayor = max(cuotas, key=lambda otro: cuotas[otro])
                cuotas[mayor], cuotas[estrato] = cuotas[mayor] - 1, 1
    return cuotas
