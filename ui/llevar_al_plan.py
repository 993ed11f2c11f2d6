"""Llevar al plan de la vigencia varias acciones de una vez, y apartar las que no van."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from autodiagnostico.permisos import Operacion
from autodiagnostico.plan.fichas import Apartada
from autodiagnostico.servicios import mesa, plan
from autodiagnostico.servicios.fichas import FichaDeDiagnostico
from autodiagnostico.servicios.plan import Llevada
from reglas import Catalogo
from ui import contexto, formato, guardado, piezas
from ui.enlaces import ancla, enlace
from ui.marcado import e, pintar, unir
from ui.vocabulario import Signo

_DEBER = Signo("✕", "Deber diferido", "mal")


def varias(
    ficha: FichaDeDiagnostico,
    catalogo: Catalogo,
    candidatas: Sequence[Llevada],
    clave: str,
    *,
    todas: bool,
) -> None:
    """Las que se pueden llevar; con `todas`, ya vienen elegidas."""
    campo = f"llevar:{clave}"
    guardado.mostrar(campo)
    if not contexto.puede(Operacion.EDITAR_PLAN, ficha.entidad):
        return
    if not candidatas:
        pintar(e("p", "✓ Todas están ya en el plan de la vigencia.", clase="situacion"))
        return
    por_codigo = {c.accion: c for c in candidatas}
    with st.form(f"{campo}:f", enter_to_submit=False):
        st.multiselect(
            "Acciones que van al plan de la vigencia",
            list(por_codigo),
            default=list(por_codigo) if todas else [],
            format_func=lambda c: catalogo.acciones[c].titulo,
            key=f"{campo}:{ficha.id}:{len(por_codigo)}",
            placeholder="Elija una o varias",
        )
        st.form_submit_button(
            "Llevar al plan de la vigencia",
            type="primary",
            on_click=_llevar,
            args=(ficha.id, campo, f"{campo}:{ficha.id}:{len(por_codigo)}", por_codigo),
        )


def _llevar(diagnostico_id: int, campo: str, clave: str, por_codigo: Mapping[str, Llevada]) -> None:
    def llevar() -> None:
        elegidas = [por_codigo[c] for c in st.session_state[clave]]
        hechas = plan.llevar(contexto.sala(), diagnostico_id, elegidas)
        llegaron = formato.plural(len(hechas), "acción quedó propuesta", "acciones quedaron propuestas")
        guardado.anotar(campo, f"{llegaron} en el plan.")

    guardado.hacer(campo, llevar)


def apartar(ficha: FichaDeDiagnostico, accion: str, clave: str) -> None:
    """Dejar una acción fuera del plan, con su razón."""
    with st.form(f"{clave}:apartar:f", border=False, enter_to_submit=False):
        st.text_input("Por qué se aparta", key=f"{clave}:razon", placeholder="Queda escrito en el plan")
        vigencias = list(range(ficha.vigencia + 2, ficha.vigencia + 6))
        st.selectbox("Para cuál vigencia queda", vigencias, key=f"{clave}:hasta")
        st.form_submit_button("Apartar", on_click=_apartar, args=(ficha.id, accion, clave))


def _apartar(diagnostico_id: int, accion: str, clave: str) -> None:
    razon, hasta = st.session_state[f"{clave}:razon"], st.session_state[f"{clave}:hasta"]
    guardado.intentar(clave, lambda: mesa.apartar(contexto.sala(), diagnostico_id, accion, razon, hasta))


def apartadas(ficha: FichaDeDiagnostico, catalogo: Catalogo, suyas: Sequence[Apartada]) -> None:
    """Las acciones apartadas; de las que dejan un deber sin atender se dice cuál."""
    pintar(
        e("h2", "Acciones apartadas"),
        e(
            "p",
            "Apartar pide una razón. Un lineamiento se puede dejar para otra vigencia; si lo que se aparta "
            "es un deber, queda marcado: sigue siendo obligatorio.",
            clase="ayuda",
        ),
    )
    if not suyas:
        pintar(e("p", "No hay ninguna."))
    edita = contexto.puede(Operacion.EDITAR_PLAN, ficha.entidad)
    for una in suyas:
        with st.container(border=True, key=f"apartada_{una.accion}"):
            deberes = [ancla("normas", catalogo.reglas[c].ficha.titulo, regla=c) for c in una.deberes]
            pintar(
                e("p", e("strong", una.titulo), " ", piezas.insignia(_DEBER) if deberes else None),
                e("p", f"Hasta la vigencia {una.hasta_vigencia}. ", una.razon),
                unir(e("p", "Deberes que deja sin atender:"), piezas.lista(deberes)) if deberes else None,
            )
            if edita:
                st.button(
                    "Volver a considerarla",
                    key=f"considerar:{una.accion}",
                    on_click=_considerar,
                    args=(ficha.id, una.accion),
                )
    guardado.mostrar("apartadas")
    enlace("plan_de_vigencia", "Ver el plan de la vigencia")


def _considerar(diagnostico_id: int, accion: str) -> None:
    guardado.intentar("apartadas", lambda: mesa.quitar_apartada(contexto.sala(), diagnostico_id, accion))
