"""Qué sala, qué diagnóstico y qué resultado tiene delante quien mira la página.

El diagnóstico elegido viaja en la dirección (`?d=3`): recargar o compartir el enlace no lo pierde.
"""

from __future__ import annotations

import streamlit as st

from autodiagnostico.errores import ErrorDeServicio, ErrorDeSesion
from autodiagnostico.sala import al_dia
from autodiagnostico.servicios import diagnosticos
from autodiagnostico.servicios.diagnosticos import FichaDeDiagnostico
from motor import Resultado
from ui.instalacion import instalacion
from ui.visita import puede, sala

__all__ = [
    "diagnostico",
    "elegir",
    "fijar_direccion",
    "olvidar",
    "poner_al_dia",
    "puede",
    "resultado",
    "sala",
]

_ELEGIDO = "diagnostico_elegido"
_EVALUADO = "resultado_evaluado"


def poner_al_dia() -> None:
    """Toma las reglas que haya ahora en disco; así un Manual recién instalado se usa sin reiniciar."""
    abierta = instalacion()
    abierta.sala = al_dia(abierta.sala)


def diagnostico() -> FichaDeDiagnostico | None:
    """El diagnóstico elegido, o None; uno que ya no existe se olvida sin ruido."""
    pedido = st.query_params.get("d") or st.session_state.get(_ELEGIDO)
    abierta = sala()
    if pedido is None:
        return None
    try:
        ficha = diagnosticos.leer(abierta, int(pedido))
    except ErrorDeSesion:
        raise
    except (ErrorDeServicio, ValueError, OverflowError):
        olvidar()
        return None
    elegir(ficha.id)
    return ficha


def fijar_direccion() -> None:
    """Deja en la dirección del navegador lo que trajo el enlace.

    Streamlit no la cambia si el enlace va a la misma página, y la siguiente respuesta volvería a la anterior.
    """
    st.query_params.from_dict(st.query_params.to_dict())


def elegir(diagnostico_id: int) -> None:
    """Deja elegido un diagnóstico en la sesión y en la dirección."""
    st.session_state[_ELEGIDO] = diagnostico_id
    if st.query_params.get("d") != str(diagnostico_id):
        st.query_params["d"] = str(diagnostico_id)


def olvidar() -> None:
    """Deja de tener un diagnóstico elegido."""
    st.session_state.pop(_ELEGIDO, None)
    st.query_params.pop("d", None)


def resultado(ficha: FichaDeDiagnostico) -> Resultado:
    """El resultado del diagnóstico; solo se evalúa de nuevo si el caso o la base de reglas cambiaron."""
    caso = diagnosticos.caso(sala(), ficha.id)
    digesto = sala().catalogo.digesto
    evaluado = st.session_state.get(_EVALUADO)
    if evaluado is not None and evaluado[:2] == (digesto, caso):
        ya: Resultado = evaluado[2]
        return ya
    nuevo = diagnosticos.evaluar(sala(), ficha.id)
    st.session_state[_EVALUADO] = (digesto, nuevo.caso, nuevo)
    return nuevo
