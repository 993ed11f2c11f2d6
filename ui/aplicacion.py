"""La aplicación ASGI: las páginas con nuestras cabeceras y nuestra puerta. Se sirve con `python -m ui`."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from autodiagnostico.ajustes import Ajustes, leer_ajustes
from ui.arranque import al_abrir, al_servir
from ui.cabeceras import Cabeceras
from ui.entrada import institucional
from ui.entrada.puerta import Puerta, SoloLocal
from ui.entrada.rutas import RUTAS
from ui.fallas import mostrar_falla

INICIO = Path(__file__).with_name("inicio.py")


def crear(ajustes: Ajustes) -> st.App:
    """La aplicación, con cuentas o solo para este computador."""
    servida = ajustes.modo == "servido"
    return st.App(
        INICIO,
        middleware=[Middleware(Cabeceras), Middleware(Puerta if servida else SoloLocal)],
        routes=RUTAS if servida else None,
        lifespan=al_servir if servida else al_abrir,
        secrets=institucional.secretos(ajustes) if servida else None,
        on_script_error=mostrar_falla,
    )


app = crear(leer_ajustes())
