"""Los compromisos de la Mesa: cómo van y cómo se cierran."""

from __future__ import annotations

from datetime import date

import streamlit as st

from autodiagnostico.mesa.fichas import Compromiso, Sesion
from autodiagnostico.reloj import hoy
from autodiagnostico.servicios import sesiones
from ui import contexto, formato, guardado, piezas
from ui.marcado import Html, e, md, pintar, unir
from ui.vocabulario import Signo


def dibujar(entidad_id: int, todas: list[Sesion], *, edita: bool) -> None:
    """Los compromisos de todas las sesiones: primero los abiertos, con cómo cerrarlos."""
    suyos = [c for s in todas for c in s.compromisos]
    if not suyos:
        pintar(e("p", "Todavía no hay ninguno.", clase="ayuda"))
        return
    suyos.sort(key=lambda c: (c.cumplido is not None, c.fecha or date.max))
    filas = (
        piezas.fila(
            c.texto,
            c.responsable,
            formato.fecha(c.fecha) if c.fecha else "Sin fecha",
            _como_va(c),
            f"Sesión {c.sesion}",
        )
        for c in suyos
    )
    columnas = ["Compromiso", "Responsable", "Para cuándo", "Cómo va", "De dónde sale"]
    pintar(piezas.tabla(columnas, filas, "Compromisos de la Mesa"))
    for c in suyos:
        if edita and c.cumplido is None:
            _cerrar(entidad_id, c)


def _como_va(c: Compromiso) -> Html:
    if c.cumplido is not None:
        texto = f"Cumplido el {formato.fecha(c.cumplido)}: {c.resultado}"
        return unir(piezas.insignia(Signo("✓", "Cumplido", "bien")), " ", texto)
    if c.vencido(hoy()):
        return piezas.insignia(Signo("✕", "Vencido", "mal"))
    return piezas.insignia(Signo("◷", "Abierto", "plazo"))


def _cerrar(entidad_id: int, c: Compromiso) -> None:
    clave = f"compromiso:{c.id}"
    with st.expander(md(f"Dar por cumplido: {c.texto}"), key=f"compromiso_{c.id}"):
        with st.form(f"{clave}:f", border=False):
            st.text_input("En qué quedó", key=f"{clave}:resultado")
            st.form_submit_button("Dar por cumplido", on_click=_cumplir, args=(entidad_id, c.id, clave))
        guardado.mostrar(clave)


def _cumplir(entidad_id: int, numero: int, clave: str) -> None:
    texto = st.session_state[f"{clave}:resultado"]
    guardado.intentar(clave, lambda: sesiones.cumplir(contexto.sala(), entidad_id, numero, texto))
