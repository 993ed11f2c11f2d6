"""Las preguntas que más aclararían la madurez: se sugieren, sin cambiar el orden de los temas."""

from __future__ import annotations

import streamlit as st

from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.servicios import consejo
from autodiagnostico.servicios.fichas import FichaDeDiagnostico
from motor import Resultado
from motor.preguntas import QuePreguntar
from reglas import Ambito, Catalogo
from ui import contexto, formato, piezas
from ui.enlaces import a_preguntas
from ui.marcado import e, pintar

CUANTAS = 5


def dibujar(ficha: FichaDeDiagnostico, resultado: Resultado) -> None:
    """El botón que las busca y, halladas, cuánto estrecharía cada una."""
    total = resultado.madurez_global
    if ficha.estado != "borrador" or total.indice_min == total.indice_max:
        return
    if not st.button("¿Qué preguntas aclararían más este puntaje?", key="que_preguntar"):
        return
    try:
        hallado = consejo.que_preguntar(contexto.sala(), ficha.id, CUANTAS)
    except ErrorDeServicio as error:
        pintar(piezas.error_de_campo(error.mensaje))
        return
    _mostrar(resultado.edicion.catalogo, hallado)


def _mostrar(catalogo: Catalogo, hallado: QuePreguntar) -> None:
    criterios = [p for p in hallado.preguntas if p.dato.ambito is Ambito.CRITERIO]
    filas = (
        piezas.fila(catalogo.criterios[p.dato.codigo].pregunta, formato.puntaje(p.estrecha))
        for p in criterios
    )
    pintar(
        e(
            "p",
            f"Hoy se sabe que el puntaje está en un margen de {formato.puntaje(hallado.hoy.ancho)} puntos. "
            "Cada una lo estrecharía, en promedio, así:",
        ),
        piezas.tabla(["Pregunta", "Puntos que aclara"], filas, "Preguntas que más aclaran"),
    )
    if criterios:
        a_preguntas("Responderlas", [p.dato.codigo for p in criterios])
