"""Cómo se reparte un grupo: mínimo, cuartiles, mediana y máximo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from autodiagnostico.graficas.ficha import Grafica, Origen, numero
from autodiagnostico.graficas.tema import LLENO, TINTA, TONOS, rotulo, vestir

_ALTO_DE_CAJA = 62
_ALTO_DE_EJES = 40
_SUBE = 18


@dataclass(frozen=True, slots=True)
class Caja:
    """El reparto de un grupo de `cuantas` cosas."""

    grupo: str
    cuantas: int
    minimo: float
    cuartil_1: float
    mediana: float
    cuartil_3: float
    maximo: float


def cajas(
    titulo: str, suyas: Sequence[Caja], origen: Origen, *, eje: str = "Puntos de 100", tope: float = 100
) -> Grafica:
    """Una caja por grupo, con la mediana escrita."""
    datos = pd.DataFrame(
        [(c.grupo, c.cuantas, c.minimo, c.cuartil_1, c.mediana, c.cuartil_3, c.maximo) for c in suyas],
        columns=["Grupo", "Cuántas", "Mínimo", "Cuartil 1", "Mediana", "Cuartil 3", "Máximo"],
    )
    dichas = datos.assign(dicho=[f"{c.grupo} ({c.cuantas}): mediana {numero(c.mediana)}" for c in suyas])
    base = alt.Chart(dichas).encode(
        y=alt.Y("Grupo:N", sort=None, title=None, axis=None, scale=alt.Scale(paddingInner=0.55))
    )
    x = alt.X("Mínimo:Q", scale=alt.Scale(domain=[0, tope]), title=eje, axis=alt.Axis(tickCount=6))
    dibujo = alt.layer(
        base.mark_rule(color=TINTA, strokeWidth=1.5).encode(x=x, x2="Máximo:Q"),
        base.mark_tick(color=TINTA, thickness=1.5, size=14).encode(x=x),
        base.mark_tick(color=TINTA, thickness=1.5, size=14).encode(x="Máximo:Q"),
        base.mark_bar(color=TONOS[2], stroke=LLENO, size=24).encode(x="Cuartil 1:Q", x2="Cuartil 3:Q"),
        base.mark_tick(color=TINTA, thickness=4, size=24).encode(x="Mediana:Q"),
        *rotulo(base, _SUBE),
    )
    alto = _ALTO_DE_CAJA * max(len(suyas), 1) + _ALTO_DE_EJES
    return Grafica(titulo, _alternativa(suyas), datos, origen, vestir(dibujo, alto))


def _alternativa(suyas: Sequence[Caja]) -> str:
    if not suyas:
        return "No hay datos que mostrar."
    alta, baja = max(suyas, key=lambda c: c.mediana), min(suyas, key=lambda c: c.mediana)
    dispersa = max(suyas, key=lambda c: c.cuartil_3 - c.cuartil_1)
    if len(suyas) == 1:
        return (
            f"{alta.grupo}: mediana {numero(alta.mediana)}; la mitad está entre "
            f"{numero(alta.cuartil_1)} y {numero(alta.cuartil_3)}."
        )
    return (
        f"La mediana más alta es la de {alta.grupo} ({numero(alta.mediana)}) y la más baja, la de "
        f"{baja.grupo} ({numero(baja.mediana)}). Donde más distintas son: {dispersa.grupo}."
    )
