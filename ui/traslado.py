"""Llevarse todo lo de la entidad en un archivo, para traerlo a otra instalación."""

from __future__ import annotations

from functools import partial

import streamlit as st

from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.servicios import traslados
from autodiagnostico.servicios.entidades import FichaDeEntidad
from ui import contexto, piezas
from ui.marcado import e, pintar

_QUE_TRAE = (
    "Un ZIP con todas las vigencias: respuestas y su historia, comentarios, plan, cierres, control y "
    "evidencias, también lo confidencial y lo que no se ha enviado. Quien administra el programa lo trae a "
    "otra instalación con la orden «entidad importar»."
)


def dibujar(entidad: FichaDeEntidad) -> None:
    """El botón, si quien pide puede verlo todo; cerrado, para que no distraiga."""
    sala = contexto.sala()
    if not traslados.se_puede_exportar(sala, entidad):
        return
    with st.expander("Llevarse todo lo de la entidad", key="traslado"):
        pintar(e("p", _QUE_TRAE))
        try:
            traslados.exigir_que_quepa(sala, entidad.id)
        except ErrorDeServicio as error:
            pintar(piezas.error_de_campo(error.mensaje))
            return
        st.download_button(
            "Descargar el paquete",
            data=partial(traslados.descargar, sala, entidad.id),
            file_name=f"entidad_{entidad.codigo}.zip",
            mime="application/zip",
            on_click="ignore",
            key="traslado:descargar",
        )
