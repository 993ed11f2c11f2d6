"""La Mesa frente a la norma: qué cumple con lo registrado, y llevarlo al cuestionario."""

from __future__ import annotations

import streamlit as st

from autodiagnostico.servicios import efectos, mesa_tecnica
from autodiagnostico.servicios.diagnosticos import FichaDeDiagnostico
from autodiagnostico.servicios.mesa_tecnica import Revision
from ui import contexto, formato, guardado, piezas
from ui.enlaces import ancla, enlace
from ui.marcado import e, md, pintar
from ui.vocabulario import ESTADOS

_CAMPO = "mesa:propuestas"


def dibujar(ficha: FichaDeDiagnostico) -> None:
    """Las reglas de la Mesa con lo registrado, y las respuestas que de ello salen."""
    revision = mesa_tecnica.revisar(contexto.sala(), ficha.id)
    if not revision.hallazgos:
        pintar(e("p", "La base de reglas que se usa no pregunta por la Mesa.", clase="ayuda"))
        return
    catalogo = contexto.sala().catalogo
    en_orden = sorted(revision.hallazgos, key=lambda h: list(ESTADOS).index(h.estado))
    filas = (
        piezas.fila(
            ancla("normas", h.regla.ficha.titulo, regla=h.regla.codigo),
            piezas.insignia(ESTADOS[h.estado]),
            piezas.nombre_de_cita(catalogo, h.cita),
        )
        for h in en_orden
    )
    pintar(piezas.tabla(["Qué se pide", "Con lo registrado", "Quién lo pide"], filas, "La Mesa y la norma"))
    _proponer(ficha, revision)


def _proponer(ficha: FichaDeDiagnostico, revision: Revision) -> None:
    nuevas = [p for p in revision.propuestas if p.cambia]
    guardado.mostrar(_CAMPO)
    if not nuevas:
        if revision.propuestas:
            pintar(e("p", "✓ El cuestionario ya dice lo mismo que este registro.", clase="situacion"))
        return
    if ficha.estado != "borrador":
        _ya_enviado(ficha)
        return
    criterios = contexto.sala().catalogo.criterios
    with st.container(border=True, key="propuestas"):
        pintar(
            e("h3", "Lo que este registro permite responder"),
            e(
                "p",
                "Marque lo que quiera llevar al cuestionario; nada cambia hasta aceptarlo.",
                clase="ayuda",
            ),
        )
        for p in nuevas:
            criterio = criterios[p.criterio]
            antes = f" (hoy: {formato.respuesta(criterio, p.actual)})" if p.actual is not None else ""
            st.checkbox(
                md(f"{criterio.pregunta} → {formato.respuesta(criterio, p.valor)}{antes}"),
                value=p.actual is None,  # reemplazar lo que alguien respondió se pide, no se da por hecho
                key=f"{_CAMPO}:{ficha.id}:{p.criterio}",
            )
        st.button(
            "Responder con lo marcado",
            type="primary",
            on_click=_aceptar,
            args=(ficha.id, [p.criterio for p in nuevas]),
        )


def _ya_enviado(ficha: FichaDeDiagnostico) -> None:
    """Lo enviado no se toca: lo que el registro dice hoy va al autodiagnóstico que esté abierto."""
    texto = f"El autodiagnóstico de {ficha.vigencia} ya se envió y sus respuestas no cambian."
    abierto = efectos.abierto(contexto.sala(), ficha.id)
    if abierto is None:
        pintar(e("p", f"{texto} Este registro se podrá llevar al de la vigencia que sigue.", clase="ayuda"))
        return
    pintar(e("p", texto, clase="ayuda"))
    enlace("integrantes", f"Llevar este registro al autodiagnóstico de {abierto.vigencia}", d=str(abierto.id))


def _aceptar(diagnostico_id: int, criterios: list[str]) -> None:
    elegidos = [c for c in criterios if st.session_state.get(f"{_CAMPO}:{diagnostico_id}:{c}")]
    guardado.intentar(_CAMPO, lambda: mesa_tecnica.aceptar(contexto.sala(), diagnostico_id, elegidos))
