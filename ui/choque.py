"""Dos personas cambiaron lo mismo: se muestran las dos respuestas y se elige, sin volver a escribir."""

from __future__ import annotations

import streamlit as st

from autodiagnostico.servicios import personas
from autodiagnostico.servicios.eventos import ErrorDeConflicto
from motor import Respuesta
from reglas.fichas import Criterio
from ui import formato, pendientes, piezas, respondiendo
from ui.marcado import Html, e, md, pintar
from ui.pendientes import Campo
from ui.respondiendo import Puesto

_SIN_NOMBRE = frozenset({personas.SIN_CUENTA, personas.USTED})


def dibujar(puesto: Puesto) -> None:
    """Los choques por resolver de una pregunta."""
    for campo in pendientes.de_la_pregunta(puesto.diagnostico_id, puesto.criterio.codigo):
        choque = pendientes.conflicto(campo)
        if choque is not None:
            _uno(puesto, campo, choque)


def _uno(puesto: Puesto, campo: Campo, choque: ErrorDeConflicto) -> None:
    clave = f"choque:{campo.nota}"
    with st.container(key=f"choque_{campo.nota.replace('/', '_')}", border=True):
        pintar(
            piezas.aviso("duda", "!", e("p", choque.mensaje, role="alert")),
            e(
                "div",
                _lado(
                    f"Lo guardó {choque.quien}, {formato.momento(choque.cuando)}",
                    _en_palabras(puesto.criterio, choque.guardada.respuesta, campo),
                ),
                _lado("Lo que puso usted", _en_palabras(puesto.criterio, choque.quedaria, campo)),
                clase="dos-lados",
            ),
        )
        with st.container(horizontal=True):
            st.button(
                md(_dejar(choque.quien)),
                key=f"{clave}:dejar",
                on_click=respondiendo.dejar_lo_guardado,
                args=(campo,),
            )
            st.button(
                "Poner la mía",
                key=f"{clave}:poner",
                type="primary",
                on_click=respondiendo.poner_lo_mio,
                args=(puesto, campo),
            )


def _dejar(quien: str) -> str:
    return "Dejar la guardada" if quien in _SIN_NOMBRE else f"Dejar la de {quien}"


def _lado(titulo: str, dicho: str) -> Html:
    return e("div", e("p", e("strong", titulo)), e("p", dicho, clase="con-renglones"))


def _en_palabras(criterio: Criterio, respuesta: Respuesta, campo: Campo) -> str:
    if campo.campo == "valor":
        return formato.dicha(criterio, respuesta)
    return respuesta.observacion or "Nada"
