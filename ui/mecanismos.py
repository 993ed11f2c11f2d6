"""Un mecanismo de participación o de realimentación: mostrarlo y escribirlo."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from autodiagnostico.plan.fichas import Mecanismo
from autodiagnostico.servicios import mecanismos as servicio
from reglas import Catalogo
from ui import contexto, formato, guardado, piezas
from ui.marcado import Html

_TEXTOS = ("nombre", "responsable", "resultado", "mejora")


def tabla(politica: str, suyos: Sequence[Mecanismo]) -> Html:
    """Los de una política."""
    filas = (
        piezas.fila(
            m.nombre,
            servicio.CLASES[m.clase],
            m.responsable or "Por definir",
            formato.fecha(m.fecha) if m.fecha else "Sin fecha",
            "" if m.participantes is None else str(m.participantes),
            m.resultado or "Nada todavía",
            m.mejora or "Nada todavía",
        )
        for m in suyos
    )
    columnas = [
        "Mecanismo",
        "Clase",
        "Responsable",
        "Fecha",
        "Participaron",
        "Qué dejó",
        "Qué se mejoró con ello",
    ]
    return piezas.tabla(columnas, filas, f"Mecanismos de {politica}")


def formulario(diagnostico_id: int, catalogo: Catalogo, uno: Mecanismo | None) -> None:
    """Agregar uno, o cambiar uno que está."""
    clave = f"mecanismo:{diagnostico_id}:{uno.id if uno else 'nuevo'}"
    _preparar(clave, uno or Mecanismo(0, next(iter(catalogo.politicas), ""), "participacion", ""))
    politicas = {c: p.nombre for c, p in catalogo.politicas.items()}
    with st.form(f"{clave}:f", border=False, enter_to_submit=False):
        st.text_input(
            "Mecanismo", key=f"{clave}:nombre", placeholder="Por ejemplo: encuesta al salir de la sede"
        )
        izquierda, derecha = st.columns(2)
        izquierda.selectbox(
            "Política", list(politicas), format_func=politicas.__getitem__, key=f"{clave}:politica"
        )
        derecha.selectbox(
            "Clase", list(servicio.CLASES), format_func=servicio.CLASES.__getitem__, key=f"{clave}:clase"
        )
        izquierda, medio, derecha = st.columns([2, 1, 1])
        izquierda.text_input("Área responsable", key=f"{clave}:responsable")
        medio.text_input("Fecha", key=f"{clave}:fecha", placeholder=formato.EJEMPLO_DE_FECHA)
        derecha.text_input("Cuántas personas participaron", key=f"{clave}:participantes")
        st.text_area("Qué dejó: lo que dijo la ciudadanía", key=f"{clave}:resultado", height=80)
        st.text_area("Qué se mejoró con ello", key=f"{clave}:mejora", height=80)
        with st.container(horizontal=True):
            texto = "Guardar" if uno else "Agregar el mecanismo"
            numero = uno.id if uno else 0
            st.form_submit_button(
                texto, type="primary", on_click=_guardar, args=(diagnostico_id, numero, clave)
            )
            if uno:
                st.form_submit_button("Quitar", on_click=_quitar, args=(diagnostico_id, numero, clave))
    guardado.mostrar(clave)


def _preparar(clave: str, uno: Mecanismo) -> None:
    poner = st.session_state.setdefault
    for campo in (*_TEXTOS, "politica", "clase"):
        poner(f"{clave}:{campo}", getattr(uno, campo))
    poner(f"{clave}:fecha", formato.fecha(uno.fecha) if uno.fecha else "")
    poner(f"{clave}:participantes", formato.numero(uno.participantes))


def _guardar(diagnostico_id: int, numero: int, clave: str) -> None:
    estado = st.session_state

    def guardar() -> object:
        escrito = Mecanismo(
            id=numero,
            **{c: estado[f"{clave}:{c}"] for c in (*_TEXTOS, "politica", "clase")},
            fecha=formato.fecha_escrita(estado[f"{clave}:fecha"]),
            participantes=formato.entero_escrito(estado[f"{clave}:participantes"]),
        )
        return servicio.guardar(contexto.sala(), diagnostico_id, escrito)

    if guardado.intentar(clave, guardar) and not numero:
        for campo in (*_TEXTOS, "fecha", "participantes"):
            estado[f"{clave}:{campo}"] = ""


def _quitar(diagnostico_id: int, numero: int, clave: str) -> None:
    guardado.intentar(clave, lambda: servicio.quitar(contexto.sala(), diagnostico_id, numero))
