"""De un vistazo: cuatro respuestas, y detrás de cada una, de dónde sale."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

import streamlit as st

from autodiagnostico.analisis import distribuciones, grupos
from autodiagnostico.analisis.distribuciones import Distribucion
from autodiagnostico.analisis.grupos import Grupo, Ubicada
from autodiagnostico.analisis.tendencia import Movida
from autodiagnostico.graficas import Casilla, Grafica, calor
from autodiagnostico.lecturas.cuadro import Cuadro
from autodiagnostico.servicios import rezagos
from autodiagnostico.servicios.rezagos import Palancas
from ui import contexto, formato, grafica
from ui.distrito import comun, rezago
from ui.distrito.tablas import lista_de_grupo, palancas_juntas, tabla_de_movidas, ubicadas
from ui.marcado import Hijo, Html, e, pintar

CUANTAS = 5
POCAS = 3
CIEN = 100
RENGLON = 16
"""Letras por renglón en el título de una columna del mapa."""


def dibujar(cuadro: Cuadro, vigencia: int, vigencias: Sequence[int]) -> None:
    """La vista entera."""
    pintar(_titular(cuadro))
    if not cuadro.contadas().empty:
        _lo_que_hay(cuadro, vigencia, vigencias)
    pintar(comun.contadas(cuadro))


def _lo_que_hay(cuadro: Cuadro, vigencia: int, vigencias: Sequence[int]) -> None:
    sala = contexto.sala()
    palancas = rezagos.palancas(sala, vigencia)
    anterior = max((v for v in vigencias if v < vigencia), default=None)
    movidas: list[Movida] = []
    if anterior is not None:
        movidas = rezagos.historia(sala, [vigencia, anterior]).movidas(anterior, vigencia)
    suyas = ubicadas(cuadro)
    _respuestas(cuadro, palancas, movidas, suyas, anterior)
    grafica.dibujar(mapa_por_sector(cuadro), "sectores", titulo="h2")
    rezago.dibujar(cuadro, "vistazo")
    pintar(e("h2", "Tres acciones que moverían a más entidades"), palancas_juntas(cuadro, palancas))
    if anterior is not None:
        _cayeron(movidas, vigencia, anterior)
    pintar(e("h2", "Quiénes están con seguridad en el grupo alto"), lista_de_grupo(suyas, Grupo.ALTO))


def _titular(cuadro: Cuadro) -> Html:
    globales = distribuciones.por_ambito(cuadro, ["global"])
    if not globales:
        return e("p", "Todavía no hay diagnósticos enviados que comparar.", clase="entrada")
    d = globales[0]
    if d.entidades == 1:
        return e(
            "p",
            f"Solo se cuenta una entidad, con {comun.puntos(d.mediana)} de 100 demostrados. Todavía no hay "
            f"con quién compararla. {comun.conocido(d)}",
            clase="entrada",
        )
    return e(
        "p",
        "La mediana del Distrito es ",
        e("strong", f"{comun.puntos(d.mediana)} de 100"),
        f"; la mitad de las entidades está entre {comun.puntos(d.cuartil_1)} y {comun.puntos(d.cuartil_3)}. "
        f"Se conoce el {int(CIEN * d.cobertura)} % de lo que se mide, en promedio.",
        clase="entrada",
    )


def _respuestas(
    cuadro: Cuadro,
    palancas: Palancas,
    movidas: Sequence[Movida],
    suyas: Sequence[Ubicada],
    anterior: int | None,
) -> None:
    """Lo que hay que saber en diez segundos."""
    cayeron = [m for m in movidas if m.nivel_despues < m.nivel_antes]
    seguras = grupos.en(suyas, Grupo.ALTO, seguras=True)
    dichas: list[tuple[str, Hijo, Hijo]] = [
        ("Dónde se rezaga", *_rezago(cuadro)),
        (
            "Qué movería a más entidades",
            formato.plural(palancas.juntas[-1].suben, "entidad subiría", "entidades subirían")
            if palancas.juntas
            else "Ninguna acción sola",
            comun.nombres((cuadro.catalogo.acciones[p.acciones[-1]].titulo for p in palancas.juntas), POCAS),
        ),
        (
            "Quién cayó de nivel" + ("" if anterior is None else f" desde {anterior}"),
            formato.plural(len(cayeron), "entidad", "entidades")
            if anterior is not None
            else "No hay con qué",
            comun.nombres((m.nombre for m in cayeron), POCAS),
        ),
        (
            "Con seguridad en el grupo alto",
            formato.plural(len(seguras), "entidad", "entidades"),
            comun.nombres((u.fila.nombre for u in seguras), POCAS),
        ),
    ]
    for par in (dichas[:2], dichas[2:]):
        for columna, (pregunta, cifra, detalle) in zip(st.columns(2), par, strict=True):
            with columna.container(border=True, height="stretch"):
                pintar(
                    e("h2", pregunta, clase="pregunta-corta"), e("p", cifra, clase="cifra"), e("p", detalle)
                )


def _rezago(cuadro: Cuadro) -> tuple[Hijo, Hijo]:
    peor = distribuciones.mayor_rezago(cuadro)
    if peor is None:
        return "Ningún sector va atrás", ""
    d = peor.distribucion
    detalle = (
        f"En «{d.nombre}»: su mediana es {comun.puntos(d.mediana)}, "
        f"frente a {comun.puntos(d.mediana + peor.brecha)} del Distrito. {comun.conocido(d)}"
    )
    return d.grupo, detalle


def mapa_por_sector(cuadro: Cuadro) -> Grafica:
    """La mediana de cada sector en cada escenario."""
    suyas = distribuciones.por_sector(cuadro, ["escenario", "global"])
    sectores = sorted({d.grupo for d in suyas}, key=lambda s: (_global_de(suyas, s), s))
    por = {(d.grupo, d.codigo): d for d in suyas}
    nombres = {c: s.nombre for c, s in cuadro.catalogo.escenarios.items()}
    casillas = [
        Casilla(
            f"{sector} ({por[sector, 'global'].entidades})",
            "\n".join(wrap(nombre, RENGLON)),
            por[sector, c].mediana / CIEN if (sector, c) in por else None,
            comun.puntos(por[sector, c].mediana) if (sector, c) in por else "—",
        )
        for sector in sectores
        for c, nombre in {"global": "Global", **nombres}.items()
    ]
    baja = min((d for d in suyas if d.codigo != "global"), key=lambda d: d.mediana)
    alternativa = (
        f"La mediana más baja es la de {baja.grupo} en «{baja.nombre}»: {comun.puntos(baja.mediana)}. "
        f"El sector más atrasado en el global es {sectores[0]}, y el más adelantado, {sectores[-1]}."
    )
    return calor("Mediana de cada sector, de 0 a 100", casillas, comun.origen(cuadro), alternativa)


def _global_de(suyas: Sequence[Distribucion], sector: str) -> float:
    return next((d.mediana for d in suyas if d.grupo == sector and d.codigo == "global"), 0.0)


def _cayeron(movidas: Sequence[Movida], vigencia: int, anterior: int) -> None:
    bajaron = [m for m in movidas if m.cambio < 0]
    de_nivel = [m for m in movidas if m.nivel_despues < m.nivel_antes]
    solo_puntaje = [m for m in bajaron if m not in de_nivel]
    pintar(
        e("h2", f"Quién cayó desde {anterior}"),
        e(
            "p",
            f"{formato.plural(len(de_nivel), 'entidad bajó', 'entidades bajaron')} de nivel y "
            f"{formato.plural(len(solo_puntaje), 'otra bajó', 'otras bajaron')} solo de puntaje, de "
            f"{len(movidas)} con las dos vigencias, medidas ambas con las reglas de hoy.",
        ),
        tabla_de_movidas(de_nivel or bajaron[:CUANTAS], anterior, vigencia),
        e("p", "En «Tendencia» están todas, y qué dejó de cumplir cada una.", clase="ayuda"),
    )
