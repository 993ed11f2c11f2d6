"""El cotejo con la definición ve cualquier instrucción estropeada, y no solo las que se note en un nivel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motor.caso import Caso
from motor.poblacion import Programa
from motor.poblacion.columnas import Enteros
from motor.poblacion.ensamblador import NO, SI
from motor.poblacion.programa import Op
from reglas.catalogo import Catalogo
from tests.estrategias import catalogos
from tests.motor.poblacion.cotejo import discrepancias
from tests.motor.poblacion.test_equivalencia import lotes

Muestra = list[tuple[Catalogo, list[Caso]]]


@pytest.fixture(scope="module")
def muestra() -> Muestra:
    """Lotes de bases inventadas, siempre los mismos."""
    reunidos: Muestra = []

    @settings(max_examples=12, derandomize=True, database=None)
    @given(st.data())
    def reunir(datos: st.DataObject) -> None:
        catalogo = datos.draw(catalogos())
        reunidos.append((catalogo, datos.draw(lotes(catalogo, 15))))

    reunir()
    return reunidos


def _sumar(op: Op, campo: int, cuanto: int) -> Callable[[Enteros], None]:
    def alterar(instrucciones: Enteros) -> None:
        instrucciones[instrucciones[:, 0] == op, campo] += cuanto

    return alterar


def _poner(op: Op, campo: int, valor: int) -> Callable[[Enteros], None]:
    def alterar(instrucciones: Enteros) -> None:
        instrucciones[instrucciones[:, 0] == op, campo] = valor

    return alterar


FALLAS = {
    "un umbral más alto": _sumar(Op.NIVEL, 6, 2),
    "un nivel sin habilitantes": _poner(Op.NIVEL, 7, NO),
    "un nivel sin los anteriores": _poner(Op.NIVEL, 3, SI),
    "un mínimo de Kleene que olvida una parte": _poner(Op.MINIMO, 3, SI),
    "una comparación estricta donde vale la igualdad": _sumar(Op.MENOR_IGUAL, 4, -1),
    "una clave de más": _sumar(Op.COINCIDE, 4, 1),
    "otro dato en una comparación": _poner(Op.MENOR_IGUAL_QUE, 3, 0),
    "nunca en plazo": _poner(Op.VEREDICTO, 7, NO),
    "siempre en plazo": _poner(Op.VEREDICTO, 7, SI),
    "«no aplica» sin leer": _poner(Op.VEREDICTO, 3, NO),
    "aplica siempre": _poner(Op.VEREDICTO, 4, SI),
    "nunca parcial": _poner(Op.VEREDICTO, 6, NO),
    "la evidencia de todos": _poner(Op.AMBOS, 3, SI),
    "un peso de menos": _sumar(Op.BIT, 3, -1),
    "un acarreo perdido": _poner(Op.SUMADOR, 5, NO),
    "un hecho siempre cierto": _poner(Op.VERDAD, 3, SI),
}


def test_la_muestra_sin_estropear_coincide(muestra: Muestra) -> None:
    """Si no, las demás pruebas no dirían nada."""
    assert [d for catalogo, casos in muestra for d in discrepancias(catalogo, casos)] == []


@pytest.mark.parametrize("falla", FALLAS)
def test_una_falla_sembrada_se_ve(muestra: Muestra, falla: str) -> None:
    """Cada clase de instrucción, estropeada, cambia algo que el cotejo mira."""

    def alterar(programa: Programa) -> Programa:
        instrucciones = programa.instrucciones.copy()
        FALLAS[falla](instrucciones)
        return replace(programa, instrucciones=instrucciones)

    assert any(True for catalogo, casos in muestra for _ in discrepancias(catalogo, casos, alterar))
