"""El acompañamiento: qué se hizo con cada entidad, qué quedó por hacer y cómo registrarlo."""

from __future__ import annotations

from functools import partial

import streamlit as st

from autodiagnostico.campanas.fichas import Asesoria, ClaseDeAsesoria, DatosDeAsesoria, Modalidad
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.reloj import hoy
from autodiagnostico.servicios import asesorias, entidades
from autodiagnostico.servicios.entidades import FichaDeEntidad
from ui import contexto, formato, guardado, piezas
from ui.marcado import Html, e, pintar, unir
from ui.vocabulario import Signo

CLASES = {ClaseDeAsesoria.ASESORIA: "Asesoría", ClaseDeAsesoria.TALLER: "Taller"}
MODALIDADES = {
    Modalidad.PRESENCIAL: "Presencial",
    Modalidad.VIRTUAL: "Virtual",
    Modalidad.MIXTA: "Mixta",
    Modalidad.ESCRITA: "Por escrito",
}
_A_LA_VISTA = 50
_CAMPO = "asesoria:nueva"


def dibujar(*, gestiona: bool) -> None:
    """Las de todas las entidades que se pueden ver, y cómo registrar otra."""
    suyas = asesorias.listar(contexto.sala())
    atendidas = len({a.entidad.id for a in suyas})
    if suyas:
        cuantas = formato.plural(len(suyas), "registro", "registros")
        de = formato.plural(atendidas, "entidad", "entidades")
        pintar(e("p", f"{cuantas} en {de}."), _tabla(suyas[:_A_LA_VISTA], con_entidad=True))
        if len(suyas) > _A_LA_VISTA:
            pintar(
                e(
                    "p",
                    f"Se muestran las {_A_LA_VISTA} más recientes; el Excel las trae todas.",
                    clase="ayuda",
                )
            )
    else:
        pintar(e("p", "Todavía no se ha registrado ninguna.", clase="ayuda"))
    if not gestiona:
        return
    if suyas:
        st.download_button(
            "Descargar las asesorías en Excel",
            data=partial(asesorias.excel, contexto.sala()),
            file_name="asesorias_y_talleres.xlsx",
            mime=formato.EXCEL,
            on_click="ignore",
        )
    _registrar()
    _cerrar([a for a in suyas if a.datos.compromiso and a.cumplido is None])


def de_la_entidad(entidad: FichaDeEntidad) -> None:
    """Las de una entidad, en su resumen; nada si no hay."""
    suyas = asesorias.listar(contexto.sala(), entidad.id)
    if suyas:
        pintar(
            piezas.plegado(
                f"Acompañamiento recibido: {formato.plural(len(suyas), 'vez', 'veces')}",
                _tabla(suyas, con_entidad=False),
            )
        )


def _tabla(suyas: list[Asesoria], *, con_entidad: bool) -> Html:
    columnas = ["Cuándo", *(["Entidad"] if con_entidad else []), "Qué fue", "Asistentes", "Compromiso"]
    return piezas.tabla(columnas, (_fila(a, con_entidad=con_entidad) for a in suyas), "Asesorías y talleres")


def _fila(a: Asesoria, *, con_entidad: bool) -> Html:
    datos = a.datos
    return piezas.fila(
        formato.fecha(datos.fecha),
        *([a.entidad.nombre] if con_entidad else []),
        unir(
            datos.tema,
            e(
                "span",
                f"{CLASES[datos.clase]}, {MODALIDADES[datos.modalidad].lower()}",
                clase="renglon menor",
            ),
        ),
        str(datos.asistentes),
        _compromiso(a),
    )


def _compromiso(a: Asesoria) -> Html | str:
    if not a.datos.compromiso:
        return "–"
    if a.cumplido is not None:
        signo, cuando = Signo("✓", "Cumplido", "bien"), f" el {formato.fecha(a.cumplido)}"
    else:
        signo = Signo("✕", "Vencido", "mal") if a.vencido(hoy()) else Signo("◷", "Abierto", "plazo")
        cuando = f" para el {formato.fecha(a.datos.para)}" if a.datos.para else ""
    return unir(a.datos.compromiso, e("span", piezas.insignia(signo), cuando, clase="renglon"))


