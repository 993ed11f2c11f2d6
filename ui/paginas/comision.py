"""El plan de trabajo de la Comisión: qué toca, cómo va cada fila y qué lo muestra."""

from __future__ import annotations

from functools import partial

import streamlit as st

from autodiagnostico.permisos import Operacion
from autodiagnostico.reloj import hoy
from autodiagnostico.servicios import comision
from ui import cargar_plan, contexto, formato, plan_de_comision
from ui.marcado import e, pintar


def pagina() -> None:
    """Primero lo que toca para la próxima sesión; después, el plan del año que se elija."""
    sala = contexto.sala()
    vigencias = comision.vigencias(sala)
    pintar(
        e("h1", "Plan de la Comisión"),
        e(
            "p",
            "Lo que la Comisión Intersectorial se propuso en el año, cómo va cada cosa y qué lo muestra. "
            "Ninguna de estas filas cuenta en el puntaje de una entidad.",
            clase="entrada",
        ),
    )
    plan_de_comision.lo_que_toca(comision.proxima(sala), hoy())
    vigencia = vigencias[0]
    if len(vigencias) > 1:
        vigencia = st.selectbox("Plan de", vigencias, key="comision:vigencia", width=200)
    visto = comision.leer(sala, vigencia)
    gestiona = contexto.puede(Operacion.GESTIONAR_COMISION)
    plan_de_comision.dibujar(visto, hoy())
    with st.container(horizontal=True, key="descargas_de_comision"):
        for rotulo, hacer, extension, mime in (
            ("Descargar en Excel", comision.excel, "xlsx", formato.EXCEL),
            ("Descargar el plan en YAML", comision.en_yaml, "yaml", "application/yaml"),
        ):
            st.download_button(
                rotulo,
                data=partial(hacer, sala, vigencia),
                file_name=f"plan_de_la_comision_{vigencia}.{extension}",
                mime=mime,
                on_click="ignore",
                key=f"comision:{extension}",
            )
    if gestiona:
        pintar(e("h2", "Decir cómo va una fila"))
        plan_de_comision.anotar(visto)
    plan_de_comision.historia(visto)
    if gestiona:
        pintar(e("h2", "Cargar el plan de otro año"))
        cargar_plan.dibujar(visto)


pagina()
