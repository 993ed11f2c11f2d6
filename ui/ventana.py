"""Cuál ventana está abierta. Se recuerda en la sesión: volver a dibujar la página no la cierra."""

from __future__ import annotations

import streamlit as st

_ABIERTA = "ventana_abierta"


def abrir(cual: str) -> None:
    """Deja abierta una ventana; la que hubiera se cierra."""
    st.session_state[_ABIERTA] = cual


def abierta(cual: str) -> bool:
    """Si hay que dibujarla."""
    return bool(st.session_state.get(_ABIERTA) == cual)


def cerrar() -> None:
    """Se llama al cerrarla."""
    st.session_state.pop(_ABIERTA, None)
