"""Tareas en el tiempo, con lo que llevan hecho y el día de hoy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import altair as alt
import pandas as pd

from autodiagnostico.graficas.ficha import Grafica, Origen
from autodiagnostico.graficas.tema import ALERTA, LLENO, POSIBLE, TINTA, rotulo, vestir
from autodiagnostico.textos import cuantas

_ALTO_DE_TAREA = 48
_ALTO_DE_EJES = 30
_SUBE = 14
_LARGO = 80


@dataclass(frozen=True, slots=True)
class Tarea:
    """Una tarea de `inicio` a `fin`; `avance`, de 0 a 1; `estado`, en palabras; `alerta`, si va mal."""

    nombre: str
    inicio: date
    fin: date
    avance: float
    estado: str
    alerta: bool = False


def gantt(titulo: str, tareas: Sequence[Tarea], origen: Origen) -> Grafica:
    """Una barra por tarea: clara lo que dura, oscura lo hecho; la raya es el día de los datos."""
    filas = [
        (t.nombre, pd.Timestamp(t.inicio), pd.Timestamp(t.fin), f"{round(t.avance * 100)} %", t.estado)
        for t in tareas
    ]
    datos = pd.DataFrame(filas, columns=["Tarea", "Inicio", "Fin", "Avance", "Estado"])
    dichas = datos.assign(
        fila=[str(i) for i in range(len(tareas))],
        hecho=[
            pd.Timestamp(t.inicio) + (pd.Timestamp(t.fin) - pd.Timestamp(t.inicio)) * t.avance for t in tareas
        ],
        alerta=[t.alerta for t in tareas],
        dicho=[_dicho(t) for t in tareas],
    )
    base = alt.Chart(dichas).encode(
        y=alt.Y("fila:N", sort=None, title=None, axis=None, scale=alt.Scale(paddingInner=0.62))
    )
    x = alt.X(
        "Inicio:T",
        title=None,
        axis=alt.Axis(format="%b %Y", labelAngle=0, tickCount="month", labelOverlap=True),
    )
    borde = alt.when(alt.datum.alerta).then(alt.value(ALERTA)).otherwise(alt.value(LLENO))
    hoy = alt.Chart(pd.DataFrame({"hoy": [pd.Timestamp(origen.fecha)]}))
    dibujo = alt.layer(
        base.mark_bar(color=POSIBLE, strokeWidth=2).encode(x=x, x2="Fin:T", stroke=borde),
        base.mark_bar(color=LLENO).encode(x=x, x2="hecho:T"),
        hoy.mark_rule(color=TINTA, strokeWidth=2, strokeDash=[6, 3]).encode(x="hoy:T"),
        *rotulo(base, _SUBE),
    )
    alto = _ALTO_DE_TAREA * max(len(tareas), 1) + _ALTO_DE_EJES
    return Grafica(titulo, _alternativa(tareas), datos, origen, vestir(dibujo, alto))


def _dicho(tarea: Tarea) -> str:
    nombre = tarea.nombre if len(tarea.nombre) <= _LARGO else f"{tarea.nombre[: _LARGO - 1].rstrip()}…"
    return f"{nombre} · {tarea.estado}, {round(tarea.avance * 100)} %"


def _alternativa(tareas: Sequence[Tarea]) -> str:
    if not tareas:
        return "No hay tareas que mostrar."
    alertas = sum(t.alerta for t in tareas)
    hechas = sum(t.avance >= 1 for t in tareas)
    mal = (
        f" {cuantas(alertas, 'va con retraso', 'van con retraso')}."
        if alertas
        else " Ninguna va con retraso."
    )
    return f"{cuantas(len(tareas), 'tarea', 'tareas')}: {cuantas(hechas, 'terminada', 'terminadas')}.{mal}"
