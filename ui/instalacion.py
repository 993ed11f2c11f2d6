"""Lo que comparten todas las visitas de un proceso: la base abierta, las reglas y las sesiones que valen."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from autodiagnostico.ajustes import leer_ajustes
from autodiagnostico.almacen import crear_motor
from autodiagnostico.cuentas.identidades import Identidades
from autodiagnostico.sala import Sala, abrir_sala


@dataclass(slots=True)
class Instalacion:
    """Una por proceso y por ajustes. Su sala no es de nadie: cada visita dice quién es."""

    sala: Sala
    identidades: Identidades


@st.cache_resource(show_spinner=False)
def _abrir(ajustes: str, pedidas: bool) -> Instalacion:
    sala = abrir_sala()
    return Instalacion(sala, Identidades(crear_motor(sala.ajustes.url), sala.ajustes))


def instalacion() -> Instalacion:
    """La de los ajustes de ahora."""
    ajustes = leer_ajustes()
    return _abrir(ajustes.model_dump_json(), ajustes.reglas_pedidas)
