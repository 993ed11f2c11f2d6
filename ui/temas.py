"""Piezas de los temas que comparten el cuestionario y la página de la entidad."""

from __future__ import annotations

import streamlit as st

from autodiagnostico.permisos import Operacion
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import cuestionario, diagnosticos
from autodiagnostico.servicios.diagnosticos import Asignacion, FichaDeDiagnostico
from motor import Resultado
from motor.cuestionario import Avance
from ui import contexto, formato, guardado, piezas
from ui.enlaces import enlace
from ui.marcado import Html, e, md, pintar, unir


def sin_diagnostico() -> None:
    """Qué se ve cuando todavía no se ha elegido una entidad."""
    pintar(
        piezas.aviso(
            "duda",
            "?",
            e("p", "Primero elija o cree su entidad y la vigencia. También puede cargar la demostración."),
        )
    )
    enlace("entidad", "Ir a Mi entidad")


def lo_que_falta(avance: Avance) -> str:
    """Cuántas preguntas faltan, cuántas de ellas obligatorias y cuánto tiempo tomarían."""
    if not avance.pendientes:
        return f"Respondió las {avance.total} preguntas que hacían falta."
    obligatorias = avance.obligatorias_pendientes
    de_ellas = f", {formato.plural(obligatorias, 'obligatoria', 'obligatorias')}" if obligatorias else ""
    faltan = "Falta" if avance.pendientes == 1 else "Faltan"
    return (
        f"{faltan} {formato.plural(avance.pendientes, 'pregunta', 'preguntas')} de {avance.total}{de_ellas}: "
        f"cerca de {formato.duracion(avance.minutos)}."
    )


def avance_del_tema(avance: Avance) -> Html:
    """La barra de un tema y lo que le falta."""
    hechas = avance.total - avance.pendientes
    if not avance.pendientes:
        texto = f"✓ Completo: {formato.plural(avance.total, 'pregunta', 'preguntas')}"
    else:
        minutos = formato.duracion(avance.minutos)
        texto = f"{hechas} de {avance.total} respondidas · faltan cerca de {minutos}"
    return unir(
        piezas.barra_de_avance(hechas, avance.total, texto),
        e("p", texto, clase="menor"),
        e("p", f"Obligatorias por responder: {avance.obligatorias_pendientes}", clase="menor")
        if avance.obligatorias_pendientes
        else None,
    )


def responsable(asignacion: Asignacion | None) -> Html:
    """Quién responde un tema y para cuándo."""
    if asignacion is None:
        return e("p", "Sin responsable", clase="menor")
    para = f" · para el {formato.fecha(asignacion.fecha)}" if asignacion.fecha else ""
    return e("p", f"Responde: {asignacion.responsable}{para}", clase="menor")


def aviso_de_enviado(ficha: FichaDeDiagnostico) -> None:
    """Un diagnóstico enviado se lee, pero no se cambia."""
    cuando = f" el {formato.fecha_larga(ficha.enviado)}" if ficha.enviado else ""
    pintar(
        piezas.aviso(
            "bien",
            "✓",
            e("p", f"Este diagnóstico se envió{cuando}. Para cambiar respuestas, reábralo en «Mi entidad»."),
        )
    )


def faltan_datos(ficha: FichaDeDiagnostico, resultado: Resultado) -> None:
    """Los datos de la entidad que alguna regla necesita y no están."""
    faltan = cuestionario.atributos_por_saber(contexto.sala(), resultado)
    if not faltan:
        return
    pintar(
        piezas.aviso(
            "duda",
            "?",
            e(
                "p",
                e("strong", "Faltan datos de la entidad. "),
                "Sin ellos no se sabe si algunas reglas le aplican:",
            ),
            piezas.lista([a.pregunta for a in faltan]),
        )
    )
    if contexto.puede(Operacion.EDITAR_ENTIDAD, ficha.entidad):
        enlace("entidad", "Completar los datos de la entidad", editar="1")


def editar_responsable(sala: Sala, diagnostico_id: int, tema: str, asignacion: Asignacion | None) -> None:
    """El área que responde un tema, con su fecha."""
    clave = f"a:{diagnostico_id}:{tema}"
    st.session_state.setdefault(f"{clave}:q", asignacion.responsable if asignacion else "")
    dia = asignacion.fecha if asignacion else None
    st.session_state.setdefault(f"{clave}:c", formato.fecha(dia) if dia else "")
    titulo = "Responsable del tema: " + (asignacion.responsable if asignacion else "sin asignar")
    with st.expander(md(titulo), key=f"responsable:{tema}"), st.form(f"{clave}:f", border=False):
        izquierda, derecha = st.columns([2, 1])
        izquierda.text_input("Área responsable", key=f"{clave}:q", placeholder="Por ejemplo: Planeación")
        derecha.text_input("Para cuándo", key=f"{clave}:c", placeholder=formato.EJEMPLO_DE_FECHA)
        st.form_submit_button(
            "Guardar responsable", on_click=_asignar, args=(sala, diagnostico_id, tema, clave)
        )
        guardado.mostrar(f"tema/{tema}")


def _asignar(sala: Sala, diagnostico_id: int, tema: str, clave: str) -> None:
    quien, cuando = st.session_state[f"{clave}:q"], st.session_state[f"{clave}:c"]
    guardado.intentar(
        f"tema/{tema}",
        lambda: diagnosticos.asignar_tema(sala, diagnostico_id, tema, quien, formato.fecha_escrita(cuando)),
    )
