"""El calendario de la Mesa, y su descarga para la agenda."""

from __future__ import annotations

from functools import partial

import streamlit as st

from autodiagnostico.permisos import Operacion
from autodiagnostico.reloj import hoy
from autodiagnostico.servicios import calendario as servicio
from ui import calendario, contexto, temas
from ui.marcado import e, pintar


def pagina() -> None:
    """Lo de la vigencia que se elija: la del diagnóstico o la siguiente, que es la que se planea."""
    ficha = contexto.diagnostico()
    pintar(e("h1", "Calendario de la Mesa"))
    if ficha is None:
        temas.sin_diagnostico()
        return
    pintar(
        e(
            "p",
            "Lo que las normas y los documentos ponen en el tiempo, con las sesiones y los compromisos "
            "de la Mesa.",
            clase="entrada",
        )
    )
    vigencia = st.radio(
        "Vigencia",
        [ficha.vigencia, ficha.vigencia + 1],
        index=int(ficha.vigencia < hoy().year),  # la que corre, aunque se mire un diagnóstico anterior
        horizontal=True,
        key=f"calendario:{ficha.id}:v",
    )
    sala, entidad_id = contexto.sala(), ficha.entidad.id
    if contexto.puede(Operacion.EXPORTAR, ficha.entidad):
        st.download_button(
            "Descargar para la agenda (iCalendar)",
            data=partial(servicio.icalendar, sala, entidad_id, vigencia),
            file_name=f"calendario_{ficha.entidad.codigo}_{vigencia}.ics",
            mime="text/calendar",
            on_click="ignore",
        )
    edita = contexto.puede(Operacion.EDITAR_PLAN, ficha.entidad)
    calendario.dibujar(entidad_id, vigencia, servicio.leer(sala, entidad_id, vigencia), edita=edita)


pagina()
