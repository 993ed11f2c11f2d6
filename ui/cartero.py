"""Mientras la aplicación se sirve, avisa lo que está por vencer y envía los correos pendientes.

Va en un hilo aparte, con su propia sala: ninguna página espera al correo.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st

from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.permisos import PROGRAMA
from autodiagnostico.sala import abrir_sala
from autodiagnostico.servicios import cartero

REGISTRO = logging.getLogger(__name__)
CADA = 60
"""Segundos entre una vuelta y la siguiente."""


@asynccontextmanager
async def mientras_se_sirve(_app: st.App) -> AsyncIterator[None]:
    """Reparte hasta que la aplicación se cierre."""
    cerrar = threading.Event()
    hilo = threading.Thread(target=_vueltas, args=(cerrar,), name="cartero", daemon=True)
    hilo.start()
    try:
        yield
    finally:
        cerrar.set()


def _vueltas(cerrar: threading.Event) -> None:
    while not cerrar.wait(CADA):
        try:
            _una()
        except ErrorDeServicio as error:
            REGISTRO.warning("No se repartieron los avisos: %s", error.mensaje)


def _una() -> None:
    """Una vuelta, con su propia conexión: la base pudo caerse y volver desde la anterior."""
    sala = abrir_sala().como(PROGRAMA)
    try:
        cartero.repartir(sala)
    finally:
        sala.motor_bd.dispose()
