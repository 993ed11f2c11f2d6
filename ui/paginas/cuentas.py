"""Cuentas: quién puede entrar y con qué roles. Para quien las administra."""

from __future__ import annotations

import streamlit as st

from autodiagnostico.servicios import cuentas
from ui import contexto, cuenta, formato, guardado, piezas, visita
from ui.enlaces import ancla
from ui.marcado import e, pintar


def pagina() -> None:
    """Una cuenta si se pidió; si no, la lista y cómo crear otra."""
    pedida = contexto.numero_pedido("cuenta")
    if pedida is not None and not visita.es_local():
        cuenta.dibujar(cuentas.leer(contexto.sala(), pedida))
        return
    pintar(e("h1", "Cuentas"))
    if visita.es_local():
        pintar(
            e("p", "En modo local no hay cuentas: quien abre este computador lo puede todo.", clase="entrada")
        )
        return
    todas = cuentas.listar(contexto.sala())
    pintar(e("p", "Quién puede entrar, y qué puede hacer en cada entidad.", clase="entrada"))
    cuenta.clave_recien_puesta()
    _crear()
    pintar(e("h2", formato.plural(len(todas), "cuenta", "cuentas")))
    buscado = st.text_input("Buscar por nombre, correo o rol", key="cuentas:buscar")
    halladas = [c for c in todas if cuenta.coincide(c, buscado)]
    filas = (
        piezas.fila(
            ancla("cuentas", c.nombre, cuenta=str(c.id)),
            "" if c.suprimida else c.correo,
            cuenta.roles_en_palabras(c),
            piezas.insignia(cuenta.estado(c)),
            formato.fecha(c.entro) if c.entro else "Nunca ha entrado",
        )
        for c in halladas
    )
    pintar(
        piezas.tabla(["Nombre", "Correo", "Roles", "Estado", "Último uso"], filas, "Cuentas")
        if halladas
        else e("p", "Ninguna coincide.", role="status")
    )


def _crear() -> None:
    with st.expander("Crear una cuenta", key="cuentas:nueva"), st.form("cuentas:crear", border=False):
        izquierda, derecha = st.columns(2)
        izquierda.text_input("Nombre y apellidos", key="cuentas:nombre")
        derecha.text_input("Correo institucional", key="cuentas:correo")
        pintar(
            e(
                "p",
                "Recibe una clave de un solo uso, que usted le entrega. Los roles se dan después.",
                clase="ayuda",
            )
        )
        st.form_submit_button("Crear la cuenta", type="primary", on_click=_hacer_cuenta)
        guardado.mostrar_error("cuentas")


def _hacer_cuenta() -> None:
    nombre, correo = st.session_state["cuentas:nombre"], st.session_state["cuentas:correo"]
    if guardado.intentar("cuentas", lambda: cuenta.recordar(cuentas.crear(contexto.sala(), correo, nombre))):
        st.session_state["cuentas:nombre"] = st.session_state["cuentas:correo"] = ""


pagina()
