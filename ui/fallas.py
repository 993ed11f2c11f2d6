"""Qué ve la persona cuando algo falla: un texto claro, nunca una traza."""

from __future__ import annotations

import logging
from urllib.parse import urlencode, urlsplit

import streamlit as st

from autodiagnostico.errores import ErrorDeServicio, ErrorDeSesion
from ui import piezas
from ui.marcado import e, pintar

REGISTRO = logging.getLogger(__name__)


def mostrar_falla(error: Exception) -> bool:
    """Lo que una acción rechazó se dice tal cual; lo inesperado queda en el registro y se dice con calma."""
    if isinstance(error, ErrorDeSesion):
        sesion_terminada(error)
        return True
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


def sesion_terminada(error: ErrorDeSesion) -> None:
    """La sesión se cerró o venció con la página abierta: se dice, y se vuelve aquí al entrar."""
    ir = urlsplit(st.context.url or "").path or "/"
    consulta = urlencode(st.query_params.to_dict())
    entrar = urlencode({"ir": f"{ir}?{consulta}" if consulta else ir})
    pintar(
        e("h1", "Su sesión terminó"),
        piezas.aviso("duda", "?", e("p", error.mensaje, role="alert")),
        e("p", e("a", "Entrar otra vez", href=f"/entrar?{entrar}", target="_self")),
    )
