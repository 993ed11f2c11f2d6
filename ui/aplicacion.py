"""La aplicación ASGI: las páginas de Streamlit con nuestras cabeceras. Se sirve con `python -m ui`."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from ui.cabeceras import Cabeceras
from ui.cartero import mientras_se_sirve
from ui.fallas import mostrar_falla

INICIO = Path(__file__).with_name("inicio.py")

app = st.App(
    INICIO,
    lifespan=mientras_se_sirve,
    middleware=[Middleware(Cabeceras)],
    on_script_error=mostrar_falla,
)
