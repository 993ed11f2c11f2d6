"""El plan por estado: una columna por cada uno."""

from __future__ import annotations

from collections.abc import Sequence

from autodiagnostico.plan.semaforo import Marcha
from ui import formato, piezas
from ui.enlaces import ancla
from ui.marcado import Html, e
from ui.vocabulario_del_plan import ITEMS, LUCES

A_LA_VISTA = 6
"""Cuántas se ven de cada estado sin abrir las demás."""


def por_estado(marchas: Sequence[Marcha]) -> Html:
    """Las columnas de los estados que tienen algo, en su orden; en cada una, primero lo más urgente."""
    columnas = [
        _columna(piezas.insignia(signo, len(suyas)), suyas)
        for estado, signo in ITEMS.items()
        if (suyas := [m for m in marchas if m.item.estado is estado])
    ]
    return e("div", columnas, clase="tablero")


def _columna(cabeza: Html, suyas: Sequence[Marcha]) -> Html:
    en_orden = sorted(suyas, key=lambda m: m.urgencia)
    caben = len(en_orden) if len(en_orden) <= A_LA_VISTA + piezas.POCAS else A_LA_VISTA
    resto = en_orden[caben:]
    return e(
        "section",
        e("h3", cabeza),
        _tarjetas(en_orden[:caben]),
        piezas.plegado(f"Ver las demás ({len(resto)})", _tarjetas(resto)) if resto else None,
        clase="columna",
    )


def _tarjetas(suyas: Sequence[Marcha]) -> Html:
    return e("ul", (e("li", _tarjeta(m)) for m in suyas))


def _tarjeta(m: Marcha) -> Html:
    termina = m.item.dicho.fecha
    return e(
        "div",
        ancla("plan_de_vigencia", f"{m.item.orden}. {m.item.titulo}", r=str(m.item.orden)),
        e("p", m.item.dicho.responsable or "Sin área responsable", clase="menor"),
        e("p", f"Termina el {formato.fecha(termina)}" if termina else "Sin fecha", clase="menor"),
        e("p", piezas.insignia(LUCES[m.luz])),
        clase="tarjeta",
    )
