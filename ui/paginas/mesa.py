"""Mesa: las recomendaciones en orden; de aquí pasan al plan de la vigencia o se apartan con su razón."""

from __future__ import annotations

import streamlit as st

from autodiagnostico.plan.fichas import ItemDePlan
from autodiagnostico.servicios import diagnosticos, mesa, plan
from autodiagnostico.servicios.diagnosticos import Diferido, FichaDeDiagnostico
from autodiagnostico.servicios.plan import Llevada
from motor import Recomendacion, Resultado
from ui import contexto, formato, lista_del_plan, llevar_al_plan, piezas, recomendacion, temas
from ui.enlaces import ancla, enlace
from ui.marcado import e, pintar
from ui.vocabulario import ESTADOS, GRUPOS

CUANTAS = 10


def pagina() -> None:
    """El plan, las recomendaciones y lo que se dejó para después."""
    ficha = contexto.diagnostico()
    pintar(e("h1", "Mesa"))
    if ficha is None:
        temas.sin_diagnostico()
        return
    resultado = contexto.resultado(ficha)
    sala = contexto.sala()
    aplazadas = diagnosticos.diferidos(sala, ficha.id)
    acciones = mesa.acciones_apartadas(sala, ficha.id)
    todos = plan.items(sala, ficha.id)
    pintar(
        e(
            "p",
            "La Mesa lee las recomendaciones en orden, lleva unas al plan de la vigencia y aparta otras, con "
            "su razón.",
            clase="entrada",
        )
    )
    temas.aviso_de_base(ficha, resultado.edicion.catalogo)
    with st.container(border=True, key="plan"):
        pintar(e("h2", f"El plan de la vigencia {ficha.vigencia + 1}"))
        lista_del_plan.resumen(resultado.edicion.catalogo, todos)
        enlace("plan_de_vigencia", "Abrir el plan de la vigencia")
    pintar(
        e("h2", "Recomendaciones"),
        e(
            "p",
            "Primero los deberes con plazo vencido, después los demás deberes, lo que hace subir de nivel "
            "y las mejoras.",
            clase="ayuda",
        ),
    )
    quedan = plan.recomendaciones(sala, resultado, aplazadas, acciones)
    _recomendaciones(ficha, resultado, quedan, todos)
    _por_diferidas(plan.apartadas(sala, resultado, aplazadas, acciones), set(acciones))
    llevar_al_plan.apartadas(ficha, resultado.edicion.catalogo, list(acciones.values()))
    _diferidos(resultado, list(aplazadas.values()))


def _por_diferidas(apartadas: list[Recomendacion], a_mano: set[str]) -> None:
    """Las que solo atienden lo diferido; las que se apartaron a mano tienen su lista."""
    otras = [r for r in apartadas if r.accion not in a_mano]
    if otras:
        cuantas = formato.plural(len(otras), "recomendación", "recomendaciones")
        titulo = f"{cuantas} que no se muestran: solo atienden lineamientos diferidos, o lo apartado"
        pintar(piezas.plegado(titulo, piezas.lista([r.titulo for r in otras])))


def _diferidos(resultado: Resultado, aplazadas: list[Diferido]) -> None:
    pintar(e("h2", "Lineamientos diferidos"))
    filas = [
        piezas.fila(
            ancla("normas", hallazgo.regla.ficha.titulo, regla=d.regla),
            d.razon,
            f"La vigencia {d.hasta_vigencia}",
            piezas.insignia(ESTADOS[hallazgo.estado]),
        )
        for d in aplazadas
        if (hallazgo := resultado.hallazgos.get(d.regla)) is not None
    ]
    if filas:
        columnas = ["Lineamiento", "Por qué se difiere", "Hasta", "Resultado actual"]
        pintar(piezas.tabla(columnas, filas, "Lineamientos diferidos"))
    else:
        pintar(e("p", "No hay ninguno.", clase="ayuda"))
    enlace("resultados", "Diferir un lineamiento o volver a atenderlo", grupo=list(GRUPOS)[-1])


def _recomendaciones(
    ficha: FichaDeDiagnostico, resultado: Resultado, todas: list[Recomendacion], items: list[ItemDePlan]
) -> None:
    en_el_plan = {i.accion: i for i in items if i.accion is not None}
    faltan = [Llevada(r.accion) for r in todas if r.accion is not None and r.accion not in en_el_plan]
    llevar_al_plan.varias(ficha, resultado.edicion.catalogo, faltan, "mesa", todas=False)
    cuantas = st.session_state.get("recomendaciones_a_la_vista", CUANTAS)
    for numero, una in enumerate(todas[:cuantas], start=1):
        item = en_el_plan.get(una.accion) if una.accion else None
        recomendacion.dibujar(ficha, resultado, numero, una, item)
    if not todas:
        pintar(e("p", "No hay recomendaciones: lo que se conoce está cumplido.", clase="ayuda"))
    if len(todas) > cuantas:
        st.button(f"Ver las {len(todas)} recomendaciones", on_click=_ver_todas, args=(len(todas),))


def _ver_todas(cuantas: int) -> None:
    st.session_state["recomendaciones_a_la_vista"] = cuantas


pagina()
