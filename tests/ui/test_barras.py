"""La madurez dicha en palabras: qué se demostró, hasta dónde puede llegar y con cuántas preguntas."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from autodiagnostico.sala import Sala
from autodiagnostico.servicios import diagnosticos
from motor import Resultado
from tests.ui.piezas import nuevo_local
from ui import barras


@pytest.fixture
def resultado(panaderia: Sala) -> Resultado:
    """Un local recién abierto."""
    return diagnosticos.evaluar(panaderia, nuevo_local(panaderia, "UNO"))


NO_ALCANZA = "no alcanza para subir: hay que hacer algo más."


@pytest.mark.parametrize(
    ("minimo", "maximo", "pendientes", "dicho"),
    [
        (1, 3, 12, "Demostrado nivel 1, Masa; puede llegar a 3 si responde 12 preguntas."),
        (1, 2, 1, "Demostrado nivel 1, Masa; puede llegar a 2 si responde 1 pregunta."),
        (1, 2, 0, "Demostrado nivel 1, Masa; puede llegar a 2 con lo que falta por saber."),
        (2, 2, 1, f"Demostrado nivel 2, Fermento. Responder la pregunta que falta {NO_ALCANZA}"),
        (2, 2, 5, f"Demostrado nivel 2, Fermento. Responder las 5 preguntas que faltan {NO_ALCANZA}"),
        (3, 3, 0, "Demostrado nivel 3, Horno."),
    ],
)
def test_la_frase(resultado: Resultado, minimo: int, maximo: int, pendientes: int, dicho: str) -> None:
    """Nunca «índice» ni «mínimo»: lo que está demostrado y lo que falta."""
    frase = barras.frase(resultado, minimo, maximo, pendientes)
    assert re.sub("<[^>]+>", "", frase) == dicho


def test_sin_nada_por_saber_no_hay_intervalo() -> None:
    """Cuando lo demostrado y lo posible coinciden, se dice una sola cifra."""
    assert barras.lectura_de(Fraction(892, 10), Fraction(892, 10)) == "89,2 puntos de 100 demostrados."
    assert "hasta 78,1" in barras.lectura_de(Fraction(20), Fraction(7801, 100))


def test_la_barra_tiene_su_lectura(resultado: Resultado) -> None:
    """Quien no ve la barra oye lo mismo que dice."""
    barra = barras.intervalo(resultado, next(iter(resultado.escenarios.values())))
    assert re.search('role="img" aria-label="[^"]+puntos de 100 demostrados', barra)
