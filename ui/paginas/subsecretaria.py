"""Subsecretaría: el Distrito de un vistazo y, luego, el detalle."""

from __future__ import annotations

import streamlit as st

from autodiagnostico import acceso
from autodiagnostico.permisos import Operacion
from autodiagnostico.sala import Sala, hoy
from ui import contexto, piezas
from ui.enlaces import enlace
from ui.marcado import e, pintar

VISTAS = {
    "vistazo": "De un vistazo",
    "comparar": "Comparar",
    "frenos": "Qué frena",
    "tendencia": "Tendencia",
    "ensayo": "Ensayar cambios",
}


def pagina() -> None:
    """La vista que diga la dirección, en la vigencia elegida."""
    sala = contexto.sala()
    acceso.exigir_alguna(sala, Operacion.COMPARAR)
    pintar(e("h1", "Subsecretaría"))
    with st.spinner("Leyendo lo que cada entidad envió…"):
        _vistas(sala)


def _vistas(sala: Sala) -> None:
    # La máquina que evalúa muchas a la vez tarda en cargar la primera vez: que el título no la espere.
    from autodiagnostico.servicios import distrito as lecturas
    from ui.distrito import comparar, ensayo, frenos, tendencia, vistazo

    con_algo = lecturas.vigencias(sala)
    vigencia = int(
        st.selectbox(
            "Vigencia", sorted({*con_algo, hoy().year}, reverse=True), key="vigencia_comparada", width=200
        )
    )
    cual = st.query_params.get("vista", "vistazo")
    cual = cual if cual in VISTAS else "vistazo"
    _menu(cual)
    cuadro = lecturas.abrir(sala, [vigencia])
    if cuadro.fichas.empty:
        pintar(piezas.aviso("duda", "?", e("p", f"Ninguna entidad ha abierto un diagnóstico de {vigencia}.")))
        return
    if cuadro.contadas()["demostracion"].any():
        pintar(e("p", piezas.marca_de_demostracion(es=True), " Lo que se ve aquí es inventado."))
    match cual:
        case "comparar":
            comparar.dibujar(cuadro, vigencia)
        case "frenos":
            frenos.dibujar(cuadro, vigencia)
        case "tendencia":
            tendencia.dibujar(vigencia, con_algo)
        case "ensayo":
            ensayo.dibujar(cuadro, vigencia)
        case _:
            vistazo.dibujar(cuadro, vigencia, con_algo)


def _menu(actual: str) -> None:
    with st.container(horizontal=True, key="vistas"):
        for vista, titulo in VISTAS.items():
            enlace("subsecretaria", f"▸ {titulo}" if vista == actual else titulo, vista=vista)


pagina()
