"""Informar el avance de un renglón en ejecución."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.permisos import Operacion
from autodiagnostico.plan.fichas import ItemDePlan
from autodiagnostico.plan.pasos import EstadoDeItem
from autodiagnostico.servicios import evidencias, seguimiento
from autodiagnostico.servicios.fichas import FichaDeDiagnostico
from autodiagnostico.servicios.seguimiento import Informado
from ui import contexto, formato, guardado
from ui.enlaces import enlace
from ui.marcado import e, pintar

_CAMPO = "plan:avance"


def dibujar(ficha: FichaDeDiagnostico, items: Sequence[ItemDePlan]) -> None:
    """Cuánto va, qué se entregó y con qué evidencia."""
    guardado.mostrar(_CAMPO)
    en_curso = {i.id: i for i in items if i.estado is EstadoDeItem.EN_EJECUCION}
    if not en_curso or not contexto.puede(Operacion.EDITAR_PLAN, ficha.entidad):
        return
    clave = f"avance:{ficha.id}"
    with st.container(border=True, key="informar"):
        pintar(e("h2", "Informar un avance"))
        with st.form(f"{clave}:f", border=False, clear_on_submit=False, enter_to_submit=False):
            st.selectbox(
                "Acción en ejecución",
                list(en_curso),
                format_func=lambda i: f"{en_curso[i].orden}. {en_curso[i].titulo}",
                key=f"{clave}:cual",
            )
            izquierda, medio, derecha = st.columns(3)
            izquierda.text_input("Avance, de 0 a 100", key=f"{clave}:porcentaje")
            medio.text_input("Medida del indicador", key=f"{clave}:valor", placeholder="Si tiene indicador")
            derecha.text_input("Fecha", key=f"{clave}:fecha", placeholder="Vacía: hoy")
            st.text_input(
                "Qué se entregó", key=f"{clave}:entregado", placeholder="Por ejemplo: guía publicada"
            )
            _evidencia(ficha, clave)
            st.form_submit_button(
                "Informar el avance", type="primary", on_click=_informar, args=(ficha.id, clave)
            )
        enlace("evidencias", "Agregar una evidencia nueva")


def _evidencia(ficha: FichaDeDiagnostico, clave: str) -> None:
    if not contexto.puede(Operacion.VER_EVIDENCIA, ficha.entidad):
        return
    suyas = {f.id: f.nombre for f in evidencias.listar(contexto.sala(), ficha.entidad.id) if not f.retirada}
    st.selectbox(
        "Evidencia",
        list(suyas),
        format_func=suyas.__getitem__,
        index=None,
        key=f"{clave}:evidencia",
        placeholder="Elija una de las de la entidad, si la hay",
    )


def _informar(diagnostico_id: int, clave: str) -> None:
    estado = st.session_state

    def informar() -> None:
        porcentaje = formato.entero_escrito(estado[f"{clave}:porcentaje"].removesuffix("%"))
        if porcentaje is None:
            raise ErrorDeServicio("Escriba cuánto va, de 0 a 100.")
        informado = Informado(
            porcentaje=porcentaje,
            entregado=estado[f"{clave}:entregado"],
            valor=formato.numero_escrito(estado[f"{clave}:valor"]),
            evidencia_id=estado.get(f"{clave}:evidencia"),
            fecha=formato.fecha_escrita(estado[f"{clave}:fecha"]),
        )
        seguimiento.informar(contexto.sala(), diagnostico_id, estado[f"{clave}:cual"], informado)
        guardado.anotar(_CAMPO, "Quedó informado el avance.")
        for campo in ("porcentaje", "valor", "fecha", "entregado"):
            estado[f"{clave}:{campo}"] = ""
        estado[f"{clave}:evidencia"] = None

    guardado.hacer(_CAMPO, informar)
