"""El intervalo de puesto es el que sale de mirar todas las ponderaciones, y los grupos no se cruzan."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motor.sensibilidad import muestras, sensibilidad

F = Fraction
PESOS = {"E1": 3, "E2": 1, "E3": 2, "E4": 2}
Indices = dict[str, dict[str, Fraction]]


def esquinas(pesos: dict[str, int]) -> list[dict[str, Fraction]]:
    """Cada peso en ocho o en doce décimas de su valor."""
    lados = product((F(8, 10), F(12, 10)), repeat=len(pesos))
    return [{c: w * x for (c, w), x in zip(pesos.items(), lado, strict=True)} for lado in lados]


def indice(suyos: dict[str, Fraction], pesos: dict[str, Fraction]) -> Fraction:
    """La media ponderada."""
    return sum((pesos[c] * i for c, i in suyos.items()), F(0)) / sum(pesos[c] for c in suyos)


def intervalos(indices: Indices, ponderaciones: list[dict[str, Fraction]]) -> dict[str, tuple[int, int]]:
    """Mejor y peor puesto, contando a quienes están siempre por encima y siempre por debajo."""
    tabla = {c: [indice(i, w) for w in ponderaciones] for c, i in indices.items()}

    def siempre(una: str, otra: str) -> bool:
        return all(a > b for a, b in zip(tabla[una], tabla[otra], strict=True))

    return {
        c: (1 + sum(siempre(o, c) for o in indices), len(indices) - sum(siempre(c, o) for o in indices))
        for c in indices
    }


# Pocos valores distintos: así los empates y los cruces son frecuentes.
indices_ = st.integers(0, 6).map(lambda n: F(n * 10, 3))
completos = st.lists(st.tuples(*(indices_ for _ in PESOS)), min_size=1, max_size=7).map(
    lambda filas: {f"X{n}": dict(zip(PESOS, fila, strict=True)) for n, fila in enumerate(filas)}
)


@pytest.mark.propiedades
@settings(max_examples=100)
@given(indices=completos)
def test_es_lo_mismo_que_mirar_las_dieciseis_esquinas(indices: Indices) -> None:
    """Con los mismos escenarios, exacto y con los empates como empates."""
    hallada = sensibilidad(PESOS, indices)
    esperados = intervalos(indices, esquinas(PESOS))
    assert {c: (p.mejor, p.peor) for c, p in hallada.puestos.items()} == esperados
    assert hallada.muestras == 0
    assert all(p.exacto for p in hallada.puestos.values())


@pytest.mark.propiedades
@settings(max_examples=20)
@given(indices=completos, faltan=st.lists(st.sampled_from(list(PESOS)), min_size=7, max_size=7))
def test_con_escenarios_distintos_se_dice_que_es_por_muestreo(indices: Indices, faltan: list[str]) -> None:
    """Coincide con las ponderaciones que se miraron; y lo exacto lo es también en otras."""
    recortados = {
        c: {e: i for e, i in suyos.items() if n % 2 or e != falta}
        for n, ((c, suyos), falta) in enumerate(zip(indices.items(), faltan, strict=False))
    }
    hallada = sensibilidad(PESOS, recortados)
    esperados = intervalos(recortados, [dict(w) for w in muestras(PESOS)])
    assert {c: (p.mejor, p.peor) for c, p in hallada.puestos.items()} == esperados
    assert (hallada.muestras == 0) is all(p.exacto for p in hallada.puestos.values())


@pytest.mark.propiedades
@settings(max_examples=50)
@given(indices=completos)
def test_los_grupos_van_en_orden_y_no_se_pueden_partir_mas(indices: Indices) -> None:
    """Todas las de un grupo están siempre por encima de las siguientes; y dentro hay quien se cruza."""
    hallada = sensibilidad(PESOS, indices)
    assert sorted(c for g in hallada.grupos for c in g) == sorted(indices)
    desde = 1
    for grupo in hallada.grupos:
        hasta = desde + len(grupo) - 1
        puestos = [hallada.puestos[c] for c in grupo]
        assert (min(p.mejor for p in puestos), max(p.peor for p in puestos)) == (desde, hasta)
        for corte in range(1, len(grupo)):
            orden = sorted(grupo, key=lambda c: -hallada.puestos[c].indice)
            arriba = [hallada.puestos[c] for c in orden[:corte]]
            assert max(p.peor for p in arriba) > desde + corte - 1
        desde = hasta + 1


def test_el_ejemplo_a_mano() -> None:
    """Una gana en un escenario y otra en otro: lo deciden esos dos pesos, y se dice a quién ayudan."""
    pesos = {"E1": 1, "E2": 1}
    indices = {
        "ALTA": {"E1": F(90), "E2": F(90)},
        "UNA": {"E1": F(60), "E2": F(40)},
        "OTRA": {"E1": F(42), "E2": F(60)},
        "BAJA": {"E1": F(10), "E2": F(10)},
    }
    hallada = sensibilidad(pesos, indices)
    assert {c: (p.mejor, p.peor) for c, p in hallada.puestos.items()} == {
        "ALTA": (1, 1),
        "OTRA": (2, 3),
        "UNA": (2, 3),
        "BAJA": (4, 4),
    }
    assert hallada.grupos == (("ALTA",), ("OTRA", "UNA"), ("BAJA",))
    assert hallada.puestos["ALTA"].deciden == {}
    deciden = hallada.puestos["UNA"].deciden
    assert sum(i.parte for i in deciden.values()) == 1
    assert {c: i.conviene for c, i in deciden.items()} == {"E1": True, "E2": False}


def test_dos_iguales_empatan_y_ningun_peso_las_separa() -> None:
    """Las dos pueden ser primera y segunda."""
    iguales = {c: {"E1": F(50), "E2": F(20)} for c in ("UNA", "OTRA")}
    hallada = sensibilidad({"E1": 1, "E2": 3}, iguales)
    assert [(p.mejor, p.peor, dict(p.deciden)) for p in hallada.puestos.values()] == [(1, 2, {}), (1, 2, {})]
    assert len(hallada.grupos) == 1


def test_sin_entidades_no_hay_puestos() -> None:
    """Un grupo vacío se admite."""
    assert sensibilidad(PESOS, {}).grupos == ()
