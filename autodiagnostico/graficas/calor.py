"""Un mapa de calor con su número y su palabra en cada casilla."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from autodiagnostico.graficas.ficha import Grafica, Origen
from autodiagnostico.graficas.tema import GRANDE, GRIS, TINTA, TONOS, vestir

_ALTO_DE_FILA = 34
_MARGEN = 12
_CLARA_DESDE = 0.725
"""El grado desde el que, sobre su tono, la letra blanca se lee mejor que la negra."""
_RENGLON = 19
"""Lo que ocupa un renglón de un título, en píxeles."""


@dataclass(frozen=True, slots=True)
class Casilla:
    """Lo de una fila en una columna: cuánto, de 0 a 1 (None si no se sabe), y cómo se dice."""

    fila: str
    columna: str
    grado: float | None
    dicho: str


def calor(titulo: str, casillas: Sequence[Casilla], origen: Origen, alternativa: str) -> Grafica:
    """Filas y columnas en el orden en que llegan. Lo que no se sabe va sin relleno.

    El nombre de una columna puede traer saltos de renglón.

    `alternativa` la da quien la arma: solo ahí se sabe qué se busca en el mapa.
    """
    filas = list(dict.fromkeys(c.fila for c in casillas))
    columnas = list(dict.fromkeys(c.columna for c in casillas))
    dichas = {(c.fila, c.columna): c.dicho for c in casillas}
    tabla = pd.DataFrame(
        [[f, *(dichas.get((f, c), "–") for c in columnas)] for f in filas], columns=["Fila", *columnas]
    )
    datos = pd.DataFrame(
        [(c.fila, c.columna, c.grado, c.dicho) for c in casillas],
        columns=["Fila", "Columna", "grado", "dicho"],
    ).astype({"grado": "float"})
    # El primer renglón de un título queda donde iría el último: sin este aire, los demás caen en el mapa.
    aire = _RENGLON * max((c.count("\n") for c in columnas), default=0)
    base = alt.Chart(datos).encode(
        x=alt.X(
            "Columna:N",
            sort=columnas,
            title=None,
            axis=alt.Axis(
                orient="top",
                labelAngle=0,
                domain=False,
                ticks=False,
                labelLimit=170,
                labelPadding=aire + 4,
                labelExpr="split(datum.label, '\\n')",
            ),
        ),
        y=alt.Y("Fila:N", sort=filas, title=None, axis=alt.Axis(domain=False, ticks=False)),
    )
    relleno = alt.Color("grado:Q", scale=alt.Scale(domain=[0, 1], range=list(TONOS)), legend=None)
    letra = alt.when(alt.datum.grado > _CLARA_DESDE).then(alt.value("#FFFFFF")).otherwise(alt.value(TINTA))
    dibujo = alt.layer(
        base.mark_rect(fillOpacity=0, stroke=GRIS, strokeDash=[3, 3]),
        base.transform_filter("isValid(datum.grado)")
        .mark_rect(stroke="#FFFFFF", strokeWidth=2)
        .encode(color=relleno),
        base.mark_text(fontSize=GRANDE).encode(text="dicho:N", color=letra),
    )
    # En la página el alto es el de todo: sin contar sus títulos, un mapa de una fila queda debajo de ellos.
    alto = _ALTO_DE_FILA * len(filas) + aire + _RENGLON + _MARGEN
    return Grafica(titulo, alternativa, tabla, origen, vestir(dibujo, alto))
