"""Una población dice de cada caso, en todos sus campos, lo que dice la definición."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motor.caso import Caso
from reglas import cargar
from reglas.catalogo import Catalogo
from tests.estrategias import casos, catalogos
from tests.motor.poblacion.cotejo import discrepancias

REAL = cargar()
pytestmark = pytest.mark.propiedades
# Cada ejemplo son muchos casos: la octava parte del presupuesto ya son cientos, y con CI miles.
con_lotes = settings(max_examples=settings().max_examples // 8)


@st.composite
def lotes(draw: st.DrawFn, catalogo: Catalogo, cuantos: int) -> list[Caso]:
    """Casos de un catálogo, algunos con evidencias."""
    sueltos = draw(st.lists(casos(catalogo), min_size=cuantos, max_size=cuantos))
    return [
        replace(
            caso,
            respuestas={
                c: replace(r, evidencias=("acta",)) if draw(st.booleans()) else r
                for c, r in caso.respuestas.items()
            },
        )
        for caso in sueltos
    ]


@con_lotes
@given(st.data())
def test_coincide_en_bases_inventadas(datos: st.DataObject) -> None:
    """En cualquier base válida y con casos de cualquier fecha."""
    catalogo = datos.draw(catalogos())
    assert list(discrepancias(catalogo, datos.draw(lotes(catalogo, 20)))) == []


@con_lotes
@given(lotes(REAL, 5))
def test_coincide_en_la_base_real(lote: list[Caso]) -> None:
    """Con casos al azar de la base real."""
    assert list(discrepancias(REAL, lote)) == []