def _registrar() -> None:
    nombres = {f.id: f.nombre for f in entidades.listar(contexto.sala())}
    with (
        st.expander("Registrar una asesoría o un taller", key="registrar_asesoria"),
        st.form(f"{_CAMPO}:f", border=False, enter_to_submit=False),
    ):
        st.multiselect(
            "Entidades que estuvieron",
            list(nombres),
            format_func=nombres.__getitem__,
            key=f"{_CAMPO}:entidades",
            placeholder="Elija una o varias",
        )
        st.text_input("Tema", key=f"{_CAMPO}:tema")
        uno, dos, tres, cuatro = st.columns(4)
        uno.selectbox("Qué fue", list(CLASES), format_func=CLASES.__getitem__, key=f"{_CAMPO}:clase")
        dos.selectbox(
            "Modalidad", list(MODALIDADES), format_func=MODALIDADES.__getitem__, key=f"{_CAMPO}:modalidad"
        )
        tres.text_input("Cuándo fue", key=f"{_CAMPO}:fecha", placeholder=formato.EJEMPLO_DE_FECHA)
        cuatro.text_input("Cuántos asistieron", key=f"{_CAMPO}:asistentes")
        izquierda, derecha = st.columns([3, 1])
        izquierda.text_input("Compromiso que quedó (opcional)", key=f"{_CAMPO}:compromiso")
        derecha.text_input("Para cuándo", key=f"{_CAMPO}:para", placeholder=formato.EJEMPLO_DE_FECHA)
        st.form_submit_button("Registrar", type="primary", on_click=_guardar)
        guardado.mostrar(_CAMPO)


def _guardar() -> None:
    def guardar() -> None:
        elegidas = st.session_state[f"{_CAMPO}:entidades"]
        cuantas = asesorias.registrar(contexto.sala(), _leida(), elegidas)
        for campo in ("entidades", "tema", "fecha", "asistentes", "compromiso", "para"):
            st.session_state.pop(f"{_CAMPO}:{campo}", None)
        guardado.anotar(_CAMPO, f"Registrado en {formato.plural(cuantas, 'entidad', 'entidades')}.")

    guardado.hacer(_CAMPO, guardar)


def _leida() -> DatosDeAsesoria:
    dia = formato.fecha_escrita(st.session_state[f"{_CAMPO}:fecha"])
    if dia is None:
        raise ErrorDeServicio(f"Falta la fecha. Escriba, por ejemplo, {formato.EJEMPLO_DE_FECHA}.")
    asistentes = st.session_state[f"{_CAMPO}:asistentes"].strip()
    if not asistentes.isdecimal():
        raise ErrorDeServicio(f"«Cuántos asistieron» dice «{asistentes}». Escriba un número, como 12.")
    return DatosDeAsesoria(
        clase=st.session_state[f"{_CAMPO}:clase"],
        fecha=dia,
        tema=st.session_state[f"{_CAMPO}:tema"],
        modalidad=st.session_state[f"{_CAMPO}:modalidad"],
        asistentes=int(asistentes),
        compromiso=st.session_state[f"{_CAMPO}:compromiso"],
        para=formato.fecha_escrita(st.session_state[f"{_CAMPO}:para"]),
    )


def _cerrar(abiertas: list[Asesoria]) -> None:
    if not abiertas:
        return
    clave = "asesoria:cerrar"
    por_id = {a.id: f"{a.datos.compromiso} ({a.entidad.nombre})" for a in abiertas}
    with (
        st.expander("Dar por cumplido un compromiso", key="cerrar_compromiso"),
        st.form(f"{clave}:f", border=False),
    ):
        st.selectbox("Compromiso", list(por_id), format_func=por_id.__getitem__, key=f"{clave}:cual")
        st.form_submit_button("Cumplido hoy", on_click=_cumplir, args=(clave,))
        guardado.mostrar(clave)


def _cumplir(clave: str) -> None:
    cual = st.session_state[f"{clave}:cual"]
    guardado.intentar(clave, lambda: asesorias.cumplir(contexto.sala(), cual, hoy()))
