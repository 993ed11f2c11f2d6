"""La aplicación ASGI: las páginas con nuestras cabeceras y nuestra puerta. Se sirve con `python -m ui`."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.types import ASGIApp
from streamlit import config

from autodiagnostico.ajustes import Ajustes, leer_ajustes
from ui.arranque import al_abrir, al_servir
from ui.cabeceras import Cabeceras
from ui.entrada import institucional
from ui.entrada.puerta import Puerta, SoloLocal
from ui.entrada.rutas import RUTAS
from ui.fallas import mostrar_falla
from ui.servidor.registro import Registro
from ui.servidor.salud import RUTA

INICIO = Path(__file__).with_name("inicio.py")
LO_DEMAS_MB = 20
"""Lo más que pesa lo que se sube y no es una evidencia."""


def crear(ajustes: Ajustes) -> ASGIApp:
    """La aplicación, con cuentas o solo para este computador."""
    servida = ajustes.modo == "servido"
    paginas = st.App(
        INICIO,
        middleware=[Middleware(Puerta if servida else SoloLocal)],
        routes=[*RUTAS, RUTA] if servida else [RUTA],
        lifespan=al_servir if servida else al_abrir,
        secrets=institucional.secretos(ajustes) if servida else None,
        on_script_error=mostrar_falla,
    )
    # Después de crearla: antes, Streamlit todavía no sabe dónde está su config.toml.
    config.set_option("server.maxUploadSize", max(ajustes.evidencia_mb, LO_DEMAS_MB))
    # Por fuera de todo: así las cabeceras van también en las respuestas de error.
    con_cabeceras = Cabeceras(paginas)
    return Registro(con_cabeceras) if servida else con_cabeceras


app = crear(leer_ajustes())
