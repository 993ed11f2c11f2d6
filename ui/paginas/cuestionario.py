"""Cuestionario: los temas, y dentro de cada tema sus preguntas."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from autodiagnostico.permisos import Operacion
from autodiagnostico.servicios import cuestionario, diagnosticos
from autodiagnostico.servicios.cuestionario import TemaEnCuestionario
from autodiagnostico.servicios.diagnosticos import Asignacion, FichaDeDiagnostico
from motor import Resultado
from ui import contexto, formato, lecturas, piezas, porque, pregunta, temas
from ui.enlaces import ancla, enlace
from ui.marcado import Html, e, pintar, unir

_SOLO_LEER = (
    "Este tema se puede leer, pero su cuenta no lo responde. Lo hace quien lo tiene asignado o lidera el "
    "Modelo en su entidad."
)


def pagina() -> None:
    """Los temas, un tema o unas preguntas sueltas, según la dirección."""
    ficha = contexto.diagnostico()
    if ficha is None:
        pintar(e("h1", "Cuestionario"))
        temas.sin_diagnostico()
        return
    resultado = contexto.resultado(ficha)
    lista = cuestionario.temas(contexto.sala(), resultado)
    hoja = pregunta.Hoja(contexto.sala(), ficha.id, resultado, congelada=ficha.estado == "enviado")
    sueltas = [c for c in st.query_params.get("p", "").split(",") if c]
    elegido = next((t for t in lista if t.tema.codigo == st.query_params.get("tema")), None)
    if sueltas:
        _sueltas(hoja, lista, sueltas, ficha)
    elif elegido is not None:
        _un_tema(hoja, lista, elegido, ficha)
    else:
        _todos(lista, ficha, resultado)


def _todos(lista: list[TemaEnCuestionario], ficha: FichaDeDiagnostico, resultado: Resultado) -> None:
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
    pintar(porque.contradicciones(resultado))
    temas.faltan_datos(ficha, resultado)
    asignados = diagnosticos.asignaciones(contexto.sala(), ficha.id)
    for tema in lista:
        _renglon(tema, asignados.get(tema.tema.codigo))


def _renglon(tema: TemaEnCuestionario, asignacion: Asignacion | None) -> None:
    codigo = tema.tema.codigo
    with st.container(border=True, key=f"tema_{codigo}", gap="small"):
        izquierda, derecha = st.columns([3, 2], vertical_alignment="center")
        with izquierda, st.container(gap="xsmall"):
            enlace("cuestionario", tema.tema.nombre, tema=codigo)
            pintar(e("p", tema.tema.descripcion, clase="ayuda"))
        with derecha:
            pintar(temas.avance_del_tema(tema.avance), temas.responsable(asignacion))


def _un_tema(
    hoja: pregunta.Hoja, lista: list[TemaEnCuestionario], tema: TemaEnCuestionario, ficha: FichaDeDiagnostico
) -> None:
    enlace("cuestionario", "← Todos los temas")
    pintar(
        e("h1", tema.tema.nombre),
        e("p", tema.tema.descripcion, clase="entrada"),
        temas.avance_del_tema(tema.avance),
    )
    if hoja.congelada:
        temas.aviso_de_enviado(ficha)
    hoja = _segun_permiso(hoja, ficha, tema.tema.codigo)
    if hoja.congelada and ficha.estado == "borrador":
        pintar(piezas.aviso("duda", "?", e("p", _SOLO_LEER)))
    asignados = diagnosticos.asignaciones(contexto.sala(), ficha.id)
    if contexto.puede(Operacion.ASIGNAR_TEMA, ficha.entidad):
        temas.editar_responsable(contexto.sala(), ficha.id, tema.tema.codigo, asignados.get(tema.tema.codigo))
    else:
        pintar(temas.responsable(asignados.get(tema.tema.codigo)))
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


def _segun_permiso(hoja: pregunta.Hoja, ficha: FichaDeDiagnostico, tema: str) -> pregunta.Hoja:
    """La misma hoja, quieta si quien mira no responde ese tema."""
    responde = contexto.puede(Operacion.RESPONDER, ficha.entidad, tema)
    return replace(hoja, congelada=hoja.congelada or not responde)


def _sueltas(
    hoja: pregunta.Hoja, lista: list[TemaEnCuestionario], pedidas: list[str], ficha: FichaDeDiagnostico
) -> None:
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
        pregunta.dibujar(_segun_permiso(hoja, ficha, una.criterio.tema), una)
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
