"""La aplicación ASGI: las páginas de Streamlit con nuestras cabeceras. Se sirve con `python -m ui`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from autodiagnostico.obrero import con_obrero
from ui.cabeceras import Cabeceras
from ui.fallas import mostrar_falla

INICIO = Path(__file__).with_name("inicio.py")


@asynccontextmanager
async def _vida(_app: st.App) -> AsyncIterator[None]:
    """Lo que dura el servidor: un obrero por proceso, que se cierra con él."""
    with con_obrero():
        yield


app = st.App(INICIO, middleware=[Middleware(Cabeceras)], on_script_error=mostrar_falla, lifespan=_vida)
