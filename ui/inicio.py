"""Guion principal: las páginas, la barra y el trato de los errores que se muestran tal cual."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from autodiagnostico.errores import ErrorDePermiso, ErrorDeServicio, ErrorDeSesion
from ui import barra, contexto, fallas, formulario, guardado, piezas, visita
from ui.enlaces import PAGINAS, PRINCIPAL, archivo
from ui.marcado import al_comienzo, e, pintar

ESTATICO = Path(__file__).with_name("estatico")


def principal() -> None:
    """Prepara la página pedida y la dibuja."""
    st.set_page_config(layout="wide", page_icon=str(ESTATICO / "icono.png"))
    st.html(ESTATICO / "estilo.css")
    paginas = {
        nombre: st.Page(
            archivo(nombre),
            title=f"{titulo} · Autodiagnóstico",
            url_path=nombre,
            default=nombre == PRINCIPAL,
        )
        for nombre, titulo in PAGINAS.items()
    }
    actual = st.navigation(list(paginas.values()), position="hidden")
    try:
        visita.quien()
        visita.anotar_uso()
        contexto.poner_al_dia()
        contexto.fijar_direccion()
        nombre = next(n for n, p in paginas.items() if p == actual)
        ficha = contexto.diagnostico()
        lugar = f"{nombre}?{st.query_params.to_dict()}"
        llega = guardado.al_llegar(lugar)
        if llega:
            formulario.olvidar_errores()
        barra.dibujar(ficha, nombre)
        barra.encima(ficha, nombre)
        actual.run()
        if llega:
            al_comienzo(lugar)
    except ErrorDeSesion as error:
        fallas.sesion_terminada(error)
    except ErrorDePermiso as error:
        pintar(
            e("h1", "A su cuenta no le corresponde"),
            piezas.aviso("duda", "?", e("p", error.mensaje, role="alert")),
        )
    except ErrorDeServicio as error:
        pintar(
            e("h1", "No se pudo mostrar la página"),
            piezas.aviso("mal", "✕", e("p", error.mensaje, clase="con-renglones", role="alert")),
        )


principal()
