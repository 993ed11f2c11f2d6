"""Lo que comparten las pruebas del motor de inferencia."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motor import inferencia
from motor.caso import Caso
from motor.lectura import diferencias
from motor.semantica import leer as definicion
from reglas.catalogo import Edicion
from tests.estrategias import casos, catalogos

Par = tuple[Edicion, Caso]


@pytest.fixture(scope="session")
def muestra() -> list[Par]:
    """Casos de catálogos inventados, siempre los mismos, para lo que no pide generar más."""
    pares: list[Par] = []

    @settings(max_examples=50, derandomize=True, database=None)
    @given(st.data())
    def reunir(datos: st.DataObject) -> None:
        catalogo = datos.draw(catalogos())
        for caso in datos.draw(st.lists(casos(catalogo), min_size=10, max_size=10)):
            pares.append((catalogo.al(caso.fecha_corte), caso))

    reunir()
    return pares


@pytest.fixture
def recien_compilado() -> Iterator[None]:
    """Sin motores compilados antes ni después: lo que se altere no sale de la prueba."""
    inferencia.olvidar()
    yield
    inferencia.olvidar()


def discrepancias(pares: list[Par]) -> Iterator[str]:
    """En qué difieren los dos evaluadores."""
    for edicion, caso in pares:
        yield from diferencias(definicion(edicion, caso), inferencia.leer(edicion, caso))
