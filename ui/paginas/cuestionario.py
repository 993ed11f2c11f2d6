"""Cuestionario: los temas, y dentro de cada tema sus preguntas."""

from __future__ import annotations

import streamlit as st

from autodiagnostico.permisos import Operacion
from autodiagnostico.servicios import cuestionario
from autodiagnostico.servicios.anterior import Anterior, de_la_anterior
from autodiagnostico.servicios.cuestionario import Cuestionario, TemaEnCuestionario
from autodiagnostico.servicios.diagnosticos import FichaDeDiagnostico
from motor.evaluacion import contradicciones
from ui import (
    anterior,
    comentarios,
    contexto,
    formato,
    lecturas,
    piezas,
    porque,
    pregunta,
    reparto,
    temas,
    versiones,
)
from ui.enlaces import ancla, enlace
from ui.marcado import Html, e, pintar, unir

_SOLO_LEER = (
    "Este tema se puede leer, pero su cuenta no lo responde. Lo hace quien lo tiene encargado o lidera el "
    "Modelo en su entidad."
)


def pagina() -> None:
    """Los temas, un tema o unas preguntas sueltas, según la dirección."""
    ficha = contexto.diagnostico()
    if ficha is None:
        pintar(e("h1", "Cuestionario"))
        temas.sin_diagnostico()
        return
    abierto = cuestionario.abrir(contexto.sala(), ficha.id, contexto.cierre())
    lista = abierto.temas
    if ficha.estado == "borrador" and st.query_params.get(versiones.PEDIDO):
        versiones.dibujar(ficha.id, abierto.permite)
        return
    sueltas = [c for c in st.query_params.get("p", "").split(",") if c]
    elegido = next((t for t in lista if t.tema.codigo == st.query_params.get("tema")), None)
    hoja = pregunta.Hoja(ficha.id, abierto, _anterior(abierto, ficha))
    if sueltas:
        _sueltas(hoja, lista, sueltas)
    elif elegido is not None:
        _un_tema(hoja, lista, elegido, ficha)
    else:
        _todos(hoja, ficha)


def _anterior(abierto: Cuestionario, ficha: FichaDeDiagnostico) -> Anterior | None:
    if Operacion.VER_BORRADOR not in abierto.permite:
        return None
    return de_la_anterior(contexto.sala(), ficha.id)


def _todos(hoja: pregunta.Hoja, ficha: FichaDeDiagnostico) -> None:
    abierto = hoja.cuestionario
    lista = abierto.temas
    total = lecturas.avance_total(lista)
    pintar(
        e("h1", "Cuestionario"),
        e("p", temas.lo_que_falta(total), clase="entrada"),
        piezas.barra_de_avance(total.total - total.pendientes, total.total, temas.lo_que_falta(total)),
        e(
            "p",
            "Solo se pregunta lo que lee alguna regla que le aplica a su entidad. Cada respuesta se guarda "
            "al darla: puede cerrar y seguir otro día. Los minutos son una estimación nuestra.",
            clase="ayuda",
        ),
    )
    versiones.avisar(abierto, ficha.id)
    anterior.ofrecer(ficha.id, hoja.anterior)
    catalogo = abierto.catalogo
    pintar(
        porque.contradicciones(catalogo, contradicciones(catalogo.al(abierto.caso.fecha_corte), abierto.caso))
    )
    temas.faltan_datos(ficha, catalogo, abierto.caso)
    for tema in lista:
        _renglon(abierto, tema)


def _renglon(abierto: Cuestionario, tema: TemaEnCuestionario) -> None:
    codigo = tema.tema.codigo
    with st.container(border=True, key=f"tema_{codigo}", gap="small"):
        izquierda, derecha = st.columns([3, 2], vertical_alignment="center")
        with izquierda, st.container(gap="xsmall"):
            enlace("cuestionario", tema.tema.nombre, tema=codigo)
            pintar(e("p", tema.tema.descripcion, clase="ayuda"))
        with derecha:
            pintar(
                temas.avance_del_tema(tema.avance),
                reparto.responsable(abierto.asignaciones.get(codigo)),
                comentarios.sin_resolver(abierto.sin_resolver_en(codigo)),
            )


def _un_tema(
    hoja: pregunta.Hoja, lista: list[TemaEnCuestionario], tema: TemaEnCuestionario, ficha: FichaDeDiagnostico
) -> None:
    enlace("cuestionario", "← Todos los temas")
    pintar(
        e("h1", tema.tema.nombre),
        e("p", tema.tema.descripcion, clase="entrada"),
        temas.avance_del_tema(tema.avance),
        comentarios.sin_resolver(hoja.cuestionario.sin_resolver_en(tema.tema.codigo)),
    )
    temas.aviso_de_base(ficha, hoja.cuestionario.catalogo)
    if ficha.estado != "borrador":
        temas.aviso_de_enviado(ficha)
    elif tema.tema.codigo not in hoja.cuestionario.responde:
        pintar(piezas.aviso("duda", "?", e("p", _SOLO_LEER)))
    asignacion = hoja.cuestionario.asignaciones.get(tema.tema.codigo)
    if Operacion.ASIGNAR_TEMA in hoja.cuestionario.permite:
        reparto.editar(ficha.id, tema.tema.codigo, asignacion)
    else:
        pintar(reparto.responsable(asignacion))
    ver, sobran = lecturas.necesarias(tema)
    for una in ver:
        pregunta.dibujar(hoja, una)
    if sobran and any(p.respondida for p in lecturas.preguntas(lista)):
        pintar(_no_hacen_falta([p.criterio.pregunta for p in sobran]))
    _seguir(lista, tema)


def _no_hacen_falta(enunciados: list[str]) -> Html:
    cuantas = formato.plural(
        len(enunciados),
        "pregunta ya no hace falta: con lo que respondió, no cambia ningún resultado",
        "preguntas ya no hacen falta: con lo que respondió, no cambian ningún resultado",
    )
    return piezas.plegado(cuantas, piezas.lista(enunciados))


def _seguir(lista: list[TemaEnCuestionario], tema: TemaEnCuestionario) -> None:
    siguiente = lecturas.siguiente_tema(lista, tema.tema.codigo)
    with st.container(horizontal=True, key="seguir"):
        if siguiente is not None and siguiente is not tema:
            enlace("cuestionario", f"Seguir con «{siguiente.tema.nombre}»", tema=siguiente.tema.codigo)
        elif siguiente is None:
            enlace("resultados", "Ver los resultados")
        enlace("cuestionario", "Todos los temas")


def _sueltas(hoja: pregunta.Hoja, lista: list[TemaEnCuestionario], pedidas: list[str]) -> None:
    encontradas = [p for p in lecturas.preguntas(lista) if p.criterio.codigo in pedidas]
    enlace("cuestionario", "← Todos los temas")
    pintar(
        e("h1", "Preguntas de un resultado"),
        e(
            "p",
            f"{formato.plural(len(encontradas), 'pregunta', 'preguntas')} del cuestionario.",
            clase="entrada",
        ),
    )
    if not encontradas:
        pintar(
            piezas.aviso("duda", "?", e("p", "Estas preguntas no se le hacen a su entidad, o ya no existen."))
        )
    for una in encontradas:
        pregunta.dibujar(hoja, una)
    del_tema = {p.criterio.tema for p in encontradas}
    pintar(
        e(
            "p",
            "Tema: ",
            unir(
                ancla("cuestionario", t.tema.nombre, tema=t.tema.codigo)
                for t in lista
                if t.tema.codigo in del_tema
            ),
        )
        if del_tema
        else None
    )


pagina()
