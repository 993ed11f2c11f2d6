"""Medidas de fuera: FURAG, IDI e IGPD junto a la madurez, con los casos que conviene mirar."""

from __future__ import annotations

from functools import partial

import streamlit as st

from autodiagnostico.permisos import Operacion
from autodiagnostico.servicios import medidas as servicio
from ui import contexto, formato, importar_medidas, medidas, piezas
from ui.marcado import e, pintar


def pagina() -> None:
    """Lo que hay de un año, y cómo traer más."""
    sala = contexto.sala()
    anos = servicio.anos(sala)
    pintar(
        e("h1", "Medidas de fuera"),
        e(
            "p",
            "Lo que otros midieron (FURAG, IDI, IGPD) junto a la madurez de cada entidad. Va al lado: "
            "no entra en ningún puntaje.",
            clase="entrada",
        ),
    )
    if anos:
        ano = st.selectbox("Año medido", anos, key="medidas:ano", width=200)
        medidas.dibujar(servicio.junto_a_la_madurez(sala, ano), ano)
        st.download_button(
            "Descargar en Excel",
            data=partial(servicio.excel, sala, ano),
            file_name=f"medidas_de_fuera_{ano}.xlsx",
            mime=formato.EXCEL,
            on_click="ignore",
        )
    else:
        pintar(piezas.aviso("duda", "?", e("p", "Todavía no se ha importado ninguna.")))
    if contexto.puede(Operacion.IMPORTAR_MEDIDAS):
        pintar(e("h2", "Importar un archivo"))
        importar_medidas.dibujar()


pagina()
