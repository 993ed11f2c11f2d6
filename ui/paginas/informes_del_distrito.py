"""Los informes del Distrito: de qué vigencia, de qué sector, y sus descargas."""

from __future__ import annotations

import streamlit as st

from autodiagnostico.servicios import distrito
from autodiagnostico.servicios import informes_del_distrito as servicio
from ui import contexto, datos_abiertos, informes, piezas
from ui.marcado import e, pintar

TODO = "Todo el Distrito"


def pagina() -> None:
    """Los de la vigencia y el sector que se elijan."""
    sala = contexto.sala()
    pintar(e("h1", "Informes del Distrito"))
    vigencias = distrito.vigencias(sala)
    if not vigencias:
        pintar(piezas.aviso("duda", "?", e("p", "Ninguna entidad ha abierto un autodiagnóstico todavía.")))
        return
    pintar(
        e(
            "p",
            "Salen de lo que cada entidad envió, y dicen qué se contó, qué no y por qué. Traen grupos y "
            "nunca puestos.",
            clase="entrada",
        )
    )
    with st.container(horizontal=True, key="de_que"):
        vigencia = int(st.selectbox("Vigencia", vigencias, key="informes:vigencia", width=200))
        sectores = [TODO, *servicio.sectores(sala, vigencia)]
        sector = str(st.selectbox("De quién", sectores, key="informes:sector", width=520))
    informes.del_distrito(vigencia, "" if sector == TODO else sector)
    datos_abiertos.dibujar(vigencias, vigencia)


pagina()
