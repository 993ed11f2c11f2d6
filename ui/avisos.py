"""Los avisos de una cuenta: qué le encargaron, qué está por vencer, qué le devolvieron y quién la nombró."""

from __future__ import annotations

import streamlit as st

from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.servicios import avisos
from autodiagnostico.servicios.avisos import Aviso, Clase
from ui import contexto, formato, guardado, piezas
from ui.enlaces import PRINCIPAL, enlace
from ui.marcado import e, pintar
from ui.vocabulario import Signo

_CAMPO = "avisos"
_SIGNOS = {
    Clase.ASIGNADO: Signo("→", "Encargo", "acento"),
    Clase.POR_VENCER: Signo("◷", "Por vencer", "plazo"),
    Clase.DEVUELTO: Signo("↩", "Devuelto", "medio"),
    Clase.MENCION: Signo("✎", "Comentario", "nada"),
    Clase.CAMPANA: Signo("◷", "Campaña", "plazo"),
    Clase.PLAN_PRESENTADO: Signo("→", "Plan presentado", "acento"),
    Clase.PLAN_DEVUELTO: Signo("↩", "Plan devuelto", "medio"),
    Clase.PLAN_APROBADO: Signo("✓", "Plan aprobado", "bien"),
}


def titulo(cuantos: int) -> str:
    """Cómo se llama la página en la barra: con los que faltan por leer."""
    return f"Avisos ({cuantos} sin leer)" if cuantos else "Avisos"


def dibujar() -> None:
    """La lista, primero el más reciente."""
    if contexto.sala().quien.cuenta_id is None:
        pintar(
            piezas.aviso(
                "duda",
                "?",
                e("p", "Los avisos son de cada cuenta, y aquí se trabaja en este computador, sin cuentas."),
            )
        )
        return
    suyos = avisos.listar(contexto.sala())
    guardado.mostrar_error(_CAMPO)
    nuevos = [a.id for a in suyos if not a.leido]
    if nuevos:
        st.button("Marcar todos como leídos", on_click=_leer, args=(nuevos,))
    if not suyos:
        pintar(e("p", "No tiene avisos.", clase="entrada"))
    for uno in suyos:
        _uno(uno)


def _uno(uno: Aviso) -> None:
    with st.container(border=True, key=f"aviso_{uno.id}", gap="xsmall"):
        pintar(
            e(
                "p",
                piezas.insignia(_SIGNOS[uno.clase]),
                f" {formato.momento(uno.cuando).capitalize()}",
                None if uno.leido else e("strong", " · Sin leer"),
                clase="estado",
            ),
            e("p", uno.texto),
        )
        with st.container(horizontal=True):
            enlace(uno.pagina or PRINCIPAL, "Ir allá", ancho=False, **uno.consulta)
            if not uno.leido:
                st.button(
                    "Marcar como leído",
                    key=f"leer:{uno.id}",
                    type="tertiary",
                    on_click=_leer,
                    args=([uno.id],),
                )


def _leer(cuales: list[int]) -> None:
    try:
        avisos.leidos(contexto.sala(), cuales)
    except ErrorDeServicio as error:
        guardado.anotar_error(_CAMPO, error)
