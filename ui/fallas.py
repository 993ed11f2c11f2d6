"""Qué ve la persona cuando algo falla: un texto claro, nunca una traza."""

from __future__ import annotations

import logging

import streamlit as st

REGISTRO = logging.getLogger(__name__)


def mostrar_falla(error: Exception) -> bool:
    """Una falla que nadie esperaba: queda en el registro del servidor y la página lo dice con calma."""
    REGISTRO.error("Falla inesperada en una página", exc_info=error)
    st.error(
        "Algo falló al preparar esta página. Lo que ya respondió está guardado. "
        "Vuelva a cargarla; si se repite, avise a quien administra la aplicación.",
        icon=None,
    )
    return True
