"""Lo que dura el servidor: un obrero por proceso y, con cuentas, lo que se hace al empezar a servir."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st

from autodiagnostico.cuentas import claves
from autodiagnostico.obrero import con_obrero
from autodiagnostico.permisos import PROGRAMA
from autodiagnostico.servicios import cuentas
from autodiagnostico.servicios.cuentas import ConClave
from ui.instalacion import instalacion


@asynccontextmanager
async def al_abrir(_app: st.App) -> AsyncIterator[None]:
    """En este computador, sin cuentas: solo el obrero, que se cierra con el servidor."""
    with con_obrero():
        yield


@asynccontextmanager
async def al_servir(_app: st.App) -> AsyncIterator[None]:
    """Crea la primera cuenta si no hay ninguna, borra lo que ya no se conserva y deja listo el señuelo."""
    sala = instalacion().sala.como(PROGRAMA)
    primera = cuentas.primer_administrador(sala)
    if primera is not None:
        sys.stdout.write(_presentar(primera))
        sys.stdout.flush()
    cuentas.depurar(sala)
    claves.senuelo()
    with con_obrero():
        yield


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
