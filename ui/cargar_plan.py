"""Cargar el plan de otro año: se sube, se ve qué trae, y solo entonces se pone."""

from __future__ import annotations

import hashlib

import streamlit as st

from autodiagnostico.comision.lectura import COLUMNAS, YAML
from autodiagnostico.comision.modelo import Plan
from autodiagnostico.comision.seguimiento import Seguido
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.libros.cuadros import EXTENSIONES, ErrorDeArchivo
from autodiagnostico.reloj import hoy
from autodiagnostico.servicios import comision
from autodiagnostico.servicios.comision import Revision
from ui import contexto, defectos, formato, guardado, piezas
from ui.marcado import e, pintar

_CAMPO, _VEZ, _REVISADO = "comision:cargar", "comision:vez", "comision:revisado"


def dibujar(visto: Seguido) -> None:
    """El lugar donde se sube, y lo que pasaría."""
    guardado.mostrar(_CAMPO)
    with st.expander("Subir un plan en YAML, Excel o CSV", key="cargar_plan"):
        titulos = ", ".join(COLUMNAS.values())
        pintar(
            e(
                "p",
                "Lo más fácil: descargue este plan, cámbielo y súbalo. En filas, las columnas son "
                f"{titulos}, y una por mes con sesión, marcada con X.",
                clase="ayuda",
            )
        )
        este = hoy().year
        vigencia = st.selectbox(
            "Año, si el archivo no lo dice", [este + 1, este, este - 1], key=f"{_CAMPO}:ano"
        )
        archivo = st.file_uploader(
            "El plan",
            type=[x.removeprefix(".") for x in (*YAML, *EXTENSIONES)],
            key=f"{_CAMPO}:archivo:{st.session_state.setdefault(_VEZ, 0)}",
        )
        if archivo is not None:
            _subido(archivo.name, archivo.getvalue(), vigencia)
    if visto.cargado:
        vigencia = visto.plan.vigencia
        st.button(f"Quitar el plan cargado de {vigencia}", on_click=_quitar, args=(vigencia,))


def _subido(nombre: str, contenido: bytes, vigencia: int) -> None:
    revisado = _revisar(nombre, contenido, vigencia)
    if isinstance(revisado, ErrorDeArchivo):
        defectos.mostrar(nombre, revisado.defectos)
        return
    if isinstance(revisado, ErrorDeServicio):
        pintar(piezas.error_de_campo(revisado.mensaje))
        return
    plan = revisado.plan
    cambios = [
        f"{formato.plural(len(cuales), una, varias)}: {', '.join(cuales)}."
        for cuales, una, varias in (
            (revisado.nuevas, "fila nueva", "filas nuevas"),
            (revisado.cambian, "fila que cambia", "filas que cambian"),
            (revisado.quitadas, "fila que ya no estaría", "filas que ya no estarían"),
        )
        if cuales
    ]
    dicho = f"«{nombre}» está bien: {plan.titulo}, {formato.plural(len(plan.filas), 'fila', 'filas')}."
    pintar(
        piezas.aviso("bien", "✓", e("p", e("strong", dicho), " Todavía no se ha cargado.", role="status")),
        piezas.lista(cambios or ["No cambia nada."]),
        piezas.aviso(
            "duda", "!", e("p", f"De {', '.join(revisado.con_historia)} ya se dijo algo: se conserva.")
        )
        if revisado.con_historia
        else None,
    )
    st.button(
        f"Usar este plan para {plan.vigencia}",
        type="primary",
        key=f"{_CAMPO}:usar",
        on_click=_cargar,
        args=(plan,),
    )


def _revisar(nombre: str, contenido: bytes, vigencia: int) -> Revision | ErrorDeServicio:
    """Lo que resultó de revisarlo; se recuerda mientras sea el mismo archivo."""
    clave = (nombre, hashlib.sha256(contenido).hexdigest(), vigencia)
    if st.session_state.get(_REVISADO, (None,))[0] != clave:
        salio: Revision | ErrorDeServicio
        try:
            salio = comision.revisar(contexto.sala(), nombre, contenido, vigencia)
        except ErrorDeServicio as error:
            salio = error
        st.session_state[_REVISADO] = (clave, salio)
    ya: Revision | ErrorDeServicio = st.session_state[_REVISADO][1]
    return ya


def _cargar(plan: Plan) -> None:
    if guardado.intentar(_CAMPO, lambda: comision.cargar(contexto.sala(), plan)):
        guardado.anotar(_CAMPO, f"Se usa este plan para {plan.vigencia}.")
        st.session_state["comision:vigencia"] = plan.vigencia
        st.session_state[_VEZ] += 1
    st.session_state.pop(_REVISADO, None)


def _quitar(vigencia: int) -> None:
    if guardado.intentar(_CAMPO, lambda: comision.quitar(contexto.sala(), vigencia)):
        guardado.anotar(_CAMPO, f"Se quitó el plan cargado de {vigencia}; lo que se dijo de él se conserva.")
        st.session_state.pop("comision:vigencia", None)
