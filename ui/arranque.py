"""Lo que dura el servidor: un obrero por proceso y, con cuentas, lo que se hace al empezar a servir."""

from __future__ import annotations

import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from anyio import to_thread

from autodiagnostico.cuentas import claves
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.obrero import con_obrero
from autodiagnostico.permisos import PROGRAMA
from autodiagnostico.servicios import cuentas
from autodiagnostico.servicios.cuentas import ConClave
from ui.cartero import repartiendo
from ui.instalacion import instalacion
from ui.servidor.apagado import esperar_guiones

REGISTRO = logging.getLogger(__name__)


@asynccontextmanager
async def al_abrir(_app: st.App) -> AsyncIterator[None]:
    """En este computador, sin cuentas: solo el obrero, que se cierra con el servidor."""
    with con_obrero():
        yield
        await _terminar()


@asynccontextmanager
async def al_servir(_app: st.App) -> AsyncIterator[None]:
    """Crea la primera cuenta si no hay ninguna, borra lo que ya no se conserva y deja listo el señuelo."""
    try:
        sala = instalacion().sala.como(PROGRAMA)
        primera = cuentas.primer_administrador(sala)
        cuentas.depurar(sala)
    except ErrorDeServicio as error:
        REGISTRO.critical(error.mensaje)
        raise
    if primera is not None:
        sys.stdout.write(_presentar(primera))
        sys.stdout.flush()
    claves.senuelo()
    with con_obrero(), repartiendo():
        yield
        await _terminar()


async def _terminar() -> None:
    """Espera a lo que se estaba guardando."""
    quedan = await to_thread.run_sync(esperar_guiones)
    REGISTRO.log(logging.WARNING if quedan else logging.INFO, "terminando", extra={"a_medias": quedan})


def _presentar(primera: ConClave) -> str:
    raya = "─" * 72
    return (
        f"\n{raya}\n"
        "Se creó la primera cuenta, que administra las demás. Entre con ella y cambie la clave:\n\n"
        f"    correo: {primera.cuenta.correo}\n"
        f"    clave:  {primera.clave}\n\n"
        "La clave sirve una sola vez, durante siete días, y no se vuelve a mostrar.\n"
        "Si se pierde: autodiagnostico cuentas clave <correo>\n"
        f"{raya}\n\n"
    )
