"""Diferir lineamientos: se dejan para otra vigencia, con su razón, y se muestran aparte."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from autodiagnostico.permisos import Operacion
from autodiagnostico.servicios import diagnosticos
from autodiagnostico.servicios.diagnosticos import Diferido, FichaDeDiagnostico
from motor import Estado, Resultado
from motor.cuestionario import OBLIGATORIOS
from ui import contexto, guardado, porque
from ui.marcado import e, pintar

_CAMPO = "diferir"


def dibujar(ficha: FichaDeDiagnostico, resultado: Resultado, aplazadas: Mapping[str, Diferido]) -> None:
    """Los lineamientos diferidos y cómo diferir otro."""
    pintar(
        e("h2", "Lineamientos diferidos"),
        e(
            "p",
            "Un lineamiento se puede dejar para otra vigencia, con su razón. Conserva su grado y mientras "
            "tanto no se recomienda. Un deber no se difiere.",
            clase="ayuda",
        ),
    )
    for diferido in aplazadas.values():
        _uno(ficha, resultado, diferido)
    if not aplazadas:
        pintar(e("p", "No hay ninguno."))
    if _se_puede(ficha):
        _otro(ficha, resultado, aplazadas)


def _se_puede(ficha: FichaDeDiagnostico) -> bool:
    return ficha.estado == "borrador" and contexto.puede(Operacion.EDITAR_PLAN, ficha.entidad)


def _uno(ficha: FichaDeDiagnostico, resultado: Resultado, diferido: Diferido) -> None:
    hallazgo = resultado.hallazgos.get(diferido.regla)
    if hallazgo is None:
        return
    with st.container(border=True, key=f"diferido_{diferido.regla}"):
        pintar(
            e("p", e("strong", f"Diferido hasta la vigencia {diferido.hasta_vigencia}. "), diferido.razon),
            porque.tarjeta(resultado, hallazgo),
        )
        if _se_puede(ficha):
            st.button(
                "Volver a atenderlo",
                key=f"atender:{diferido.regla}",
                on_click=_volver_a_atender,
                args=(ficha.id, diferido.regla),
            )


def _volver_a_atender(diagnostico_id: int, regla: str) -> None:
    guardado.intentar(_CAMPO, lambda: diagnosticos.quitar_diferido(contexto.sala(), diagnostico_id, regla))


def _otro(ficha: FichaDeDiagnostico, resultado: Resultado, aplazadas: Mapping[str, Diferido]) -> None:
    hechos = (Estado.CUMPLE, Estado.NO_APLICA)
    posibles = {
        h.regla.codigo: h.regla.ficha.titulo
        for h in resultado.hallazgos.values()
        if h.caracter not in OBLIGATORIOS and h.estado not in hechos and h.regla.codigo not in aplazadas
    }
    with st.expander("Diferir un lineamiento"), st.form("diferir", border=False):
        st.selectbox(
            "Lineamiento",
            list(posibles),
            format_func=posibles.__getitem__,
            index=None,
            placeholder="Elija uno",
            key="dif:regla",
        )
        st.text_area("Por qué se difiere", key="dif:razon", placeholder="La razón que quedará escrita")
        vigencias = list(range(ficha.vigencia + 1, ficha.vigencia + 5))
        st.selectbox("Hasta qué vigencia", vigencias, key="dif:hasta")
        st.form_submit_button("Diferir", on_click=_diferir, args=(ficha.id,))
        guardado.mostrar(_CAMPO)


def _diferir(diagnostico_id: int) -> None:
    regla, razon = st.session_state["dif:regla"], st.session_state["dif:razon"]
    hasta = st.session_state["dif:hasta"]
    guardado.intentar(
        _CAMPO, lambda: diagnosticos.diferir(contexto.sala(), diagnostico_id, regla or "", razon, hasta)
    )
