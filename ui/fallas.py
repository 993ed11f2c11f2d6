"""Qué ve la persona cuando algo falla: un texto claro, nunca una traza."""

from __future__ import annotations

import logging

import streamlit as st

from autodiagnostico.errores import ErrorDeServicio
from ui import piezas
from ui.marcado import e, pintar

REGISTRO = logging.getLogger(__name__)


def mostrar_falla(error: Exception) -> bool:
    """Lo que una acción rechazó se dice tal cual; lo inesperado queda en el registro y se dice con calma."""
    if isinstance(error, ErrorDeServicio):
        pintar(piezas.aviso("mal", "✕", e("p", error.mensaje, clase="con-renglones", role="alert")))
        return True
    REGISTRO.error("Falla inesperada en una página", exc_info=error)
    st.error(
        "Algo falló al preparar esta página. Lo que ya respondió está guardado. "
        "Vuelva a cargarla; si se repite, avise a quien administra la aplicación.",
        icon=None,
    )
    return True
