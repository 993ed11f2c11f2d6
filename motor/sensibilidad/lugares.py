"""Entre qué lugares puede quedar cada entidad: con otros pesos y, a la vez, con lo que falta responder."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from motor.sensibilidad.ponderaciones import Perfil, siempre_por_encima

Indices = Mapping[str, Mapping[str, Fraction]]


def lugares(pesos: Mapping[str, int], minimos: Indices, maximos: Indices) -> dict[str, tuple[int, int]]:
    """El mejor y el peor lugar de cada entidad, sea cual sea la ponderación y lo que falte, suyo y ajeno.

    `minimos` y `maximos` traen, por entidad, los índices de los mismos escenarios. Nadie puede salirse de su
    intervalo; entre entidades de distintos escenarios puede ser más ancho de lo necesario.
    """
    bajos = {c: Perfil(suyos) for c, suyos in minimos.items()}
    altos = {c: Perfil(suyos) for c, suyos in maximos.items()}
    encima = dict.fromkeys(bajos, 0)
    debajo = dict.fromkeys(bajos, 0)
    for una, bajo in bajos.items():
        for otra, alto in altos.items():
            if una != otra and siempre_por_encima(bajo, alto, pesos):
                encima[otra] += 1
                debajo[una] += 1
    return {c: (1 + encima[c], len(bajos) - debajo[c]) for c in bajos}
