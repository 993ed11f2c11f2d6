"""El formulario del acta: quién estuvo, qué se trató, y casillas para cada decisión y cada compromiso."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

import streamlit as st

from autodiagnostico.errores import ErrorDeEntrada, ErrorDeServicio
from autodiagnostico.mesa.fichas import (
    Asistente,
    Calidad,
    Decision,
    EstadoDeSesion,
    Integrante,
    Mesa,
    Sesion,
)
from autodiagnostico.servicios import sesiones
from autodiagnostico.servicios.sesiones import Acta
from ui import contexto, formato, guardado
from ui.marcado import e, md, pintar

_AUSENTE = "ausente"
_ASISTENCIA = {_AUSENTE: "No asistió", Calidad.TITULAR: "Asistió", Calidad.SUPLENTE: "Asistió su suplente"}
_DECISION = {
    "texto": "Qué se decidió",
    "a_favor": "A favor",
    "en_contra": "En contra",
    "abstenciones": "Abstenciones",
}
_COMPROMISO = {"texto": "Qué se hará", "responsable": "Quién", "fecha": "Para cuándo"}
Renglon = dict[str, str]
Leido = TypeVar("Leido")


def formulario(mesa: Mesa, sesion: Sesion) -> None:
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
        st.text_area("Invitados", key=f"{clave}:invitados", height=70, placeholder="Uno por renglón")
        st.text_area("Qué se trató", key=f"{clave}:desarrollo", height=140)
        _grupo(clave, "Decisión", _DECISION, [8, 2, 2, 3])
        _otro(clave, "Decisión", "Agregar otra decisión")
        _grupo(clave, "Compromiso", _COMPROMISO, [4, 2, 2])
        _otro(clave, "Compromiso", "Agregar otro compromiso")
        st.form_submit_button(
            "Guardar el acta",
            type="primary",
            on_click=_realizar,
            args=(mesa.entidad_id, sesion.id, clave, integran),
        )
        guardado.mostrar(clave)


def _grupo(clave: str, nombre: str, campos: Mapping[str, str], anchos: list[int]) -> None:
    """Un renglón de casillas por cada uno; el que se deje vacío no cuenta."""
    for numero in range(st.session_state[f"{clave}:{nombre}:cuantos"]):
        pintar(e("p", f"{nombre} {numero + 1}", clase="rotulo"))
        for columna, (campo, rotulo) in zip(st.columns(anchos), campos.items(), strict=True):
            columna.text_input(
                rotulo,
                key=f"{clave}:{nombre}:{numero}:{campo}",
                placeholder=formato.EJEMPLO_DE_FECHA if campo == "fecha" else None,
            )


def _otro(clave: str, nombre: str, rotulo: str) -> None:
    st.form_submit_button(rotulo, key=f"{clave}:{nombre}:otro", on_click=_agregar, args=(clave, nombre))


def _agregar(clave: str, nombre: str) -> None:
    st.session_state[f"{clave}:{nombre}:cuantos"] += 1
    guardado.olvidar(clave)


def _preparar(clave: str, sesion: Sesion, integran: tuple[Integrante, ...]) -> None:
    """Pone lo guardado la primera vez; lo que se esté escribiendo no se pisa."""
    if f"{clave}:desarrollo" not in st.session_state:
        st.session_state[f"{clave}:vista"] = sesion
    por_cargo = {a.integrante_id: a.calidad for a in sesion.asistentes}
    for uno in integran:
        st.session_state.setdefault(f"{clave}:a:{uno.id}", por_cargo.get(uno.id, _AUSENTE))
    invitados = [a.nombre for a in sesion.asistentes if a.calidad is Calidad.INVITADO]
    st.session_state.setdefault(f"{clave}:invitados", "\n".join(invitados))
    st.session_state.setdefault(f"{clave}:desarrollo", sesion.desarrollo)
    decisiones = [
        {
            "texto": d.texto,
            "a_favor": str(d.a_favor),
            "en_contra": str(d.en_contra),
            "abstenciones": str(d.abstenciones),
        }
        for d in sesion.decisiones
    ]
    abiertos = [
        {
            "texto": c.texto,
            "responsable": c.responsable,
            "fecha": formato.fecha(c.fecha) if c.fecha else "",
        }
        for c in sesion.compromisos
        if c.cumplido is None
    ]
    for nombre, renglones in (("Decisión", decisiones), ("Compromiso", abiertos)):
        cuantos = f"{clave}:{nombre}:cuantos"
        st.session_state.setdefault(cuantos, max(len(renglones), 1))
        for numero, renglon in enumerate(renglones):
            for campo, texto in renglon.items():
                st.session_state.setdefault(f"{clave}:{nombre}:{numero}:{campo}", texto)


def _renglones(clave: str, nombre: str, campos: Mapping[str, str]) -> list[Renglon]:
    """Los que traen algo escrito."""
    todos = [
        {campo: st.session_state[f"{clave}:{nombre}:{numero}:{campo}"].strip() for campo in campos}
        for numero in range(st.session_state[f"{clave}:{nombre}:cuantos"])
    ]
    return [renglon for renglon in todos if any(renglon.values())]


def _realizar(entidad_id: int, sesion_id: int, clave: str, integran: tuple[Integrante, ...]) -> None:
    def guardar() -> object:
        problemas: list[str] = []
        invitados = [i.strip() for i in st.session_state[f"{clave}:invitados"].splitlines() if i.strip()]
        acta = Acta(
            asistentes=(
                *_presentes(clave, integran),
                *(Asistente(nombre, Calidad.INVITADO) for nombre in invitados),
            ),
            desarrollo=st.session_state[f"{clave}:desarrollo"],
            decisiones=tuple(_leidos(clave, "Decisión", _DECISION, _decision, problemas)),
            compromisos=tuple(_leidos(clave, "Compromiso", _COMPROMISO, _compromiso, problemas)),
        )
        if problemas:
            raise ErrorDeEntrada("El acta", problemas)
        sala = contexto.sala()
        vista = st.session_state[f"{clave}:vista"]
        todas = sesiones.listar(sala, entidad_id)
        st.session_state[f"{clave}:vista"] = next((s for s in todas if s.id == sesion_id), vista)
        guardada = sesiones.realizar(sala, entidad_id, sesion_id, acta, vista=vista)
        st.session_state[f"{clave}:vista"] = guardada
        return guardada

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


def _leidos(
    clave: str,
    nombre: str,
    campos: Mapping[str, str],
    leer: Callable[[Renglon], Leido],
    problemas: list[str],
) -> list[Leido]:
    leidos = []
    for numero, renglon in enumerate(_renglones(clave, nombre, campos), start=1):
        try:
            leidos.append(leer(renglon))
        except ErrorDeServicio as error:
            problemas.append(f"{nombre} {numero}: {error.mensaje}")
    return leidos


def _decision(renglon: Renglon) -> Decision:
    votos = {campo: _votos(_DECISION[campo], renglon[campo]) for campo in _DECISION if campo != "texto"}
    return Decision(renglon["texto"], **votos)


def _votos(rotulo: str, escrito: str) -> int:
    if not escrito:
        return 0
    if not escrito.isdecimal():
        raise ErrorDeServicio(f"«{rotulo}» dice «{escrito}». Escriba cuántos votos, por ejemplo, 4.")
    return int(escrito)


def _compromiso(renglon: Renglon) -> tuple[str, str, date | None]:
    return renglon["texto"], renglon["responsable"], formato.fecha_escrita(renglon["fecha"])
