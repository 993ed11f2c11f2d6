"""El plan que cabe: con tantos días por trimestre, qué hacer y a cuánto se llega."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.servicios import consejo
from autodiagnostico.servicios import plan as servicio
from autodiagnostico.servicios.fichas import FichaDeDiagnostico
from autodiagnostico.servicios.plan import Llevada
from motor.busqueda import Pedido, Plan, comparar_planes
from reglas import Catalogo
from ui import contexto, formulario_de_reparto, hoja_de_ruta, llevar_al_plan, piezas, temas
from ui.enlaces import enlace
from ui.marcado import e, pintar

_HECHO, _ANTERIOR = "plan_hecho", "plan_anterior"
_FRONTERA = (0.5, 1.0, 1.5, 2.0)
"""Con qué veces la capacidad de hoy se compara."""


def pagina() -> None:
    """El formulario y, hecho el plan, la hoja de ruta."""
    ficha = contexto.diagnostico()
    pintar(e("h1", "Plan por trimestres"))
    if ficha is None:
        temas.sin_diagnostico()
        return
    pintar(
        e(
            "p",
            "Diga con cuántos días de trabajo cuenta la Mesa en cada trimestre. El programa reparte las "
            "acciones pendientes: primero los deberes, luego los niveles, luego el puntaje. Usa el esfuerzo "
            "y el área que la Mesa haya escrito en su plan, y deja fuera lo que apartó.",
            clase="entrada",
        )
    )
    resultado = contexto.resultado(ficha)
    catalogo = resultado.edicion.catalogo
    clave = (catalogo.digesto, resultado.caso)
    _formulario(ficha, catalogo, clave)
    hecho = st.session_state.get(_HECHO)
    if hecho is None or hecho[0] != clave:
        return
    pedido, plan = hecho[1], hecho[2]
    anterior = st.session_state.get(_ANTERIOR)
    if anterior is not None and anterior[0] == clave:
        pintar(hoja_de_ruta.comparacion(catalogo, comparar_planes(anterior[1].periodos, plan.periodos)))
    hoja_de_ruta.dibujar(catalogo, pedido, plan)
    _llevar(ficha, catalogo, plan)
    _frontera(ficha, pedido)


def _formulario(ficha: FichaDeDiagnostico, catalogo: Catalogo, clave: object) -> None:
    try:
        pedido = formulario_de_reparto.dibujar(catalogo)
        if pedido is not None:
            _hacer(ficha, clave, pedido)
    except ErrorDeServicio as error:
        pintar(piezas.aviso("mal", "✕", e("p", error.mensaje, clase="con-renglones", role="alert")))


def _hacer(ficha: FichaDeDiagnostico, clave: object, pedido: Pedido) -> None:
    estado = st.session_state
    plan: Plan = consejo.planear(contexto.sala(), ficha.id, pedido)
    previo = estado.get(_HECHO)
    if previo is not None and previo[0] == clave:
        estado[_ANTERIOR] = (clave, previo[2])
    estado[_HECHO] = (clave, pedido, plan)


def _llevar(ficha: FichaDeDiagnostico, catalogo: Catalogo, plan: Plan) -> None:
    """De la propuesta al plan de la vigencia, con las fechas de su trimestre."""
    pintar(
        e("h2", "Del reparto al plan de la vigencia"),
        e(
            "p",
            "Pasan con el trimestre como fechas, y con el esfuerzo y el responsable que se ven arriba. Lo "
            "que la Mesa cambie en el plan se usa la próxima vez que se reparta.",
            clase="ayuda",
        ),
    )
    ya = {i.accion for i in servicio.items(contexto.sala(), ficha.id)}
    llevadas, empieza = [], contexto.resultado(ficha).fecha_corte + timedelta(days=1)
    for periodo in plan.periodos:
        llevadas += [
            Llevada(a.accion, empieza, periodo.hasta, a.responsable, a.esfuerzo_dias)
            for a in periodo.acciones
            if a.accion not in ya
        ]
        empieza = periodo.hasta + timedelta(days=1)
    llevar_al_plan.varias(ficha, catalogo, llevadas, "reparto", todas=True)
    enlace("plan_de_vigencia", "Ver el plan de la vigencia")


def _frontera(ficha: FichaDeDiagnostico, pedido: Pedido) -> None:
    pintar(e("h2", "¿Y con más gente, o con menos?"))
    if not st.button("Comparar con otras capacidades", key="plan:frontera"):
        return
    media = sum(pedido.capacidad) / len(pedido.capacidad)
    capacidades = sorted({round(media * veces) for veces in _FRONTERA})
    try:
        pintar(hoja_de_ruta.frontera(consejo.frontera(contexto.sala(), ficha.id, pedido, capacidades)))
    except ErrorDeServicio as error:
        pintar(piezas.error_de_campo(error.mensaje))


pagina()
