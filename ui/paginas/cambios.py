"""Cambios de la norma: lo que está por empezar o vencer, y qué cambia entre dos fechas."""

from __future__ import annotations

from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.sala import hoy
from autodiagnostico.servicios import diagnosticos, novedades
from autodiagnostico.servicios.diagnosticos import FichaDeDiagnostico
from autodiagnostico.servicios.novedades import SUCESOS, Dia, Novedad
from motor import Caso
from reglas.clases import Clase
from ui import contexto, formato, piezas
from ui.enlaces import ancla
from ui.marcado import Html, e, md, pintar, unir

DIAS = 365
ABIERTAS = 6  # hasta cuántas novedades de un día se ven sin abrirlas


def pagina() -> None:
    """Lo que viene y la comparación de dos fechas."""
    pintar(
        e("h1", "Cambios de la norma"),
        e(
            "p",
            "Las reglas empiezan y terminan en una fecha, y una evaluación usa las que regían ese día.",
            clase="entrada",
        ),
    )
    caso = _de_quien(contexto.diagnostico())
    _lo_que_viene(caso)
    _entre_fechas(caso)


def _de_quien(ficha: FichaDeDiagnostico | None) -> Caso | None:
    """El caso de la entidad elegida, si se quiere ver solo lo suyo."""
    if ficha is None:
        return None
    suyo, todo = f"Lo que le toca a {ficha.entidad.nombre}", "Todo lo que trae la base"
    elegido = st.radio("Qué cambios ver", [md(suyo), todo], horizontal=True, key="cambios:de_quien")
    return None if elegido == todo else diagnosticos.caso(contexto.sala(), ficha.id)


def _lo_que_viene(caso: Caso | None) -> None:
    halladas = novedades.por_venir(contexto.sala().catalogo, hoy(), DIAS, caso)
    pintar(
        e("h2", "Lo que viene en los próximos doce meses"),
        _dias(halladas)
        if halladas
        else e("p", "Nada está por empezar, terminar, cambiar o vencer.", clase="ayuda"),
    )


def _entre_fechas(caso: Caso | None) -> None:
    pintar(e("h2", "Qué cambia entre dos fechas"))
    este = hoy().year
    izquierda, derecha, _ = st.columns([1, 1, 2])
    desde = _fecha(izquierda, "Desde", date(este, 1, 1))
    hasta = _fecha(derecha, "Hasta", date(este, 12, 31))
    try:
        primera, segunda = formato.fecha_escrita(desde), formato.fecha_escrita(hasta)
        if primera is None or segunda is None:
            raise ErrorDeServicio("Escriba las dos fechas.")
        halladas = novedades.entre(contexto.sala().catalogo, primera, segunda, caso)
    except ErrorDeServicio as error:
        pintar(piezas.error_de_campo(error.mensaje))
        return
    pintar(
        e("p", f"{formato.plural(len(halladas), 'cambio', 'cambios')}.", role="status"),
        _dias(halladas),
    )


def _fecha(columna: DeltaGenerator, rotulo: str, al_empezar: date) -> str:
    clave = f"cambios:{rotulo.lower()}"
    st.session_state.setdefault(clave, formato.fecha(al_empezar))
    return columna.text_input(rotulo, key=clave, placeholder=formato.COMO_SE_ESCRIBE[Clase.FECHA])


def _dias(halladas: list[Novedad]) -> Html:
    return unir(_dia(dia) for dia in novedades.por_dia(halladas))


def _dia(dia: Dia) -> Html:
    cuando = formato.fecha_larga(dia.fecha) if dia.fecha else "Con las mismas respuestas"
    cuantas = formato.plural(len(dia.novedades), "novedad", "novedades")
    return piezas.plegado(
        f"{cuando} · {SUCESOS[dia.suceso]} · {cuantas}",
        piezas.lista(_renglon(n) for n in dia.novedades),
        abierto=len(dia.novedades) <= ABIERTAS,
    )


def _renglon(una: Novedad) -> Html:
    titulo = ancla("normas", una.titulo, regla=una.codigo) if una.seccion == "reglas" else una.titulo
    return unir(titulo, e("br"), e("span", f"{una.detalle}.", clase="menor")) if una.detalle else unir(titulo)


pagina()
