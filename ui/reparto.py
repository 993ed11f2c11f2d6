"""Quién responde un tema y para cuándo: el área, las personas y la fecha."""

from __future__ import annotations

import streamlit as st

from autodiagnostico.servicios import asignaciones
from autodiagnostico.servicios.fichas import Asignacion
from ui import contexto, formato, guardado
from ui.marcado import Html, e, md, pintar


def responsable(asignacion: Asignacion | None) -> Html:
    """Quién responde un tema y para cuándo."""
    if asignacion is None:
        return e("p", "Sin responsable", clase="menor")
    para = f" · para el {formato.fecha(asignacion.fecha)}" if asignacion.fecha else ""
    return e("p", f"Responde: {_quienes(asignacion)}{para}", clase="menor")


def _quienes(asignacion: Asignacion) -> str:
    personas = ", ".join(p.nombre for p in asignacion.personas)
    return (
        f"{asignacion.responsable} ({personas})"
        if asignacion.responsable and personas
        else (asignacion.responsable or personas)
    )


def editar(diagnostico_id: int, tema: str, asignacion: Asignacion | None) -> None:
    """El área y las personas que responden un tema, con su fecha."""
    clave = f"a:{diagnostico_id}:{tema}"
    titulo = "Responsable del tema: " + (_quienes(asignacion) if asignacion else "sin asignar")
    plegado = st.expander(md(titulo), key=f"responsable:{tema}", on_change="rerun")
    if not plegado.open:
        return
    dia = asignacion.fecha if asignacion else None
    st.session_state.setdefault(f"{clave}:q", asignacion.responsable if asignacion else "")
    st.session_state.setdefault(f"{clave}:c", formato.fecha(dia) if dia else "")
    st.session_state.setdefault(f"{clave}:p", [p.id for p in asignacion.personas] if asignacion else [])
    with plegado, st.form(f"{clave}:f", border=False):
        izquierda, derecha = st.columns([2, 1])
        izquierda.text_input("Área responsable", key=f"{clave}:q", placeholder="Por ejemplo: Planeación")
        derecha.text_input("Para cuándo", key=f"{clave}:c", placeholder=formato.EJEMPLO_DE_FECHA)
        _personas(diagnostico_id, clave, asignacion)
        st.form_submit_button("Guardar responsable", on_click=_asignar, args=(diagnostico_id, tema, clave))
        guardado.mostrar(f"tema/{tema}")


def _personas(diagnostico_id: int, clave: str, asignacion: Asignacion | None) -> None:
    posibles = asignaciones.pueden_responder(contexto.sala(), diagnostico_id)
    estaban = asignacion.personas if asignacion else ()
    nombres = {p.id: p.nombre for p in (*posibles, *estaban)}
    if not nombres:
        return
    st.multiselect(
        "Personas que lo responden",
        list(nombres),
        format_func=nombres.__getitem__,
        key=f"{clave}:p",
        placeholder="Elija de la lista",
    )
    pintar(
        e(
            "p",
            "Se les avisa. Quien tiene el rol «Diligencia» solo responde los temas que se le encarguen.",
            clase="ayuda menor",
        )
    )


def _asignar(diagnostico_id: int, tema: str, clave: str) -> None:
    quien, cuando = st.session_state[f"{clave}:q"], st.session_state[f"{clave}:c"]
    personas = st.session_state.get(f"{clave}:p")
    guardado.intentar(
        f"tema/{tema}",
        lambda: asignaciones.asignar_tema(
            contexto.sala(), diagnostico_id, tema, quien, formato.fecha_escrita(cuando), personas
        ),
    )
