"""Tendencia: lo que dio cada vigencia y, al lado, lo mismo con las reglas de hoy."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from autodiagnostico.analisis.tendencia import Movida, Punto
from autodiagnostico.graficas import Medida, linea
from autodiagnostico.servicios import rezagos
from autodiagnostico.servicios.rezagos import Historia
from ui import contexto, formato, grafica, piezas
from ui.distrito import comun
from ui.distrito.tablas import tabla_de_movidas
from ui.marcado import Html, e, pintar, unir

ENTONCES, HOY = "Con las reglas de cada vigencia", "Con las reglas de hoy"
CUANTAS, SIGUIENTES = 20, 300
"""Las que se ven, y hasta cuántas se abren; con todo el país, lo demás se descarga."""
REGLAS = 8


def dibujar(vigencia: int, vigencias: Sequence[int]) -> None:
    """La vista entera."""
    historia = rezagos.historia(contexto.sala(), [v for v in vigencias if v <= vigencia])
    if historia.cuadro.contadas().empty:
        pintar(e("p", "Todavía no hay diagnósticos enviados."))
        return
    _linea(historia)
    anteriores = [v for v in vigencias if v < vigencia]
    if anteriores:
        _cambios(historia, vigencia, anteriores)


def _linea(historia: Historia) -> None:
    catalogo = historia.cuadro.catalogo
    pintar(e("h2", "Cómo se ha movido"))
    izquierda, derecha = st.columns(2)
    ambitos = {"global": "Global", **{c: s.nombre for c, s in catalogo.escenarios.items()}}
    codigo = str(
        izquierda.selectbox(
            "Escenario", list(ambitos), format_func=ambitos.__getitem__, key="tendencia:ambito"
        )
    )
    fichas = historia.cuadro.contadas()
    formas = {"Todo el Distrito": None, "Un sector": "sector", "Una entidad": "nombre"}
    por = formas[str(derecha.selectbox("De quién", list(formas), key="tendencia:por"))]
    puntos = historia.puntos(codigo, por=por)
    if por is not None:
        grupo = st.selectbox("Cuál", sorted(fichas[por].unique()), key=f"tendencia:{por}", width=520)
        puntos = [p for p in puntos if p.grupo == grupo]
    titulo = f"{ambitos[codigo]}: {puntos[0].grupo}" if puntos else ambitos[codigo]
    grafica.dibujar(linea(titulo, _medidas(puntos), comun.origen(historia.cuadro)), "tendencia")
    cuantas = "; ".join(
        f"{p.vigencia}: {formato.plural(p.entidades, 'entidad', 'entidades')}" for p in puntos
    )
    pintar(
        e("p", f"Es la mediana de las entidades contadas en cada vigencia. {cuantas}.", clase="ayuda"),
        e(
            "p",
            "«Con las reglas de cada vigencia» es lo que se envió o se cerró, tal como quedó. «Con las de "
            "hoy» son las mismas respuestas con la base y la fecha de hoy: así un cambio es de la "
            "entidad y no "
            "de la norma. Lo que se respondió con otra versión y su pregunta cambió no cuenta hasta "
            "revisarlo.",
            clase="ayuda",
        ),
    )


def _medidas(puntos: Sequence[Punto]) -> list[Medida]:
    return [
        Medida(serie, str(p.vigencia), valor)
        for serie, valor_de in ((ENTONCES, "entonces"), (HOY, "hoy"))
        for p in puntos
        for valor in (getattr(p, valor_de),)
    ]


def _cambios(historia: Historia, vigencia: int, anteriores: Sequence[int]) -> None:
    pintar(e("h2", "Quién cambió"))
    anterior = int(st.selectbox("Desde", sorted(anteriores, reverse=True), key="tendencia:desde", width=200))
    comun_ = historia.compartido(anterior, vigencia)
    pintar(
        e(
            "p",
            f"Las reglas de {anterior} y de {vigencia} comparten el {round(100 * comun_.parte)} %: "
            f"{formato.plural(comun_.en_ambas, 'regla está', 'reglas están')} en las dos, "
            f"{comun_.solo_antes} solo en {anterior} y {comun_.solo_despues} solo en {vigencia}. Por eso se "
            "comparan con una misma vara, la de hoy.",
        )
    )
    movidas = historia.movidas(anterior, vigencia)
    bajan = [m for m in movidas if m.bajo]
    suben = [m for m in reversed(movidas) if m.cambio > 0 and not m.bajo]
    for titulo, suyas in (("Bajaron de nivel o de puntaje", bajan), ("Subieron", suben)):
        pintar(
            e("h3", f"{titulo}: {formato.plural(len(suyas), 'entidad', 'entidades')}"),
            tabla_de_movidas(suyas[:CUANTAS], anterior, vigencia),
            _siguientes(len(suyas), tabla_de_movidas(suyas[CUANTAS:SIGUIENTES], anterior, vigencia)),
        )
    if bajan:
        pintar(e("h3", "Qué dejó de cumplir cada una"))
        pintar(_porque(historia, m) for m in bajan[:CUANTAS])
        pintar(_siguientes(len(bajan), unir(_porque(historia, m) for m in bajan[CUANTAS:SIGUIENTES])))


def _siguientes(todas: int, contenido: Html | None) -> Html | None:
    """Lo que no cabe a la vista, plegado; y si ni así cabe, cuántas faltan y cómo verlas."""
    if todas <= CUANTAS:
        return None
    faltan = todas - SIGUIENTES
    return piezas.plegado(
        f"Las {min(todas, SIGUIENTES) - CUANTAS} siguientes",
        contenido,
        e("p", f"Y {faltan} más: descargue los datos en «Informes del Distrito».") if faltan > 0 else None,
    )


def _porque(historia: Historia, movida: Movida) -> Html:
    catalogo = historia.cuadro.catalogo
    quedan = len(movida.perdio) - REGLAS
    return piezas.plegado(
        f"{movida.nombre}: dejó de cumplir {formato.plural(len(movida.perdio), 'regla', 'reglas')}",
        piezas.lista(comun.regla(catalogo, r) for r in movida.perdio[:REGLAS]),
        e("p", f"Y {quedan} más.") if quedan > 0 else None,
    )
