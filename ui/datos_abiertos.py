"""Los datos del Distrito para llevárselos: qué trae cada paquete y su descarga."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from autodiagnostico.abiertos.diccionario import Paquete, diccionario
from autodiagnostico.permisos import Operacion, puede_algo
from autodiagnostico.servicios import datos_abiertos
from ui import contexto, piezas
from ui.marcado import e, pintar

TODAS = "Todas"


def dibujar(vigencias: Sequence[int], vigencia: int) -> None:
    """Los paquetes que quien mira puede bajar, de la vigencia elegida o de todas."""
    pintar(e("h2", "Los datos"))
    de_cuales = st.radio(
        "De cuáles vigencias", [f"Solo {vigencia}", TODAS], key="datos:vigencias", horizontal=True
    )
    pedidas = list(vigencias) if de_cuales == TODAS else [vigencia]
    cuando = "todas" if de_cuales == TODAS else str(vigencia)
    for cual in _suyos():
        _uno(cual, pedidas, cuando)


def _suyos() -> list[Paquete]:
    baja = puede_algo(contexto.sala().quien, Operacion.EXPORTAR)
    return [cual for cual in Paquete if baja or cual is not Paquete.RESPUESTAS]


def _uno(cual: Paquete, vigencias: list[int], cuando: str) -> None:
    suyo = diccionario().paquetes[cual]
    tablas = [f"{nombre}.csv: {diccionario().tablas[nombre].dice}" for nombre in suyo.tablas]
    with st.container(border=True, key=f"datos_{cual.value}"):
        pintar(e("h3", suyo.nombre), e("p", suyo.para), piezas.plegado("Qué trae", piezas.lista(tablas)))
        st.download_button(
            f"Descargar {suyo.nombre[0].lower()}{suyo.nombre[1:]}",
            data=partial(datos_abiertos.emitir, contexto.sala(), cual, vigencias),
            file_name=f"{cual.value}_{cuando}.zip",
            mime="application/zip",
            on_click="ignore",
            key=f"datos:{cual.value}",
        )
