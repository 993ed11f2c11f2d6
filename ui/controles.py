"""El control de cada clase de pregunta y su ida y vuelta con lo guardado.

Lo guardado manda: antes de dibujar, cada control se iguala a ello. Por eso una respuesta rechazada
desaparece de la casilla y vuelve la anterior.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from motor.caso import Valor
from reglas.clases import CLAVES_SI_PARCIAL_NO, Clase
from reglas.fichas import Atributo, Criterio
from ui import formato
from ui.marcado import md

Ficha = Criterio | Atributo
AlCambiar = Callable[[], None]
NINGUNA = "-"
_SI_NO = {True: "Sí", False: "No"}
DE_ELEGIR = frozenset({Clase.SI_NO, Clase.SI_PARCIAL_NO, Clase.OPCION})


def igualar(clave: str, valor: Any) -> None:
    """Pone un control en un valor; si ya lo tiene no lo toca, para no pisar lo que se esté escribiendo."""
    if clave not in st.session_state or st.session_state[clave] != valor:
        st.session_state[clave] = valor


def dibujar(ficha: Ficha, clave: str, valor: Valor | None, *, inactivo: bool, al_cambiar: AlCambiar) -> None:
    """El control de una pregunta, puesto en el valor guardado."""
    if ficha.clase in DE_ELEGIR:
        _elegir_una(ficha, clave, valor, inactivo, al_cambiar)
    elif ficha.clase is Clase.OPCIONES:
        _elegir_varias(ficha, clave, valor, inactivo, al_cambiar)
    else:
        _escribir(ficha, clave, valor, inactivo, al_cambiar)


def leer(ficha: Ficha, clave: str) -> Any:
    """Lo que dice ahora el control, en la forma en que lo espera el servicio; None es sin responder."""
    if ficha.clase in DE_ELEGIR:
        return st.session_state.get(clave)
    if ficha.clase is Clase.OPCIONES:
        marcadas = [o for o in ficha.opciones or {} if st.session_state.get(f"{clave}:{o}")]
        return marcadas or ([] if st.session_state.get(f"{clave}:{NINGUNA}") else None)
    return formato.leer_escrito(ficha, st.session_state.get(clave, ""))


def _elegir_una(ficha: Ficha, clave: str, valor: Valor | None, inactivo: bool, al_cambiar: AlCambiar) -> None:
    rotulos = rotulos_de(ficha)
    significados = (ficha.opciones or {}) if ficha.clase is Clase.SI_PARCIAL_NO else {}
    igualar(clave, valor)
    st.radio(
        md(ficha.pregunta),
        list(rotulos),
        index=None,
        format_func=lambda opcion: md(rotulos[opcion]),
        captions=[md(significados[str(o)]) for o in rotulos] if significados else None,
        key=clave,
        label_visibility="collapsed",
        disabled=inactivo,
        on_change=al_cambiar,
    )


def rotulos_de(ficha: Ficha) -> dict[Any, str]:
    """Las opciones de una pregunta de elegir una, con lo que se lee en pantalla."""
    if ficha.clase is Clase.SI_NO:
        return dict(_SI_NO)
    return dict(CLAVES_SI_PARCIAL_NO if ficha.clase is Clase.SI_PARCIAL_NO else ficha.opciones or {})


def _elegir_varias(
    ficha: Ficha, clave: str, valor: Valor | None, inactivo: bool, al_cambiar: AlCambiar
) -> None:
    marcadas = valor if isinstance(valor, tuple) else ()
    for opcion, texto in (ficha.opciones or {}).items():
        igualar(f"{clave}:{opcion}", opcion in marcadas)
        st.checkbox(md(texto), key=f"{clave}:{opcion}", disabled=inactivo, on_change=al_cambiar)
    igualar(f"{clave}:{NINGUNA}", valor == ())
    st.checkbox(
        "Ninguna de estas",
        key=f"{clave}:{NINGUNA}",
        disabled=inactivo or bool(marcadas),
        on_change=al_cambiar,
    )


def _escribir(ficha: Ficha, clave: str, valor: Valor | None, inactivo: bool, al_cambiar: AlCambiar) -> None:
    igualar(clave, formato.para_escribir(ficha, valor))
    st.text_input(
        md(ficha.pregunta),
        key=clave,
        placeholder=formato.COMO_SE_ESCRIBE[ficha.clase],
        label_visibility="collapsed",
        disabled=inactivo,
        on_change=al_cambiar,
    )
