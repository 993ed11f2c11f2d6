"""Los comentarios de una pregunta, plegados: quién dijo qué, a quién nombra y si ya se resolvió."""

from __future__ import annotations

import streamlit as st

from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.servicios import comentarios
from autodiagnostico.servicios.comentarios import Comentario
from ui import contexto, formato, guardado
from ui.marcado import Html, e, pintar
from ui.respondiendo import Puesto

_VEZ = "comentarios:vez"
"""Cuántos se han hecho en esta sesión: con cada uno, la casilla empieza en blanco."""


def dibujar(puesto: Puesto, pendientes: int, *, comenta: bool) -> None:
    """Los comentarios y, a quien puede, cómo agregar otro. Solo se leen si se abre."""
    codigo = puesto.criterio.codigo
    plegado = st.expander(titulo(pendientes), key=f"comentarios:{codigo}", on_change="rerun")
    if not plegado.open:
        return
    with plegado:
        dichos = comentarios.de_la_pregunta(contexto.sala(), puesto.diagnostico_id, codigo)
        for uno in dichos:
            _uno(codigo, uno, comenta=comenta)
        if not dichos:
            pintar(e("p", "Nadie ha comentado esta pregunta.", clase="ayuda"))
        guardado.mostrar(f"{codigo}/comentario")
        if comenta:
            _otro(puesto)


def titulo(pendientes: int) -> str:
    """«Comentarios (2 sin resolver)»."""
    return f"Comentarios ({pendientes} sin resolver)" if pendientes else "Comentarios"


def sin_resolver(cuantos: int) -> Html | None:
    """Lo que se dice de un tema o de una entidad."""
    dicho = formato.plural(cuantos, "comentario sin resolver", "comentarios sin resolver")
    return e("p", f"✎ {dicho}", clase="menor") if cuantos else None


def _uno(codigo: str, uno: Comentario, *, comenta: bool) -> None:
    quien = uno.quien[:1].upper() + uno.quien[1:]
    with st.container(key=f"comentario_{uno.id}", gap="xsmall"):
        pintar(
            e(
                "div",
                e("p", e("strong", quien), f", {formato.momento(uno.cuando)}", clase="menor"),
                e("p", uno.texto, clase="con-renglones"),
                e("p", f"Se avisó a {', '.join(uno.nombradas)}.", clase="menor") if uno.nombradas else None,
                e("p", _como_esta(uno), clase="menor"),
                clase="comentario resuelto" if uno.resuelto else "comentario",
            )
        )
        if comenta:
            st.button(
                "Reabrir" if uno.resuelto else "Dar por resuelto",
                key=f"resolver:{uno.id}",
                type="tertiary",
                on_click=_resolver,
                args=(codigo, uno.id, not uno.resuelto),
            )


def _como_esta(uno: Comentario) -> str:
    if uno.paso is None:
        return "○ Sin resolver"
    hecho = "✓ Resuelto" if uno.resuelto else "○ Reabierto"
    return f"{hecho} por {uno.paso.quien}, {formato.momento(uno.paso.cuando)}"


def _resolver(codigo: str, comentario_id: int, resuelto: bool) -> None:
    try:
        comentarios.resolver(contexto.sala(), comentario_id, resuelto=resuelto)
    except ErrorDeServicio as error:
        guardado.anotar_error(f"{codigo}/comentario", error)


def _otro(puesto: Puesto) -> None:
    codigo = puesto.criterio.codigo
    clave = f"comentar:{puesto.diagnostico_id}:{codigo}:{st.session_state.get(_VEZ, 0)}"
    personas = {p.id: p.nombre for p in comentarios.se_pueden_nombrar(contexto.sala(), puesto.diagnostico_id)}
    with st.form(f"{clave}:f", border=False):
        st.text_area(
            "Comentario", key=f"{clave}:t", height=100, placeholder="Lo que haya que aclarar o revisar"
        )
        if personas:
            st.multiselect(
                "Avisar a",
                list(personas),
                format_func=personas.__getitem__,
                key=f"{clave}:c",
                placeholder="Elija a quién, o escriba @correo en el comentario",
            )
        st.form_submit_button("Comentar", on_click=_comentar, args=(puesto, clave))


def _comentar(puesto: Puesto, clave: str) -> None:
    codigo = puesto.criterio.codigo
    texto, cuentas = st.session_state[f"{clave}:t"], st.session_state.get(f"{clave}:c", [])
    try:
        comentarios.comentar(contexto.sala(), puesto.diagnostico_id, codigo, texto, cuentas)
    except ErrorDeServicio as error:
        guardado.anotar_error(f"{codigo}/comentario", error)
    else:
        guardado.olvidar(f"{codigo}/comentario")
        st.session_state[_VEZ] = st.session_state.get(_VEZ, 0) + 1
