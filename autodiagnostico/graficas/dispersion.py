"""Impacto frente a esfuerzo: qué conviene hacer primero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from autodiagnostico.graficas.ficha import Grafica, Origen, numero
from autodiagnostico.graficas.juntos import juntar
from autodiagnostico.graficas.tema import ANCHO, FORMAS, GRIS, SERIES, leyenda, vestir

_ALTO = 380
_ROTULO = (58, 24)
"""Lo que ocupa un punto con su número, en píxeles: ancho y alto."""
_AIRE = 1.1
"""Cuánto más allá del mayor llegan los ejes, para que su número quepa."""


@dataclass(frozen=True, slots=True)
class Iniciativa:
    """Algo que se puede hacer: cuánto cuesta (días), cuánto da (puntos) y de qué clase es."""

    nombre: str
    esfuerzo: float
    impacto: float
    clase: str


@dataclass(frozen=True, slots=True)
class _Lugar:
    """Un punto de la gráfica: las iniciativas que caen ahí, que llevan números seguidos."""

    desde: int
    suyas: tuple[Iniciativa, ...]

    @property
    def rotulo(self) -> str:
        hasta = self.desde + len(self.suyas) - 1
        return str(self.desde) if hasta == self.desde else f"{self.desde}–{hasta}"

    def clase(self, mezcla: str) -> str:
        clases = {i.clase for i in self.suyas}
        return clases.pop() if len(clases) == 1 else mezcla


def dispersion(  # noqa: PLR0913 - los ejes y la mezcla tienen valor corriente
    titulo: str,
    suyas: Sequence[Iniciativa],
    origen: Origen,
    *,
    eje_esfuerzo: str = "Esfuerzo, en días de trabajo",
    eje_impacto: str = "Impacto, en puntos que se ganan",
    mezcla: str = "De varias clases",
) -> Grafica:
    """Un punto numerado por iniciativa; los nombres van en la tabla, para que no se tapen.

    Las que caen juntas son un solo punto con sus números, que van seguidos («4–7»); si no son de una misma
    clase, se dice `mezcla`. Las rayas son las medianas: arriba a la izquierda está lo que da más por menos.
    """
    topes = tuple(_AIRE * max([*valores, 0.0]) or 1.0 for valores in _ejes(suyas))
    lugares = _lugares(suyas, topes)
    datos = pd.DataFrame(
        [
            (n, i.nombre, i.esfuerzo, i.impacto, i.clase)
            for lugar in lugares
            for n, i in enumerate(lugar.suyas, start=lugar.desde)
        ],
        columns=["Número", "Nombre", "Esfuerzo", "Impacto", "Clase"],
    )
    puntos = pd.DataFrame(
        [
            (
                lugar.rotulo,
                lugar.suyas[0].esfuerzo,
                lugar.suyas[0].impacto,
                lugar.clase(mezcla),
                len(lugar.suyas),
                "; ".join(i.nombre for i in lugar.suyas),
            )
            for lugar in lugares
        ],
        columns=["Números", "Esfuerzo", "Impacto", "Clase", "Cuántas", "Cuáles"],
    )
    presentes = {lugar.clase(mezcla) for lugar in lugares}
    clases = [c for c in [*dict.fromkeys(i.clase for i in suyas), mezcla] if c in presentes]

    def repetido(cosas: Sequence[Any]) -> alt.Scale:
        return alt.Scale(domain=clases, range=[cosas[k % len(cosas)] for k in range(len(clases))])

    def eje(campo: str, tope: float) -> dict[str, Any]:
        escala = alt.Scale(domain=[0, tope], nice=False)
        return {"shorthand": f"{campo}:Q", "axis": alt.Axis(tickCount=8), "scale": escala}

    suya = leyenda(clases)
    base = alt.Chart(puntos).encode(
        x=alt.X(**eje("Esfuerzo", topes[0]), title=eje_esfuerzo),
        y=alt.Y(**eje("Impacto", topes[1]), title=eje_impacto),
        tooltip=[
            "Números:N",
            "Cuáles:N",
            "Esfuerzo:Q",
            alt.Tooltip("Impacto:Q", format=".1f"),
            "Clase:N",
        ],
    )
    medias = alt.Chart(datos)
    dibujo = alt.layer(
        medias.mark_rule(color=GRIS, strokeDash=[4, 4]).encode(x="median(Esfuerzo):Q"),
        medias.mark_rule(color=GRIS, strokeDash=[4, 4]).encode(y="median(Impacto):Q"),
        base.mark_point(filled=True, opacity=0.85).encode(
            color=alt.Color("Clase:N", scale=repetido(SERIES), legend=suya),
            shape=alt.Shape("Clase:N", scale=repetido(FORMAS), legend=suya),
            size=alt.condition("datum.Cuántas > 1", alt.value(300), alt.value(140)),
        ),
        base.mark_text(align="left", dx=10, dy=-8, fontSize=13).encode(text="Números:N"),
    )
    return Grafica(titulo, _alternativa(suyas), datos, origen, vestir(dibujo, _ALTO), _nota(lugares))


def _ejes(suyas: Sequence[Iniciativa]) -> tuple[list[float], list[float]]:
    return [i.esfuerzo for i in suyas], [i.impacto for i in suyas]


def _lugares(suyas: Sequence[Iniciativa], topes: tuple[float, ...]) -> list[_Lugar]:
    """Los puntos que se dibujan, con su numeración; el orden es el de la primera de cada uno."""
    en_pixeles = [(i.esfuerzo / topes[0] * ANCHO, i.impacto / topes[1] * _ALTO) for i in suyas]
    lugares, desde = [], 1
    for grupo in juntar(en_pixeles, _ROTULO):
        lugares.append(_Lugar(desde, tuple(suyas[n] for n in grupo)))
        desde += len(grupo)
    return lugares


def _nota(lugares: Sequence[_Lugar]) -> str:
    varios = next((lugar for lugar in lugares if len(lugar.suyas) > 1), None)
    if varios is None:
        return ""
    return (
        f"Un punto grande reúne varias que caen juntas: «{varios.rotulo}» son {len(varios.suyas)}, cada "
        "una con su número en los datos."
    )


def _alternativa(suyas: Sequence[Iniciativa]) -> str:
    if not suyas:
        return "No hay nada que mostrar."
    mejor = max(suyas, key=lambda i: (i.impacto / i.esfuerzo if i.esfuerzo else i.impacto, i.nombre))
    mayor = max(suyas, key=lambda i: (i.impacto, -i.esfuerzo))
    return (
        f"La que más da es «{mayor.nombre}»: {numero(mayor.impacto)} puntos. La que más da por lo que cuesta "
        f"es «{mejor.nombre}»: {numero(mejor.impacto)} puntos con {numero(mejor.esfuerzo)} días."
    )
