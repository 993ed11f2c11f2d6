"""Lo que las acciones hechas permiten responder: se propone, y aquí se acepta una a una o todo."""

from __future__ import annotations

import streamlit as st

from autodiagnostico.permisos import Operacion
from autodiagnostico.servicios import efectos
from autodiagnostico.servicios.efectos import Propuestas
from autodiagnostico.servicios.fichas import FichaDeDiagnostico
from ui import contexto, formato, guardado, piezas
from ui.enlaces import enlace
from ui.marcado import e, md, pintar

_CAMPO = "plan:respuestas"


def dibujar(ficha: FichaDeDiagnostico) -> None:
    """Una tarjeta por acción hecha que todavía cambiaría alguna respuesta."""
    guardado.mostrar(_CAMPO)
    propuestas = efectos.proponer(contexto.sala(), ficha.id)
    if not propuestas:
        texto = "Ninguna acción hecha cambia hoy una respuesta del autodiagnóstico."
        pintar(e("p", texto, clase="ayuda"))
        return
    if any(p.a_cual is None for p in propuestas):
        texto = "Hay acciones hechas, pero no un autodiagnóstico abierto que reciba sus respuestas."
        pintar(piezas.aviso("duda", "?", e("p", texto, " Empiece el de la vigencia que sigue.")))
        enlace("entidad", "Ir a Mi entidad")
        return
    for propuesta in propuestas:
        _una(ficha, propuesta)


def _una(ficha: FichaDeDiagnostico, propuesta: Propuestas) -> None:
    a_cual = propuesta.a_cual
    assert a_cual is not None, "sin diagnóstico abierto no se llega aquí"
    criterios = contexto.sala().catalogo.criterios
    clave = f"{_CAMPO}:{propuesta.item.id}"
    responde = contexto.puede(Operacion.RESPONDER, ficha.entidad)
    with st.container(border=True, key=f"respuestas_de_{propuesta.item.id}"):
        pintar(
            e("h3", propuesta.item.titulo),
            e("p", f"Se hizo. En el autodiagnóstico de {a_cual.vigencia} permite responder:"),
        )
        for r in propuesta.respuestas:
            criterio = criterios[r.criterio]
            antes = f" (hoy: {formato.respuesta(criterio, r.actual)})" if r.actual is not None else ""
            st.checkbox(
                md(f"{criterio.pregunta} → {formato.respuesta(criterio, r.valor)}{antes}"),
                value=r.actual is None,  # reemplazar lo que alguien respondió se pide, no se da por hecho
                key=f"{clave}:{r.criterio}",
                disabled=not responde,
            )
        if not responde:
            texto = (
                "Las acepta quien responde esas preguntas: el liderazgo del Modelo o quien las diligencia."
            )
            pintar(e("p", texto, clase="ayuda"))
            return
        suyos = [r.criterio for r in propuesta.respuestas]
        with st.container(horizontal=True):
            st.button(
                "Responder con lo marcado",
                key=f"{clave}:marcadas",
                on_click=_aceptar,
                args=(ficha.id, propuesta.item.id, suyos, False),
                type="primary",
            )
            st.button(
                "Aceptar todas",
                key=f"{clave}:todas",
                on_click=_aceptar,
                args=(ficha.id, propuesta.item.id, suyos, True),
            )


def _aceptar(diagnostico_id: int, item_id: int, criterios: list[str], todas: bool) -> None:
    clave = f"{_CAMPO}:{item_id}"
    elegidos = [c for c in criterios if todas or st.session_state.get(f"{clave}:{c}")]

    def aceptar() -> None:
        cuantas = efectos.aceptar(contexto.sala(), diagnostico_id, item_id, elegidos)
        cambiaron = formato.plural(cuantas, "respuesta cambió", "respuestas cambiaron")
        guardado.anotar(_CAMPO, f"{cambiaron} en el autodiagnóstico.")

    guardado.hacer(_CAMPO, aceptar)
