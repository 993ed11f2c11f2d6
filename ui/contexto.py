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
from reglas import Catalogo
from ui.instalacion import instalacion
from ui.visita import puede, sala

__all__ = [
    "base_de_la_regla",
    "cierre",
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
_CIFRAS = 9
"""Las que se admiten en un número de la dirección: los de la base no pasan de ahí."""


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


def numero_pedido(dato: str) -> int | None:
    """El número que trae la dirección en un dato, como `?cuenta=3`; None si no es uno que pueda existir."""
    pedido = st.query_params.get(dato, "")
    return int(pedido) if pedido.isdecimal() and len(pedido) <= _CIFRAS else None


def cierre() -> int | None:
    """El cierre que se está mirando, si la dirección lo dice (`?cierre=1`); si no, lo de ahora."""
    return numero_pedido("cierre")


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
    st.query_params.pop("cierre", None)


def base_de_la_regla(codigo: str) -> Catalogo:
    """Dónde leer una regla: en la base con que se mira el diagnóstico elegido, o en la de hoy si no está."""
    de_hoy = sala().catalogo
    ficha = diagnostico()
    if ficha is None or ficha.digesto_reglas in {None, de_hoy.digesto}:
        return de_hoy
    try:
        suya = diagnosticos.con_que(sala(), ficha.id, cierre()).catalogo
    except ErrorDeServicio:
        return de_hoy  # quien no puede leer el diagnóstico lee la regla de hoy
    return suya if codigo in suya.reglas else de_hoy


def resultado(ficha: FichaDeDiagnostico) -> Resultado:
    """El resultado del diagnóstico; solo se evalúa de nuevo si el caso o la base de reglas cambiaron."""
    evaluado = diagnosticos.al_dia(sala(), ficha.id, cierre(), st.session_state.get(_EVALUADO))
    st.session_state[_EVALUADO] = evaluado
    return evaluado.resultado
