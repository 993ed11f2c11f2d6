"""Qué frena al Distrito: reglas más incumplidas, palancas, a quién apoyar y de quién aprender."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from autodiagnostico.analisis import incumplidas, seleccion
from autodiagnostico.analisis.palancas import Palanca
from autodiagnostico.analisis.seleccion import Elegida
from autodiagnostico.graficas import Iniciativa, dispersion
from autodiagnostico.lecturas.cuadro import Cuadro
from autodiagnostico.servicios import rezagos
from ui import contexto, formato, grafica, piezas
from ui.distrito import comun, rezago
from ui.marcado import Html, e, pintar, unir
from ui.vocabulario import ESTADOS

CUANTAS = 15
PRACTICAS = 3


def dibujar(cuadro: Cuadro, vigencia: int) -> None:
    """La vista entera."""
    _incumplidas(cuadro)
    _una_regla(cuadro)
    _palancas(cuadro, vigencia)
    _elegidas(cuadro)


def _incumplidas(cuadro: Cuadro) -> None:
    pintar(e("h2", "Las reglas que más entidades incumplen"))
    formas: dict[str, Callable[[Cuadro], list[incumplidas.Incumplida]]] = {
        "En todo el Distrito": incumplidas.por_regla,
        "Por sector": incumplidas.por_sector,
        "Por nivel global": incumplidas.por_nivel,
    }
    cual = str(st.selectbox("Ver", list(formas), key="incumplidas:forma", width=320))
    suyas = formas[cual](cuadro)
    grupos_ = sorted({i.grupo for i in suyas})
    if len(grupos_) > 1:
        grupo = st.selectbox("Cuál", grupos_, key="incumplidas:grupo", width=520)
        suyas = [i for i in suyas if i.grupo == grupo]
    if not suyas:
        pintar(e("p", "No hay diagnósticos que contar."))
        return
    pintar(
        rezago.tabla(cuadro, suyas[:CUANTAS], f"Reglas más incumplidas. {cual}"),
        e(
            "p",
            "Se cuentan las que no la cumplen y las que la cumplen en parte, entre las que se sabe. Las que "
            "están en plazo no cuentan como incumplidas.",
            clase="ayuda",
        ),
    )


def _una_regla(cuadro: Cuadro) -> None:
    """De la regla a cada entidad, y de ahí a su respuesta."""
    pintar(e("h2", "Cómo está una regla en cada entidad"))
    suyas = incumplidas.por_regla(cuadro)
    if not suyas:
        return
    titulos = {i.regla: f"{_titulo(cuadro, i.regla)} ({i.regla})" for i in suyas}
    elegida = str(
        st.selectbox(
            "Regla", list(titulos), format_func=titulos.__getitem__, key="una_regla", width="stretch"
        )
    )
    estados = incumplidas.de_la_regla(cuadro, elegida)
    for estado, signo in ESTADOS.items():
        quienes = [d for d, suyo in estados.items() if suyo is estado]
        if quienes:
            fichas = cuadro.fichas.loc[quienes]
            pintar(
                piezas.plegado(
                    piezas.insignia(signo, len(quienes)),
                    piezas.lista(
                        comun.resultado(str(f.nombre), int(str(f.Index)), str(f.sector))
                        for f in fichas.itertuples()
                    ),
                )
            )


def _titulo(cuadro: Cuadro, regla: str) -> str:
    suya = cuadro.catalogo.reglas.get(regla)
    return regla if suya is None else suya.ficha.titulo


def _palancas(cuadro: Cuadro, vigencia: int) -> None:
    pintar(e("h2", "Palancas: acciones que subirían de nivel a más entidades"))
    sectores = [comun.TODOS, *sorted(cuadro.contadas()["sector"].unique())]
    sector = str(st.selectbox("En qué sector", sectores, key="palancas:sector", width=520))
    halladas = rezagos.palancas(contexto.sala(), vigencia, sector=None if sector == comun.TODOS else sector)
    mueven = [p for p in halladas.sueltas if p.suben]
    if not mueven:
        pintar(e("p", "Ninguna acción, ella sola, haría subir de nivel a alguna entidad."))
        return
    titulos = ["Acción", "Se propone a", "Suben en algún escenario", "Suben en el global", "Días en total"]
    pintar(
        piezas.tabla(titulos, (_palanca(cuadro, p) for p in mueven[:CUANTAS]), "Palancas"),
        e(
            "p",
            "Cada una se hace, con sus requisitos pendientes, en todas las entidades a las que se "
            "les propone, "
            "y se vuelve a evaluar con las reglas de hoy. Los días son los de las entidades que "
            "suben. Lo que "
            "se venció y ya no se puede corregir no se propone.",
            clase="ayuda",
        ),
    )
    puntos = [
        Iniciativa(
            cuadro.catalogo.acciones[p.acciones[0]].titulo,
            p.esfuerzo_dias,
            p.suben,
            "Sube el global" if p.suben_global else "Solo algún escenario",
        )
        for p in mueven[:CUANTAS]
    ]
    grafica.dibujar(
        dispersion(
            "Entidades que subirían y lo que costaría",
            puntos,
            comun.origen(cuadro),
            eje_impacto="Entidades que suben",
        ),
        "palancas",
    )


def _palanca(cuadro: Cuadro, una: Palanca) -> Html:
    return piezas.fila(
        cuadro.catalogo.acciones[una.acciones[0]].titulo,
        str(una.proponen),
        str(una.suben),
        str(una.suben_global),
        str(una.esfuerzo_dias),
    )


def _elegidas(cuadro: Cuadro) -> None:
    reglas = seleccion.seleccion()
    pintar(e("h2", "A quién apoyar y de quién aprender"))
    escenarios = list(cuadro.catalogo.escenarios)
    escenario = str(
        st.selectbox(
            "Escenario",
            escenarios,
            format_func=lambda c: cuadro.catalogo.escenarios[c].nombre,
            key="elegidas",
            width=520,
        )
    )
    apoyo, buenas = seleccion.apoyo(cuadro, escenario), seleccion.buenas_practicas(cuadro, escenario)
    pintar(
        e("h3", f"Necesitan apoyo: {formato.plural(len(apoyo), 'entidad', 'entidades')}"),
        e("p", reglas.apoyo_en_palabras(), clase="ayuda"),
        _lista(cuadro, apoyo),
        e("h3", f"Tienen algo que enseñar: {formato.plural(len(buenas), 'entidad', 'entidades')}"),
        e("p", reglas.buena_practica_en_palabras(), clase="ayuda"),
        _lista(cuadro, buenas, practicas=True),
        e("p", reglas.razon, clase="ayuda"),
    )


def _lista(cuadro: Cuadro, elegidas: list[Elegida], *, practicas: bool = False) -> Html | None:
    if not elegidas:
        return e("p", "Ninguna.")
    filas = (
        piezas.fila(
            comun.entidad(x.nombre, x.diagnostico_id),
            x.sector,
            str(x.nivel),
            comun.puntos(x.indice),
            f"{round(100 * x.cobertura)} %",
            *([_practicas(cuadro, x)] if practicas else []),
        )
        for x in elegidas
    )
    titulos = ["Entidad", "Sector", "Nivel", "Puntaje", "Cobertura", *(["Lo que cumple y pocas"] * practicas)]
    return piezas.tabla(titulos, filas, "Entidades escogidas")


def _practicas(cuadro: Cuadro, elegida: Elegida) -> Html | str:
    if not elegida.practicas:
        return "—"
    return unir(e("div", comun.regla(cuadro.catalogo, r)) for r in elegida.practicas[:PRACTICAS])
