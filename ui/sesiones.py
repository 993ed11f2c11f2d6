"""Las sesiones de la Mesa: convocar, registrar lo que pasó y seguir los compromisos."""

from __future__ import annotations

from datetime import date

import streamlit as st

from autodiagnostico.errores import ErrorDeEntrada, ErrorDeServicio
from autodiagnostico.mesa.fichas import (
    Asistente,
    Calidad,
    Compromiso,
    Decision,
    EstadoDeSesion,
    Integrante,
    Mesa,
    Modalidad,
    Sesion,
)
from autodiagnostico.reloj import hoy
from autodiagnostico.servicios import sesiones
from autodiagnostico.servicios.sesiones import Acta, Convocatoria
from ui import contexto, formato, guardado, piezas
from ui.marcado import Html, e, md, pintar, unir
from ui.vocabulario import Signo

MODALIDADES = {
    Modalidad.PRESENCIAL: "Presencial",
    Modalidad.VIRTUAL: "Virtual",
    Modalidad.MIXTA: "Presencial y virtual",
    Modalidad.ESCRITA: "Escrita, sin reunirse",
}
ESTADOS = {
    EstadoDeSesion.CONVOCADA: Signo("◷", "Convocada", "plazo"),
    EstadoDeSesion.REALIZADA: Signo("✓", "Realizada", "bien"),
    EstadoDeSesion.CANCELADA: Signo("–", "Cancelada", "nada"),
}
_AUSENTE = "ausente"
_ASISTENCIA = {_AUSENTE: "No asistió", Calidad.TITULAR: "Asistió", Calidad.SUPLENTE: "Asistió su suplente"}
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


def una(mesa: Mesa, sesion: Sesion, *, abierta: bool) -> None:
    """Una sesión, con su acta."""
    titulo = (
        f"Sesión {sesion.numero} · {formato.fecha_larga(sesion.fecha)} · {ESTADOS[sesion.estado].palabra}"
    )
    with st.expander(md(titulo), key=f"sesion_{sesion.id}", expanded=abierta):
        pintar(_convocatoria(sesion))
        if sesion.estado is EstadoDeSesion.REALIZADA:
            pintar(_acta(mesa, sesion))
        if sesion.estado is not EstadoDeSesion.CANCELADA:
            _formulario(mesa, sesion)


