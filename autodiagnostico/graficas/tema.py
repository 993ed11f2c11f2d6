"""Cómo se ven: letra grande y colores que se distinguen entre sí y en blanco y negro.

El color nunca va solo: lo acompaña la forma, el trazo o la palabra.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import altair as alt

from autodiagnostico.graficas.ficha import Dibujo
from autodiagnostico.letras import LETRA
from reglas.palabras import MESES

TINTA, GRIS, REJA = "#1B262C", "#5B656D", "#D5D9DC"
LLENO, POSIBLE, ALERTA = "#0F4C5C", "#C9DDE2", "#B3261E"
SERIES = ("#0F4C5C", "#D55E00", "#4D96D9", "#7A5195", "#2A9D8F", "#CC4C3B")
"""3:1 sobre blanco, y distintas entre sí también para quien no ve el rojo o el verde."""
TONOS = ("#F3EFE3", "#CFE3E2", "#8FBFC3", "#3F8793", "#0F4C5C")
"""De poco a mucho, de claro a oscuro: en gris se ordenan igual."""
FORMAS = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
TRAZOS: tuple[list[int], ...] = ([1, 0], [8, 4], [2, 3], [10, 3, 2, 3], [5, 2], [12, 6])
ANCHO: Final = 680
LETRAS = f"{LETRA}, Source Sans, sans-serif"
"""La misma letra con sus dos nombres: el de los archivos del programa y el que tiene en la página."""
GRANDE: Final = 16
"""Lo que se lee en una gráfica, en píxeles: casi tanto como el texto de la página."""

_DIAS = ["domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"]
_LOCAL = {
    "number": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["$", ""]},
    "time": {
        "dateTime": "%A, %e de %B de %Y, %X",
        "date": "%d/%m/%Y",
        "time": "%H:%M:%S",
        "periods": ["a. m.", "p. m."],
        "days": _DIAS,
        "shortDays": [d[:3] for d in _DIAS],
        "months": list(MESES),
        "shortMonths": [m[:3] for m in MESES],
    },
}
_EJE = {
    "labelFontSize": GRANDE,
    "titleFontSize": GRANDE,
    "titleFontWeight": "normal",
    "labelColor": TINTA,
    "titleColor": TINTA,
    "gridColor": REJA,
    "domainColor": GRIS,
    "tickColor": GRIS,
    "labelLimit": 310,
}
_LEYENDA = {
    "orient": "bottom",
    "labelFontSize": GRANDE,
    "titleFontSize": GRANDE,
    "labelLimit": 420,
    "symbolStrokeWidth": 0,
}


_HALO = 4
_DEL_SIMBOLO, _LETRAS_POR_RENGLON = 5, 95


def rotulo(base: alt.Chart, sube: int) -> list[alt.Chart]:
    """El texto de la columna «dicho» encima de su barra, con un halo que lo separa de las rayas."""
    halo: dict[str, Any] = {"stroke": "#FFFFFF", "strokeWidth": _HALO, "strokeJoin": "round"}
    vacio: dict[str, Any] = {}
    return [
        base.mark_text(align="left", baseline="bottom", dy=-sube, limit=ANCHO, **extra).encode(
            x=alt.value(2), text="dicho:N"
        )
        for extra in (halo, vacio)
    ]


def leyenda(nombres: Sequence[str]) -> alt.Legend:
    """La de unas series: en un renglón si caben y, si no, en dos columnas."""
    caben = sum(len(n) + _DEL_SIMBOLO for n in nombres) <= _LETRAS_POR_RENGLON
    return alt.Legend(title=None, symbolSize=140, columns=0 if caben else 2)


def vestir(dibujo: Dibujo, alto: int) -> Dibujo:
    """El dibujo con el tema de la casa y su alto, en píxeles."""
    config: dict[str, Any] = {
        "font": LETRAS,
        "background": "#FFFFFF",
        "view": {"stroke": None},
        "axis": _EJE,
        "legend": _LEYENDA,
        "text": {"font": LETRAS, "fontSize": GRANDE, "color": TINTA},
        "locale": _LOCAL,
    }
    return dibujo.properties(width=ANCHO, height=alto).properties(config=alt.Config(**config))
