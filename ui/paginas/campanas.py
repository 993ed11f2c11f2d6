"""Campañas: a quién se convocó, quién falta, y qué se ha acompañado a cada entidad."""

from __future__ import annotations

import streamlit as st

from autodiagnostico.campanas.fichas import Campana
from autodiagnostico.permisos import Operacion
from autodiagnostico.servicios import campanas
from ui import asesorias, campana, contexto, convocar, formato, piezas
from ui.marcado import e, pintar

_NO_HAY = "Todavía no hay ninguna campaña. Una campaña llama a unas entidades hasta una fecha."


def pagina() -> None:
    """La campaña elegida; después, el acompañamiento y cómo crear otra."""
    todas = campanas.listar(contexto.sala())
    gestiona = contexto.puede(Operacion.GESTIONAR_CAMPANA)
    pintar(
        e("h1", "Campañas"),
        e(
            "p",
            "Quién empezó, quién envió y quién falta. De un borrador solo se ve la cobertura.",
            clase="entrada",
        ),
    )
    if not todas:
        pintar(piezas.aviso("duda", "?", e("p", _NO_HAY)))
    else:
        campana.dibujar(_elegir(todas), gestiona=gestiona)
    pintar(e("h2", "Asesorías y talleres"))
    asesorias.dibujar(gestiona=gestiona)
    if gestiona:
        pintar(e("h2", "Otra campaña" if todas else "Crear la primera"))
        convocar.nueva(abierto=not todas)


def _elegir(todas: list[Campana]) -> Campana:
    por_id = {c.id: c for c in todas}
    pedida = contexto.numero_pedido("campana")
    if pedida in por_id:
        st.session_state.setdefault(convocar.ELEGIDA, pedida)
    if st.session_state.get(convocar.ELEGIDA) not in por_id:
        st.session_state.pop(convocar.ELEGIDA, None)
    if len(todas) == 1:
        return todas[0]
    elegida = st.selectbox(
        "Campaña", list(por_id), format_func=lambda n: _titulo(por_id[n]), key=convocar.ELEGIDA
    )
    return por_id[elegida]


def _titulo(una: Campana) -> str:
    return f"{una.datos.nombre} · vigencia {una.datos.vigencia} · cierra el {formato.fecha(una.datos.cierra)}"


pagina()
