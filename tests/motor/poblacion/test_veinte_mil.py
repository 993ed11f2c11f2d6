"""Veinte mil casos, de bases al azar y de la real: la población dice de todos lo que dice la definición.

Hypothesis inventa las bases y unos pocos casos de cada una; los demás salen de mezclarlos respuesta por
respuesta, con azar de semilla fija, que es mucho más rápido que inventar cada uno.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motor.caso import Caso
from motor.poblacion import Columnas, Esquema, de_casos
from reglas import cargar
from reglas.catalogo import Catalogo
from tests.estrategias import catalogos
from tests.motor.poblacion.cotejo import discrepancias
from tests.motor.poblacion.test_equivalencia import con_lotes, lotes

SEMILLA = 20260630
BASES, DE_CADA_BASE = 48, 400
DE_LA_REAL = 20_000 - BASES * DE_CADA_BASE
REAL = cargar()

Lote = tuple[Catalogo, list[Caso]]


def reunir(estrategia: st.SearchStrategy[Lote], cuantos: int) -> list[Lote]:
    """Lo que da una estrategia, siempre lo mismo."""
    reunidos: list[Lote] = []

    @settings(max_examples=cuantos, derandomize=True, database=None, deadline=None)
    @given(estrategia)
    def juntar(lote: Lote) -> None:
        reunidos.append(lote)

    juntar()
    return reunidos


@st.composite
def bases(draw: st.DrawFn) -> Lote:
    """Una base inventada con unos casos suyos."""
    catalogo = draw(catalogos())
    return catalogo, draw(lotes(catalogo, 8))


def mezclas(semillas: list[Caso], cuantas: int) -> list[Caso]:
    """Casos nuevos: cada respuesta, la entidad y la fecha salen de cualquiera de los dados."""
    azar = Random(SEMILLA)
    criterios = sorted({c for caso in semillas for c in caso.respuestas})

    def mezcla() -> Caso:
        respuestas = {}
        for criterio in criterios:
            respuesta = azar.choice(semillas).respuestas.get(criterio)
            if respuesta is not None:
                respuestas[criterio] = respuesta
        fecha = azar.choice(semillas).fecha_corte
        return replace(azar.choice(semillas), fecha_corte=fecha, respuestas=respuestas)

    return [mezcla() for _ in range(cuantas)]


@pytest.mark.propiedades
def test_veinte_mil_casos_coinciden_en_todos_sus_campos() -> None:
    """En bases inventadas y en la real; ninguno queda sin cotejar."""
    inventadas = reunir(bases(), BASES)
    cotejados = 0
    vueltas = -(-BASES * DE_CADA_BASE // len(inventadas))
    for catalogo, semillas in inventadas:
        suyos = mezclas(semillas, vueltas)
        cotejados += len(suyos)
        assert list(discrepancias(catalogo, suyos)) == []
    (_, semillas), *_ = reunir(st.tuples(st.just(REAL), lotes(REAL, 12)), 1)
    suyos = mezclas(semillas, DE_LA_REAL)
    assert list(discrepancias(REAL, suyos)) == []
    assert cotejados + len(suyos) >= 20_000


@con_lotes
@given(st.data())
def test_copiar_lleva_las_respuestas_y_las_evidencias(datos: st.DataObject) -> None:
    """Unos casos puestos entre otros quedan como si hubieran estado ahí desde el principio."""
    unos, otros = (datos.draw(lotes(REAL, 3)) for _ in range(2))
    esquema = Esquema.de(REAL)
    columnas: Columnas = de_casos(esquema, unos)
    columnas.copiar(np.array([2, 0]), de_casos(esquema, otros[:2]))
    juntos = de_casos(esquema, [otros[1], unos[1], otros[0]])
    assert (columnas.datos == juntos.datos).all()
    assert (columnas.evidencias == juntos.evidencias).all()
