"""Barras con su intervalo: lo demostrado lleno, lo posible claro, y hasta dónde llega cada nivel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from autodiagnostico.graficas.ficha import Dibujo, Grafica, Origen, numero
from autodiagnostico.graficas.tema import GRIS, LLENO, POSIBLE, rotulo, vestir

_ALTO_DE_BARRA = 58
_ALTO_DE_EJES = 46
_SUBE = 20


@dataclass(frozen=True, slots=True)
class Barra:
    """Un renglón: de `desde` (lo demostrado) a `hasta` (lo posible), de 100, y su nivel en palabras."""

    nombre: str
    desde: float
    hasta: float
    nivel: str


@dataclass(frozen=True, slots=True)
class Umbral:
    """Desde cuántos puntos de 100 empieza algo."""

    nombre: str
    desde: float


def barras(titulo: str, suyas: Sequence[Barra], umbrales: Sequence[Umbral], origen: Origen) -> Grafica:
    """Una barra por renglón, con los umbrales como rayas."""
    datos = pd.DataFrame(
        [(b.nombre, b.desde, b.hasta, b.nivel) for b in suyas],
        columns=["Nombre", "Demostrado", "Hasta", "Nivel"],
    )
    dichas = datos.assign(dicho=[_dicho(b) for b in suyas])
    base = alt.Chart(dichas).encode(
        y=alt.Y("Nombre:N", sort=None, title=None, axis=None, scale=alt.Scale(paddingInner=0.55))
    )
    eje = alt.X(
        "Demostrado:Q",
        scale=alt.Scale(domain=[0, 100]),
        title="Puntos de 100",
        axis=alt.Axis(values=[0, 20, 40, 60, 80, 100], grid=False),
    )
    capas = [
        _rayas(umbrales),
        base.mark_bar(color=POSIBLE, stroke=LLENO, strokeWidth=1, strokeDash=[4, 3]).encode(
            x=eje, x2="Hasta:Q"
        ),
        base.mark_bar(color=LLENO).encode(x=eje, x2=alt.datum(0)),
        *rotulo(base, _SUBE),
    ]
    alto = _ALTO_DE_BARRA * max(len(suyas), 1) + _ALTO_DE_EJES
    return Grafica(titulo, _alternativa(suyas), datos, origen, vestir(alt.layer(*capas), alto))


def _rayas(umbrales: Sequence[Umbral]) -> Dibujo:
    rayas = alt.Chart(pd.DataFrame([(u.desde, u.nombre) for u in umbrales], columns=["desde", "umbral"]))
    en = rayas.encode(x="desde:Q")
    return alt.layer(
        en.mark_rule(color=GRIS, strokeDash=[2, 3]),
        en.mark_text(align="left", baseline="bottom", dx=3, fontSize=14, color=GRIS).encode(
            text="umbral:N", y=alt.value(-4)
        ),
    )


def _dicho(barra: Barra) -> str:
    hasta = "" if barra.hasta == barra.desde else f", puede llegar a {numero(barra.hasta)}"
    return f"{barra.nombre}: {barra.nivel} · {numero(barra.desde)}{hasta}"


def _alternativa(suyas: Sequence[Barra]) -> str:
    if not suyas:
        return "No hay datos que mostrar."
    alta, baja = max(suyas, key=lambda b: b.desde), min(suyas, key=lambda b: b.desde)
    if len(suyas) == 1:
        return f"{_dicho(alta)}."
    return f"Lo más alto: {_dicho(alta)}. Lo más bajo: {_dicho(baja)}."
