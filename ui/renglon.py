"""Un renglón del plan: de dónde sale, qué dice, por dónde ha pasado y cómo va."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from autodiagnostico.permisos import Operacion
from autodiagnostico.plan.fichas import Avance, ItemDePlan, PasoDado
from autodiagnostico.plan.pasos import EDITABLES, ESTADOS, VIGENTES
from autodiagnostico.servicios.fichas import FichaDeDiagnostico
from motor import Resultado
from ui import contexto, formato, formulario_de_renglon, piezas
from ui.enlaces import ancla, enlace
from ui.marcado import Html, e, pintar, unir
from ui.vocabulario import CARACTERES
from ui.vocabulario import ESTADOS as RESULTADOS
from ui.vocabulario_del_plan import ITEMS, PASOS


def dibujar(
    ficha: FichaDeDiagnostico,
    resultado: Resultado,
    item: ItemDePlan,
    pasos: Sequence[PasoDado],
    avances: Sequence[Avance],
) -> None:
    """Todo lo que hay que saber de un renglón; si se puede cambiar, su formulario."""
    enlace("plan_de_vigencia", "← Volver al plan")
    aprobado = ""
    if item.aprobado_en is not None:
        vale = "Está en" if item.estado in VIGENTES else "Mientras tanto vale lo que dice"
        aprobado = f"{vale} la versión {item.aprobado_en} del plan."
    pintar(
        e("h2", f"{item.orden}. {item.titulo}"),
        e("p", piezas.insignia(ITEMS[item.estado]), " ", aprobado, clase="estado"),
        e("h3", "Por qué está en el plan"),
        _de_donde(resultado, item),
        e("h3", "Qué dice"),
        _dice(resultado, item),
    )
    _cambiar(ficha, resultado, item)
    pintar(e("h3", "Por dónde ha pasado"), _historia(pasos))
    if avances:
        pintar(e("h3", "Avances"), _avances(item, avances))


def _de_donde(resultado: Resultado, item: ItemDePlan) -> Html:
    """De la acción al resultado que atiende y al artículo que lo pide."""
    catalogo = resultado.edicion.catalogo
    if item.accion is None:
        return e("p", "Es un renglón propio de la entidad: no sale de ninguna regla.", clase="ayuda")
    filas = []
    for codigo in item.reglas:
        hallazgo = resultado.hallazgos.get(codigo)
        regla = catalogo.reglas[codigo]
        caracter = regla.caracter_para(resultado.caso.entidad.codigo)
        filas.append(
            piezas.fila(
                ancla("normas", regla.ficha.titulo, regla=codigo),
                CARACTERES[caracter],
                piezas.insignia(RESULTADOS[hallazgo.estado]) if hallazgo else "No estaba vigente",
                piezas.nombre_de_cita(catalogo, hallazgo.cita if hallazgo else regla.ficha.cita),
            )
        )
    if not filas:
        return e("p", "La base de reglas de hoy ya no trae lo que esta acción atiende.", clase="ayuda")
    columnas = ["Regla que atiende", "Carácter", "Resultado", "Norma y artículo"]
    return piezas.tabla(columnas, filas, "De dónde sale esta acción")


def _dice(resultado: Resultado, item: ItemDePlan) -> Html:
    catalogo, dicho = resultado.edicion.catalogo, item.dicho
    destino = catalogo.destinos.get(dicho.destino)
    unidad = f" {dicho.unidad}" if dicho.unidad else ""
    metas = [
        f"{formato.numero(m)}{unidad} en el trimestre {n}"
        for n, m in enumerate(dicho.metas, start=1)
        if m is not None
    ]
    base = f"{formato.numero(dicho.linea_base)}{unidad}" if dicho.linea_base is not None else ""
    datos = {
        "Producto": dicho.producto,
        "Área responsable": dicho.responsable,
        "Empieza": formato.fecha_larga(dicho.inicio) if dicho.inicio else "",
        "Termina": formato.fecha_larga(dicho.fecha) if dicho.fecha else "",
        "A qué plan va": destino.nombre if destino else dicho.destino,
        "Esfuerzo": formato.plural(dicho.esfuerzo_dias, "día de trabajo", "días de trabajo")
        if dicho.esfuerzo_dias
        else "",
        "Duración": formato.plural(dicho.duracion_semanas, "semana", "semanas")
        if dicho.duracion_semanas
        else "",
        "Objetivo estratégico": dicho.objetivo,
        "Componente del PTEP": dicho.componente_ptep,
        "Indicador": dicho.indicador,
        "Línea base": base,
        "Metas": "; ".join(metas),
        "Costo": f"${formato.numero(dicho.costo)}" if dicho.costo is not None else "",
        "Rubro propuesto": dicho.rubro,
        "Proyecto de inversión propuesto": dicho.proyecto,
        "Escenarios": "; ".join(catalogo.escenarios[x].nombre for x in dicho.escenarios),
        "Políticas": "; ".join(catalogo.politicas[x].nombre for x in dicho.politicas),
        "Nota": dicho.nota,
    }
    sin_definir = {"Nota"} if item.accion is None else {"Nota", "Escenarios", "Políticas"}  # son del catálogo
    faltan = [r[0].lower() + r[1:] for r, texto in datos.items() if not texto and r not in sin_definir]
    return unir(
        piezas.tabla(
            ["Dato", "Lo que dice"],
            (piezas.fila(rotulo, texto) for rotulo, texto in datos.items() if texto),
            "Lo que dice este renglón",
        ),
        e("p", f"Por definir: {', '.join(faltan)}.", clase="ayuda") if faltan else None,
    )


def _cambiar(ficha: FichaDeDiagnostico, resultado: Resultado, item: ItemDePlan) -> None:
    if not contexto.puede(Operacion.EDITAR_PLAN, ficha.entidad):
        return
    if item.estado not in EDITABLES:
        texto = "Así como está no se cambia. Para cambiarlo, vuelva al plan y elija el paso «Reformular»."
        pintar(e("p", texto, clase="ayuda"))
        return
    with st.expander("Cambiar lo que dice", key=f"cambiar_{item.id}"):
        formulario_de_renglon.dibujar(ficha, resultado.edicion.catalogo, item)


def _historia(pasos: Sequence[PasoDado]) -> Html:
    if not pasos:
        return e("p", "Estaba en el plan antes de que se anotaran los pasos.", clase="ayuda")
    filas = (
        piezas.fila(
            piezas.insignia(ITEMS[p.hacia]),
            PASOS[p.paso].titulo if p.paso in PASOS else "Llevar al plan",
            formato.momento(p.cuando),
            p.quien,
            p.observacion,
        )
        for p in pasos
    )
    return piezas.tabla(["Quedó", "Paso", "Cuándo", "Quién", "Observación"], filas, "Por dónde ha pasado")


def _avances(item: ItemDePlan, avances: Sequence[Avance]) -> Html:
    filas = (
        piezas.fila(
            formato.fecha(a.fecha),
            f"{a.porcentaje} %",
            f"{formato.numero(a.valor)} {item.dicho.unidad}" if a.valor is not None else "",
            a.entregado,
            ancla("evidencias", a.evidencia[1]) if a.evidencia else "",
            a.quien,
        )
        for a in avances
    )
    columnas = ["Fecha", "Avance", "Medida", "Qué se entregó", "Evidencia", "Quién lo informó"]
    return piezas.tabla(columnas, filas, f"Avances. {ESTADOS[item.estado]}")
