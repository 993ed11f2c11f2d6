"""El calendario de la Mesa: qué venció, qué está por vencer y qué viene."""

from __future__ import annotations

import streamlit as st

from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.mesa.calendario import Clase, Estado, Suceso
from autodiagnostico.servicios import calendario
from ui import contexto, formato, guardado, piezas
from ui.marcado import Html, e, md, pintar, unir
from ui.vocabulario import Signo

ESTADOS = {
    Estado.VENCIDO: Signo("✕", "Venció", "mal"),
    Estado.POR_VENCER: Signo("!", "Por vencer", "medio"),
    Estado.SIN_FECHA: Signo("?", "Falta la fecha", "duda"),
    Estado.VIENE: Signo("◷", "Viene", "plazo"),
    Estado.HECHO: Signo("✓", "Hecho", "bien"),
    Estado.PASO: Signo("–", "Ya pasó", "nada"),
}
CLASES = {
    Clase.DEBER: "Deber de ley",
    Clase.ACTO_PROPIO: "Según el acto de cada entidad",
    Clase.BUENA_PRACTICA: "Buena práctica",
    Clase.ENTIDAD: "La fecha la pone la entidad",
    Clase.DISTRITAL: "Lo lleva el Distrito",
    Clase.SESION: "Sesión",
    Clase.COMPROMISO: "Compromiso",
}
_GRUPOS = {
    "Venció": (Estado.VENCIDO,),
    "Por atender": (Estado.POR_VENCER, Estado.SIN_FECHA),
    "Lo que viene": (Estado.VIENE,),
    "Hecho o pasado": (Estado.HECHO, Estado.PASO),
}


def dibujar(entidad_id: int, vigencia: int, sucesos: list[Suceso], *, edita: bool) -> None:
    """Un grupo por cómo está cada fecha, y después las casillas para ponerlas al día."""
    for titulo, estados in _GRUPOS.items():
        suyos = [s for s in sucesos if s.estado in estados]
        if suyos:
            pintar(e("h2", titulo), _tabla(titulo, suyos))
    if not sucesos:
        pintar(e("p", "No hay nada en esta vigencia.", clase="ayuda"))
    editables = [s for s in sucesos if edita and _se_marca(s)]
    if editables:
        pintar(e("h2", "Poner al día"))
    for suceso in editables:
        with st.expander(md(suceso.titulo), key=f"fecha_{vigencia}_{suceso.codigo}"):
            _formulario(entidad_id, vigencia, suceso)


def _se_marca(suceso: Suceso) -> bool:
    una = suceso.declarada
    return una is not None and not una.del_acto and una.clase is not Clase.DISTRITAL


def _tabla(titulo: str, sucesos: list[Suceso]) -> Html:
    filas = (
        piezas.fila(
            unir(s.titulo, e("br"), e("span", s.detalle, clase="menor")),
            formato.fecha_larga(s.dia) if s.dia else "Sin fecha",
            unir(
                piezas.insignia(ESTADOS[s.estado]),
                f" el {formato.fecha(s.hecho)}" if s.hecho else None,
            ),
            s.quien,
            unir(CLASES[s.clase], e("br"), _de_donde(s)) if s.declarada else CLASES[s.clase],
        )
        for s in sucesos
    )
    return piezas.tabla(["Qué", "Cuándo", "Cómo está", "Quién", "De dónde sale"], filas, titulo)


def _de_donde(suceso: Suceso) -> Html:
    una = suceso.declarada
    assert una is not None, "solo las fechas declaradas traen cita"
    if una.documento:
        return piezas.plegado(una.documento, e("p", f"{una.cita.lugar}. {una.cita.nota or ''}"))
    catalogo = contexto.sala().catalogo
    return piezas.plegado(piezas.nombre_de_cita(catalogo, una.cita), piezas.cita(catalogo, una.cita))


def _formulario(entidad_id: int, vigencia: int, suceso: Suceso) -> None:
    clave = f"calendario:{entidad_id}:{vigencia}:{suceso.codigo}"
    pone = suceso.clase is Clase.ENTIDAD
    st.session_state.setdefault(f"{clave}:hecho", formato.fecha(suceso.hecho) if suceso.hecho else "")
    if pone:
        st.session_state.setdefault(f"{clave}:fecha", formato.fecha(suceso.dia) if suceso.dia else "")
    with st.form(f"{clave}:f", border=False, enter_to_submit=False):
        if pone:
            st.text_input(
                "Fecha que fijó la entidad", key=f"{clave}:fecha", placeholder=formato.EJEMPLO_DE_FECHA
            )
        st.text_input("Cuándo se cumplió", key=f"{clave}:hecho", placeholder="Vacío: todavía no")
        st.form_submit_button(
            "Guardar", type="primary", on_click=_guardar, args=(entidad_id, vigencia, suceso.codigo, pone)
        )
        guardado.mostrar(clave)


def _guardar(entidad_id: int, vigencia: int, codigo: str, pone: bool) -> None:
    clave = f"calendario:{entidad_id}:{vigencia}:{codigo}"

    def guardar() -> None:
        sala = contexto.sala()
        hecho = formato.fecha_escrita(st.session_state[f"{clave}:hecho"])
        fecha = formato.fecha_escrita(st.session_state[f"{clave}:fecha"]) if pone else None
        if pone and hecho is not None and fecha is None:
            raise ErrorDeServicio("Escriba también la fecha que fijó la entidad.")
        calendario.cumplir(sala, entidad_id, vigencia, codigo, hecho)  # lo que puede rechazarse, primero
        if pone:
            calendario.poner_fecha(sala, entidad_id, vigencia, codigo, fecha)

    guardado.intentar(clave, guardar)
