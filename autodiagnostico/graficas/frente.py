"""Una medida de fuera frente al intervalo de la madurez: dónde está el punto y hasta dónde llega la barra."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from autodiagnostico.graficas.ficha import Grafica, Origen, numero
from autodiagnostico.graficas.tema import LLENO, POSIBLE, SERIES, rotulo, vestir

_ALTO_DE_BARRA = 54
_ALTO_DE_EJES = 46
_SUBE = 16


@dataclass(frozen=True, slots=True)
class Pareja:
    """Un renglón: la medida de fuera y la madurez, de `desde` (lo demostrado) a `hasta` (lo posible)."""

    nombre: str
    fuera: float
    desde: float
    hasta: float

    @property
    def lejos(self) -> float:
        """A cuántos puntos está la medida del intervalo."""
        return max(self.fuera - self.hasta, self.desde - self.fuera, 0.0)


def frente(titulo: str, suyas: Sequence[Pareja], origen: Origen) -> Grafica:
    """Un rombo por medida y una barra por madurez, en la misma escala de 0 a 100."""
    datos = pd.DataFrame(
        [(p.nombre, p.fuera, p.desde, p.hasta) for p in suyas],
        columns=["Qué", "Medida de fuera", "Madurez demostrada", "Madurez posible"],
    )
    dichas = datos.assign(dicho=datos["Qué"], ancho=[max(p.hasta, p.desde + 0.6) for p in suyas])
    base = alt.Chart(dichas).encode(
        y=alt.Y("Qué:N", sort=None, title=None, axis=None, scale=alt.Scale(paddingInner=0.55))
    )
    eje = alt.X(
        "Madurez demostrada:Q",
        scale=alt.Scale(domain=[0, 100]),
        title="Puntos de 100. Barra: la madurez. Rombo: la medida de fuera.",
        axis=alt.Axis(values=[0, 20, 40, 60, 80, 100]),
    )
    dibujo = alt.layer(
        base.mark_bar(color=POSIBLE, stroke=LLENO, strokeWidth=1, size=18).encode(x=eje, x2="ancho:Q"),
        base.mark_point(shape="diamond", size=190, filled=True, color=SERIES[1], opacity=1).encode(
            x="Medida de fuera:Q"
        ),
        *rotulo(base, _SUBE),
    )
    alto = _ALTO_DE_BARRA * max(len(suyas), 1) + _ALTO_DE_EJES
    return Grafica(titulo, _alternativa(suyas), datos, origen, vestir(dibujo, alto))


def _dicho(p: Pareja) -> str:
    madurez = numero(p.desde) if p.desde == p.hasta else f"{numero(p.desde)} a {numero(p.hasta)}"
    return f"{p.nombre}: de fuera {numero(p.fuera)}, madurez {madurez}"


def _alternativa(suyas: Sequence[Pareja]) -> str:
    if not suyas:
        return "No hay datos que mostrar."
    mayor = max(suyas, key=lambda p: p.lejos)
    arriba = sum(p.fuera > p.hasta for p in suyas)
    return (
        f"La mayor diferencia: {_dicho(mayor)}. En {arriba} de {len(suyas)} la medida de fuera es más alta "
        "que la madurez."
    )