def _convocatoria(sesion: Sesion) -> Html:
    clase = "Extraordinaria" if sesion.extraordinaria else "Ordinaria"
    donde = ". ".join(t for t in (MODALIDADES[sesion.modalidad], sesion.lugar, sesion.hora) if t)
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
    votan = {i.id for i in mesa.con_voto(sesion.fecha)}
    presentes = sum(a.integrante_id in votan for a in sesion.asistentes)
    hace_falta = mesa.quorum(sesion.fecha)
    quorum = "Hubo quórum" if presentes >= hace_falta else "No hubo quórum"
    return unir(
        e("p", f"{quorum}: {presentes} con voto de {len(votan)}; hacen falta {hace_falta}."),
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


def _formulario(mesa: Mesa, sesion: Sesion) -> None:
    """Lo que pasó; ya registrada, sirve para corregirla."""
    clave = f"sesion:{sesion.id}"
    integran = mesa.integran(sesion.fecha)
    _preparar(clave, sesion, integran)
    realizada = sesion.estado is EstadoDeSesion.REALIZADA
    with st.form(f"{clave}:f", border=realizada, enter_to_submit=False):
        pintar(e("h3", "Corregir el acta" if realizada else "Registrar lo que pasó"))
        for uno in integran:
            st.radio(
                md(uno.cargo + ("" if uno.con_voto else " (sin voto)")),
                list(_ASISTENCIA),
                format_func=_ASISTENCIA.__getitem__,
                key=f"{clave}:a:{uno.id}",
                horizontal=True,
            )
        st.text_area("Invitados", key=f"{clave}:invitados", height=70, placeholder=_UN_RENGLON)
        st.text_area("Qué se trató", key=f"{clave}:desarrollo", height=140)
        st.text_area(
            "Decisiones, con sus votos a favor, en contra y abstenciones",
            key=f"{clave}:decisiones",
            height=110,
            placeholder="Aprobar el plan de 2027 | 4 | 0 | 1",
        )
        st.text_area(
            "Compromisos, con responsable y fecha",
            key=f"{clave}:compromisos",
            height=110,
            placeholder=f"Publicar el plan | Planeación | {formato.EJEMPLO_DE_FECHA}",
        )
        st.form_submit_button(
            "Guardar el acta",
            type="primary",
            on_click=_realizar,
            args=(mesa.entidad_id, sesion.id, clave, integran),
        )
        guardado.mostrar(clave)
    if not realizada:
        st.button(
            "Cancelar esta sesión",
            key=f"{clave}:cancelar",
            type="tertiary",
            on_click=_cancelar,
            args=(mesa.entidad_id, sesion.id, clave),
        )


def _preparar(clave: str, sesion: Sesion, integran: tuple[Integrante, ...]) -> None:
    por_cargo = {a.integrante_id: a.calidad for a in sesion.asistentes}
    for uno in integran:
        st.session_state.setdefault(f"{clave}:a:{uno.id}", por_cargo.get(uno.id, _AUSENTE))
    invitados = [a.nombre for a in sesion.asistentes if a.calidad is Calidad.INVITADO]
    decisiones = [f"{d.texto} | {d.a_favor} | {d.en_contra} | {d.abstenciones}" for d in sesion.decisiones]
    compromisos = [
        f"{c.texto} | {c.responsable}" + (f" | {formato.fecha(c.fecha)}" if c.fecha else "")
        for c in sesion.compromisos
    ]
    st.session_state.setdefault(f"{clave}:desarrollo", sesion.desarrollo)
    for campo, renglones in (
        ("invitados", invitados),
        ("decisiones", decisiones),
        ("compromisos", compromisos),
    ):
        st.session_state.setdefault(f"{clave}:{campo}", "\n".join(renglones))


def _realizar(entidad_id: int, sesion_id: int, clave: str, integran: tuple[Integrante, ...]) -> None:
    def guardar() -> object:
        problemas: list[str] = []
        acta = Acta(
            asistentes=(*_presentes(clave, integran), *_invitados(clave)),
            desarrollo=st.session_state[f"{clave}:desarrollo"],
            decisiones=tuple(_leer_decisiones(st.session_state[f"{clave}:decisiones"], problemas)),
            compromisos=tuple(_leer_compromisos(st.session_state[f"{clave}:compromisos"], problemas)),
        )
        if problemas:
            raise ErrorDeEntrada("El acta", problemas)
        return sesiones.realizar(contexto.sala(), entidad_id, sesion_id, acta)

    guardado.intentar(clave, guardar)


def _presentes(clave: str, integran: tuple[Integrante, ...]) -> list[Asistente]:
    presentes = []
    for uno in integran:
        como = st.session_state[f"{clave}:a:{uno.id}"]
        if como != _AUSENTE:
            quien = uno.suplente if como is Calidad.SUPLENTE else uno.persona
            nombre = f"{uno.cargo} ({quien})" if quien else uno.cargo
            presentes.append(Asistente(nombre, Calidad(como), uno.id))
    return presentes


def _invitados(clave: str) -> list[Asistente]:
    return [Asistente(n, Calidad.INVITADO) for n in _renglones(st.session_state[f"{clave}:invitados"])]


def _leer_decisiones(texto: str, problemas: list[str]) -> list[Decision]:
    decisiones = []
    for numero, renglon in enumerate(_renglones(texto), start=1):
        que, *votos = (p.strip() for p in renglon.split("|"))
        try:
            contados = [int(v) for v in votos if v]
        except ValueError:
            contados = []
        if not 1 <= len(contados) <= 3:  # noqa: PLR2004 - a favor, en contra y abstenciones
            problemas.append(
                f"La decisión {numero} se escribe «qué se decidió | a favor | en contra | abstenciones»."
            )
            continue
        a_favor, en_contra, abstenciones = (*contados, 0, 0)[:3]
        decisiones.append(Decision(que, a_favor, en_contra, abstenciones))
    return decisiones


def _leer_compromisos(texto: str, problemas: list[str]) -> list[tuple[str, str, date | None]]:
    compromisos = []
    for numero, renglon in enumerate(_renglones(texto), start=1):
        partes = [p.strip() for p in renglon.split("|")]
        try:
            dia = formato.fecha_escrita(partes[2]) if len(partes) > 2 else None  # noqa: PLR2004 - la tercera
        except ErrorDeServicio as error:
            problemas.append(f"El compromiso {numero}: {error.mensaje}")
            continue
        compromisos.append((partes[0], partes[1] if len(partes) > 1 else "", dia))
    return compromisos


def _cancelar(entidad_id: int, sesion_id: int, clave: str) -> None:
    guardado.intentar(clave, lambda: sesiones.cancelar(contexto.sala(), entidad_id, sesion_id))


def compromisos(entidad_id: int, todas: list[Sesion]) -> None:
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
        if c.cumplido is None:
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
