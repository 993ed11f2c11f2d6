"""Nadie se sale de sus lugares: con cualquier ponderación y, a la vez, con cualquier respuesta que falte."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from motor.sensibilidad import MAS, MENOS, lugares
from motor.sensibilidad.ponderaciones import Perfil, siempre_por_encima

ESCENARIOS = ("E1", "E2", "E3")
Cotas = dict[str, tuple[int, int]]
cotas = st.tuples(st.integers(0, 100), st.integers(0, 100)).map(lambda dos: (min(dos), max(dos)))
entidades = st.dictionaries(
    st.sampled_from("abcdef"),
    st.dictionaries(st.sampled_from(ESCENARIOS), cotas, min_size=1),
    min_size=2,
)


@given(entidades, st.fixed_dictionaries({e: st.integers(1, 5) for e in ESCENARIOS}), st.data())
def test_ninguna_ponderacion_ni_respuesta_saca_a_nadie(
    suyas: dict[str, Cotas], pesos: dict[str, int], datos: st.DataObject
) -> None:
    """Ni las dos cosas juntas."""
    minimos, maximos = (
        {c: {e: Fraction(cota[lado]) for e, cota in de_ella.items()} for c, de_ella in suyas.items()}
        for lado in (0, 1)
    )
    hallados = lugares(pesos, minimos, maximos)
    unos = {e: w * datos.draw(st.fractions(MENOS, MAS, max_denominator=20)) for e, w in pesos.items()}
    puntos = {}
    for c, de_ella in suyas.items():
        real = {e: datos.draw(st.integers(*cota)) for e, cota in de_ella.items()}
        puntos[c] = sum(unos[e] * i for e, i in real.items()) / sum(unos[e] for e in real)
    for c, suyo in puntos.items():
        mejor, peor = hallados[c]
        encima = sum(otro > suyo for otro in puntos.values())
        debajo = sum(otro < suyo for otro in puntos.values())
        assert mejor <= 1 + encima
        assert len(puntos) - debajo <= peor


@given(st.lists(st.fixed_dictionaries({e: st.integers(0, 3) for e in ESCENARIOS}), min_size=2, max_size=9))
def test_con_los_mismos_escenarios_son_los_de_comparar_pareja_por_pareja(filas: list[dict[str, int]]) -> None:
    """También con empates y con perfiles repetidos: nada se decide con decimales."""
    pesos = {"E1": 3, "E2": 7, "E3": 1}
    suyas = {f"X{n}": {e: Fraction(i, 3) for e, i in fila.items()} for n, fila in enumerate(filas)}
    perfiles = {c: Perfil(i) for c, i in suyas.items()}
    esperados = {
        c: (
            1 + sum(siempre_por_encima(otro, suyo, pesos) for otro in perfiles.values()),
            len(perfiles) - sum(siempre_por_encima(suyo, otro, pesos) for otro in perfiles.values()),
        )
        for c, suyo in perfiles.items()
    }
    assert lugares(pesos, suyas, suyas) == esperados


def test_los_pesos_y_lo_que_falta_se_juntan() -> None:
    """Ninguna de las dos cosas sola la saca de su lugar; las dos a la vez, sí."""
    pesos = {"E1": 1, "E2": 1}
    a = {"E1": Fraction(100), "E2": Fraction(0)}
    menos, mas = ({"E1": Fraction(0), "E2": Fraction(puntos)} for puntos in (60, 80))
    assert sum(a.values()) > sum(mas.values()), "con los pesos de partida, ni respondiendo todo la alcanza"
    assert lugares(pesos, {"a": a, "b": menos}, {"a": a, "b": menos})["a"] == (1, 1)
    assert lugares(pesos, {"a": a, "b": menos}, {"a": a, "b": mas})["a"] == (1, 2)
