"""Impacto frente a esfuerzo: qué conviene hacer primero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from autodiagnostico.graficas.ficha import Grafica, Origen, numero
from autodiagnostico.graficas.tema import FORMAS, GRIS, SERIES, leyenda, vestir

_ALTO = 380


@dataclass(frozen=True, slots=True)
class Iniciativa:
    """Algo que se puede hacer: cuánto cuesta (días), cuánto da (puntos) y de qué clase es."""

    nombre: str
    esfuerzo: float
    impacto: float
    clase: str


def dispersion(
    titulo: str,
    suyas: Sequence[Iniciativa],
    origen: Origen,
    *,
    eje_esfuerzo: str = "Esfuerzo, en días de trabajo",
    eje_impacto: str = "Impacto, en puntos que se ganan",
) -> Grafica:
    """Un punto numerado por iniciativa; los nombres van en la tabla, para que no se tapen.

    Las rayas son las medianas: arriba a la izquierda está lo que da más por menos.
    """
    datos = pd.DataFrame(
        [(n, i.nombre, i.esfuerzo, i.impacto, i.clase) for n, i in enumerate(suyas, start=1)],
        columns=["Número", "Nombre", "Esfuerzo", "Impacto", "Clase"],
    )
    clases = list(dict.fromkeys(i.clase for i in suyas))

    def repetido(cosas: Sequence[Any]) -> alt.Scale:
        return alt.Scale(domain=clases, range=[cosas[k % len(cosas)] for k in range(len(clases))])

    suya = leyenda(clases)
    base = alt.Chart(datos).encode(
        x=alt.X(
            "Esfuerzo:Q",
            title=eje_esfuerzo,
            axis=alt.Axis(tickCount=8),
            scale=alt.Scale(zero=True, nice=True),
        ),
        y=alt.Y(
            "Impacto:Q", title=eje_impacto, axis=alt.Axis(tickCount=8), scale=alt.Scale(zero=True, nice=True)
        ),
        tooltip=["Número:O", "Nombre:N", "Esfuerzo:Q", alt.Tooltip("Impacto:Q", format=".1f"), "Clase:N"],
    )
    medias = alt.Chart(datos)
    dibujo = alt.layer(
        medias.mark_rule(color=GRIS, strokeDash=[4, 4]).encode(x="median(Esfuerzo):Q"),
        medias.mark_rule(color=GRIS, strokeDash=[4, 4]).encode(y="median(Impacto):Q"),
        base.mark_point(size=160, filled=True, opacity=0.85).encode(
            color=alt.Color("Clase:N", scale=repetido(SERIES), legend=suya),
            shape=alt.Shape("Clase:N", scale=repetido(FORMAS), legend=suya),
        ),
        _numeros(datos),
    )
    return Grafica(titulo, _alternativa(suyas), datos, origen, vestir(dibujo, _ALTO))


def _numeros(datos: pd.DataFrame) -> alt.Chart:
    """El número de cada punto; los que caen en el mismo, juntos."""
    juntos = datos.groupby(["Esfuerzo", "Impacto"], as_index=False)["Número"].agg(
        lambda suyos: ", ".join(map(str, suyos))
    )
    texto: alt.Chart = alt.Chart(juntos).mark_text(align="left", dx=10, dy=-8)
    return texto.encode(x="Esfuerzo:Q", y="Impacto:Q", text="Número:N")


def _alternativa(suyas: Sequence[Iniciativa]) -> str:
    if not suyas:
        return "No hay nada que mostrar."
    mejor = max(suyas, key=lambda i: (i.impacto / i.esfuerzo if i.esfuerzo else i.impacto, i.nombre))
    mayor = max(suyas, key=lambda i: (i.impacto, -i.esfuerzo))
    return (
        f"La que más da es «{mayor.nombre}»: {numero(mayor.impacto)} puntos. La que más da por lo que cuesta "
        f"es «{mejor.nombre}»: {numero(mejor.impacto)} puntos con {numero(mejor.esfuerzo)} días."
    )
