"""Dar un paso a varios renglones del plan a la vez: acordarlos, presentarlos, aprobarlos o empezarlos."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from autodiagnostico.plan.fichas import ItemDePlan
from autodiagnostico.plan.pasos import OPERACIONES, Paso, posibles
from autodiagnostico.servicios import acuerdos, aprobacion
from autodiagnostico.servicios.aprobacion import ActoDeAprobacion
from autodiagnostico.servicios.fichas import FichaDeDiagnostico
from ui import contexto, formato, guardado
from ui.marcado import e, pintar
from ui.vocabulario_del_plan import PASOS

_CAMPO = "plan:paso"


def dibujar(ficha: FichaDeDiagnostico, items: Sequence[ItemDePlan], pasos: Iterable[Paso] = PASOS) -> None:
    """Los pasos que quien mira puede dar ahora; si no puede ninguno, nada."""
    guardado.mostrar(_CAMPO)
    ofrecidos = {
        paso: suyos
        for paso in pasos
        if contexto.puede(OPERACIONES[paso], ficha.entidad) and (suyos := _pueden(items, paso))
    }
    if not ofrecidos:
        return
    with st.container(border=True, key="dar_un_paso"):
        pintar(e("h2", "Dar un paso"))
        paso = st.selectbox(
            "Qué se va a hacer",
            list(ofrecidos),
            format_func=lambda p: f"{PASOS[p].titulo} ({len(ofrecidos[p])})",
            key=f"paso:{ficha.id}:cual",
        )
        _formulario(ficha, paso, ofrecidos[paso])


def _pueden(items: Sequence[ItemDePlan], paso: Paso) -> list[ItemDePlan]:
    return [
        i
        for i in items
        if paso in {t.paso for t in posibles(i.estado, aprobado_antes=i.aprobado_en is not None)}
    ]


def _formulario(ficha: FichaDeDiagnostico, paso: Paso, suyos: list[ItemDePlan]) -> None:
    texto = PASOS[paso]
    clave = f"paso:{ficha.id}:{paso.value}"
    por_id = {i.id: i for i in suyos}
    pintar(e("p", texto.explica, clase="ayuda"))
    with st.form(f"{clave}:f", border=False, enter_to_submit=False):
        st.multiselect(
            "Acciones del plan",
            list(por_id),
            default=list(por_id) if paso in {Paso.APROBAR, Paso.ACORDAR, Paso.PRESENTAR} else [],
            format_func=lambda i: f"{por_id[i].orden}. {por_id[i].titulo}",
            key=f"{clave}:ids:{'-'.join(map(str, por_id))}",
            placeholder="Elija una o varias",
        )
        st.text_input(texto.pide, key=f"{clave}:observacion")
        if paso is Paso.APROBAR:
            st.text_input("Fecha del acto", key=f"{clave}:fecha", placeholder=formato.EJEMPLO_DE_FECHA)
        st.form_submit_button(
            texto.boton,
            type="primary",
            on_click=_dar,
            args=(ficha.id, paso, {i.id: i.version for i in suyos}),
        )


def _dar(diagnostico_id: int, paso: Paso, vistas: dict[int, int]) -> None:
    clave = f"paso:{diagnostico_id}:{paso.value}"
    elegidos: list[int] = st.session_state[f"{clave}:ids:{'-'.join(map(str, vistas))}"]
    observacion = st.session_state[f"{clave}:observacion"]

    def dar() -> None:
        sala = contexto.sala()
        if paso is not Paso.APROBAR:
            hechos = acuerdos.dar(sala, diagnostico_id, elegidos, paso, observacion, vistas=vistas)
            cuantas = formato.plural(len(hechos), "acción", "acciones")
            guardado.anotar(_CAMPO, f"{PASOS[paso].titulo}: {cuantas}.")
            return
        fecha = formato.fecha_escrita(st.session_state[f"{clave}:fecha"])
        acto = ActoDeAprobacion(observacion, fecha)
        version = aprobacion.aprobar(sala, diagnostico_id, acto, elegidos, vistas=vistas)
        guardado.anotar(_CAMPO, f"Quedó congelada la versión {version.numero} del plan.")
        st.session_state[f"{clave}:fecha"] = ""

    guardado.hacer(_CAMPO, dar)
    nota = guardado.nota(_CAMPO)
    if nota is not None and not nota.es_error:
        st.session_state[f"{clave}:observacion"] = ""
