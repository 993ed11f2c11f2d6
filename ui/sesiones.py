"""Las sesiones de la Mesa: convocar, registrar lo que pasó y seguir los compromisos."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.mesa.actas import MODALIDADES, frase_del_quorum
from autodiagnostico.mesa.fichas import Compromiso, EstadoDeSesion, Mesa, Sesion
from autodiagnostico.servicios import sesiones
from autodiagnostico.servicios.sesiones import Convocatoria
from ui import acta, contexto, descargas, formato, guardado, piezas
from ui.marcado import Html, e, md, pintar, unir
from ui.vocabulario import Signo

ESTADOS = {
    EstadoDeSesion.CONVOCADA: Signo("◷", "Convocada", "plazo"),
    EstadoDeSesion.REALIZADA: Signo("✓", "Realizada", "bien"),
    EstadoDeSesion.CANCELADA: Signo("–", "Cancelada", "nada"),
}
_UN_RENGLON = "Uno por renglón"


def convocar(mesa: Mesa) -> None:
    """El formulario de una sesión nueva."""
    clave = f"sesion:{mesa.entidad_id}:nueva"
    with st.form(f"{clave}:f", enter_to_submit=False):
        izquierda, centro, derecha = st.columns(3)
        izquierda.text_input("Fecha", key=f"{clave}:fecha", placeholder=formato.EJEMPLO_DE_FECHA)
        centro.text_input("Hora", key=f"{clave}:hora", placeholder="10:00")
        derecha.selectbox(
            "Modalidad", list(MODALIDADES), format_func=MODALIDADES.__getitem__, key=f"{clave}:modalidad"
        )
        st.text_input("Lugar o enlace", key=f"{clave}:lugar")
        st.text_area("Orden del día", key=f"{clave}:orden", height=120, placeholder=_UN_RENGLON)
        st.checkbox("Es extraordinaria", key=f"{clave}:extraordinaria")
        st.form_submit_button(
            "Convocar la sesión", type="primary", on_click=_convocar, args=(mesa.entidad_id, clave)
        )
        guardado.mostrar(clave)


def _convocar(entidad_id: int, clave: str) -> None:
    def guardar() -> object:
        dia = formato.fecha_escrita(st.session_state[f"{clave}:fecha"])
        if dia is None:
            raise ErrorDeServicio(f"Falta la fecha. Escriba, por ejemplo, {formato.EJEMPLO_DE_FECHA}.")
        convocatoria = Convocatoria(
            fecha=dia,
            modalidad=st.session_state[f"{clave}:modalidad"],
            extraordinaria=st.session_state[f"{clave}:extraordinaria"],
            hora=st.session_state[f"{clave}:hora"],
            lugar=st.session_state[f"{clave}:lugar"],
            orden_del_dia=tuple(_renglones(st.session_state[f"{clave}:orden"])),
        )
        return sesiones.convocar(contexto.sala(), entidad_id, convocatoria)

    if guardado.intentar(clave, guardar):
        for campo in ("fecha", "hora", "lugar", "orden", "extraordinaria"):
            st.session_state.pop(f"{clave}:{campo}", None)


def _renglones(texto: str) -> list[str]:
    return [r.strip() for r in texto.splitlines() if r.strip()]


@dataclass(frozen=True, slots=True)
class Permisos:
    """Qué puede quien mira; lo exige cada servicio, y aquí solo decide qué se dibuja."""

    edita: bool
    exporta: bool


def una(mesa: Mesa, sesion: Sesion, permisos: Permisos, *, abierta: bool) -> None:
    """Una sesión, con su acta."""
    titulo = (
        f"Sesión {sesion.numero} · {formato.fecha_larga(sesion.fecha)} · {ESTADOS[sesion.estado].palabra}"
    )
    with st.expander(md(titulo), key=f"sesion_{sesion.id}", expanded=abierta):
        pintar(_convocatoria(sesion))
        if sesion.estado is EstadoDeSesion.REALIZADA:
            pintar(_acta(mesa, sesion))
        if sesion.estado is EstadoDeSesion.CANCELADA:
            return
        if permisos.exporta:
            descargas.del_acta(mesa.entidad_id, sesion)
        if permisos.edita:
            acta.formulario(mesa, sesion)
            if sesion.estado is EstadoDeSesion.CONVOCADA:
                _cancelable(mesa.entidad_id, sesion.id)


def _convocatoria(sesion: Sesion) -> Html:
    clase = "Extraordinaria" if sesion.extraordinaria else "Ordinaria"
    partes = (MODALIDADES[sesion.modalidad], sesion.lugar, sesion.hora)
    donde = ". ".join(t.removesuffix(".") for t in partes if t)
    return unir(
        e("p", piezas.insignia(ESTADOS[sesion.estado]), f" {clase}. {donde}."),
        e("p", e("strong", "Orden del día")),
        piezas.lista(sesion.orden_del_dia),
        _pendientes(sesion),
    )


def _pendientes(sesion: Sesion) -> Html | None:
    if not sesion.pendientes:
        return None
    return unir(
        e("p", e("strong", "Compromisos abiertos que llegan a esta sesión")),
        piezas.lista(f"{c.texto}. {c.responsable}{_para(c)} (sesión {c.sesion})" for c in sesion.pendientes),
    )


def _para(c: Compromiso) -> str:
    return f", para el {formato.fecha(c.fecha)}" if c.fecha else ""


def _acta(mesa: Mesa, sesion: Sesion) -> Html:
    return unir(
        e("p", frase_del_quorum(mesa, sesion)),
        e("p", e("strong", "Asistieron: "), "; ".join(a.nombre for a in sesion.asistentes) or "nadie"),
        e("p", sesion.desarrollo) if sesion.desarrollo else None,
        _decisiones(sesion),
    )


def _decisiones(sesion: Sesion) -> Html | None:
    if not sesion.decisiones:
        return None
    filas = (
        piezas.fila(
            d.texto, str(d.a_favor), str(d.en_contra), str(d.abstenciones), "Sí" if d.aprobada else "No"
        )
        for d in sesion.decisiones
    )
    columnas = ["Decisión", "A favor", "En contra", "Abstenciones", "Aprobada"]
    return piezas.tabla(columnas, filas, f"Decisiones de la sesión {sesion.numero}")


def _cancelable(entidad_id: int, sesion_id: int) -> None:
    clave = f"sesion:{sesion_id}"
    st.button(
        "Cancelar esta sesión",
        key=f"{clave}:cancelar",
        type="tertiary",
        on_click=_cancelar,
        args=(entidad_id, sesion_id, clave),
    )


def _cancelar(entidad_id: int, sesion_id: int, clave: str) -> None:
    guardado.intentar(clave, lambda: sesiones.cancelar(contexto.sala(), entidad_id, sesion_id))
