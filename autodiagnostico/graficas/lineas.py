"""Una línea por serie, periodo a periodo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from autodiagnostico.graficas.ficha import Grafica, Origen, numero
from autodiagnostico.graficas.tema import FORMAS, SERIES, TRAZOS, leyenda, vestir

_ALTO = 320


@dataclass(frozen=True, slots=True)
class Medida:
    """Cuánto valía una serie en un periodo; None si no se sabe, y ahí la línea se corta."""

    serie: str
    periodo: str
    valor: float | None


def linea(
    titulo: str, medidas: Sequence[Medida], origen: Origen, *, eje: str = "Puntos de 100", tope: float = 100
) -> Grafica:
    """Las series en el orden en que llegan, y los periodos también."""
    datos = pd.DataFrame(
        [(m.serie, m.periodo, m.valor) for m in medidas], columns=["Serie", "Periodo", "Valor"]
    ).astype({"Valor": "float"})
    series = list(dict.fromkeys(m.serie for m in medidas))
    periodos = list(dict.fromkeys(m.periodo for m in medidas))

    def repetido(cosas: Sequence[Any]) -> alt.Scale:
        return alt.Scale(domain=series, range=[cosas[i % len(cosas)] for i in range(len(series))])

    suya = leyenda(series)
    dibujo = (
        alt.Chart(datos)
        .mark_line(point=alt.OverlayMarkDef(size=110, filled=True), strokeWidth=2.5)
        .encode(
            x=alt.X("Periodo:O", sort=periodos, title=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("Valor:Q", scale=alt.Scale(domain=[0, tope]), title=eje),
            color=alt.Color("Serie:N", scale=repetido(SERIES), legend=suya),
            strokeDash=alt.StrokeDash("Serie:N", scale=repetido(TRAZOS), legend=None),
            shape=alt.Shape("Serie:N", scale=repetido(FORMAS), legend=suya),
            tooltip=["Serie:N", "Periodo:O", alt.Tooltip("Valor:Q", format=".1f")],
        )
    )
    return Grafica(titulo, _alternativa(medidas, series), _tabla(medidas), origen, vestir(dibujo, _ALTO))


def _tabla(medidas: Sequence[Medida]) -> pd.DataFrame:
    """Un renglón por periodo y una columna por serie, en el orden en que llegan."""
    por_periodo: dict[str, dict[str, object]] = {}
    for m in medidas:
        por_periodo.setdefault(m.periodo, {"Periodo": m.periodo})[m.serie] = (
            None if m.valor is None else float(m.valor)
        )
    return pd.DataFrame(list(por_periodo.values()))


def _alternativa(medidas: Sequence[Medida], series: Sequence[str]) -> str:
    frases = []
    for serie in series:
        suyas = [m for m in medidas if m.serie == serie and m.valor is not None]
        if not suyas:
            frases.append(f"{serie} no tiene datos.")
            continue
        primera, ultima = suyas[0], suyas[-1]
        assert primera.valor is not None
        assert ultima.valor is not None
        if primera is ultima:
            frases.append(f"{serie}: {numero(ultima.valor)} en {ultima.periodo}.")
            continue
        frases.append(
            f"{serie} {_movimiento(primera.valor, ultima.valor)} de {numero(primera.valor)} "
            f"({primera.periodo}) a {numero(ultima.valor)} ({ultima.periodo})."
        )
    return " ".join(frases) or "No hay datos que mostrar."


def _movimiento(antes: float, despues: float) -> str:
    if despues == antes:
        return "se mantiene,"
    return "sube" if despues > antes else "baja"
