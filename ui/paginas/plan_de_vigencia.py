"""El plan de la vigencia: sus renglones, lo acordado con las áreas y lo que el Comité aprobó."""

from __future__ import annotations

import streamlit as st

from autodiagnostico.permisos import Operacion
from autodiagnostico.plan.fichas import ItemDePlan
from autodiagnostico.servicios import acuerdos, aprobacion, plan, seguimiento
from autodiagnostico.servicios.fichas import FichaDeDiagnostico
from motor import Resultado
from ui import (
    contexto,
    formato,
    formulario_de_renglon,
    lista_del_plan,
    pasos_del_plan,
    promesa,
    renglon,
    temas,
    versiones_del_plan,
)
from ui.enlaces import enlace
from ui.marcado import e, pintar


def pagina() -> None:
    """El plan entero o, si la dirección lo dice (`?r=3`), uno de sus renglones."""
    ficha = contexto.diagnostico()
    pintar(e("h1", "Plan de la vigencia" if ficha is None else f"Plan de la vigencia {ficha.vigencia + 1}"))
    if ficha is None:
        temas.sin_diagnostico()
        return
    resultado = contexto.resultado(ficha)
    items = plan.items(contexto.sala(), ficha.id)
    pedido = next((i for i in items if str(i.orden) == st.query_params.get("r")), None)
    if pedido is not None:
        _uno(ficha, resultado, pedido)
        return
    pintar(
        e(
            "p",
            "Cada acción se acuerda con su área, se presenta al Comité (CIGD) y, aprobada, se ejecuta. Lo "
            "que el Comité aprueba queda congelado en una versión.",
            clase="entrada",
        )
    )
    temas.aviso_de_base(ficha, resultado.edicion.catalogo)
    lista_del_plan.dibujar(resultado, items)
    if not items:
        enlace("mesa", "Llevar recomendaciones al plan")
        enlace("plan", "Repartir las acciones por trimestres")
    pasos_del_plan.dibujar(ficha, items)
    _propio(ficha, resultado)
    if items:
        prometida = seguimiento.prometer(contexto.sala(), ficha.id)
        pintar(
            e("h2", "La madurez que este plan promete"),
            promesa.tabla(resultado.edicion.catalogo, prometida),
        )
    versiones_del_plan.dibujar(
        resultado.edicion.catalogo,
        aprobacion.versiones(contexto.sala(), ficha.id),
        aprobacion.por_aprobar(contexto.sala(), ficha.id),
    )
    if contexto.puede(Operacion.EXPORTAR, ficha.entidad):
        st.download_button(
            "Descargar el plan en Excel",
            data=lambda: plan.excel(contexto.sala(), ficha.id),
            file_name=f"plan_{ficha.entidad.codigo}_{ficha.vigencia}.xlsx",
            mime=formato.EXCEL,
            on_click="ignore",
        )


def _uno(ficha: FichaDeDiagnostico, resultado: Resultado, item: ItemDePlan) -> None:
    sala = contexto.sala()
    pasos = acuerdos.historia(sala, ficha.id).get(item.id, [])
    renglon.dibujar(ficha, resultado, item, pasos, seguimiento.avances(sala, ficha.id).get(item.id, []))


def _propio(ficha: FichaDeDiagnostico, resultado: Resultado) -> None:
    if contexto.puede(Operacion.EDITAR_PLAN, ficha.entidad):
        with st.expander("Agregar una acción propia de la entidad", key="renglon_nuevo"):
            formulario_de_renglon.dibujar(ficha, resultado.edicion.catalogo, None)


pagina()
