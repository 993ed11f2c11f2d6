"""El semáforo de un renglón: cada caso, y lo que vale para cualquiera."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autodiagnostico.plan.fichas import Avance, Contenido, ItemDePlan
from autodiagnostico.plan.marco import Semaforo
from autodiagnostico.plan.pasos import EstadoDeItem
from autodiagnostico.plan.semaforo import Luz, marcha

HOY = date(2027, 6, 15)
UMBRALES = Semaforo(razon="de prueba", por_vencer_dias=30, rezago_puntos=20)
A, E = EstadoDeItem.APROBADO, EstadoDeItem.EN_EJECUCION


def renglon(estado: EstadoDeItem, empieza: int | None, termina: int | None) -> ItemDePlan:
    """Uno que empieza y termina a tantos días de hoy."""
    inicio, fecha = (None if d is None else HOY + timedelta(days=d) for d in (empieza, termina))
    escrito = Contenido(titulo="Propia", inicio=inicio, fecha=fecha)
    return ItemDePlan(1, 1, None, escrito, escrito, estado, 1)


def avance(porcentaje: int) -> Avance:
    """Un avance informado hoy."""
    return Avance(1, HOY, porcentaje, None, "", None, datetime(2027, 6, 15, tzinfo=UTC), "Ana")


CASOS: list[tuple[EstadoDeItem, int | None, int | None, int | None, Luz]] = [
    (E, -100, -1, 90, Luz.VENCIDO),
    (E, -100, 0, 90, Luz.POR_VENCER),
    (E, None, -1, None, Luz.VENCIDO),
    (A, -100, -40, None, Luz.VENCIDO),
    (E, -50, 49, 32, Luz.A_TIEMPO),
    (E, -50, 49, 31, Luz.REZAGADO),
    (A, -50, 49, None, Luz.REZAGADO),
    (E, -10, 30, 25, Luz.POR_VENCER),
    (E, -10, 31, 25, Luz.A_TIEMPO),
    (A, 1, 90, None, Luz.SIN_EMPEZAR),
    (A, 1, 20, None, Luz.POR_VENCER),
    (E, None, 90, None, Luz.A_TIEMPO),
    (E, -10, None, None, Luz.SIN_FECHA),
    (EstadoDeItem.HECHO, -100, -50, None, Luz.HECHO),
    (EstadoDeItem.NO_HECHO, -100, -50, None, Luz.NO_HECHO),
    (EstadoDeItem.PROPUESTO, -100, -50, None, Luz.SIN_APROBAR),
    (EstadoDeItem.DEVUELTO, -100, 50, 40, Luz.SIN_APROBAR),
]


@pytest.mark.parametrize(("estado", "empieza", "termina", "va", "luz"), CASOS)
def test_la_luz_de_cada_caso(
    estado: EstadoDeItem, empieza: int | None, termina: int | None, va: int | None, luz: Luz
) -> None:
    """Con el corte exacto de cada umbral."""
    suya = marcha(renglon(estado, empieza, termina), None if va is None else avance(va), HOY, UMBRALES)
    assert suya.luz is luz
    assert suya.atraso == (-(termina or 0) if luz is Luz.VENCIDO else 0)


@given(
    st.sampled_from(EstadoDeItem),
    st.none() | st.integers(-400, 0),
    st.none() | st.integers(0, 400),
    st.none() | st.integers(0, 100),
    st.integers(0, 500),
)
def test_con_el_tiempo_una_luz_no_mejora_sola(
    estado: EstadoDeItem, empieza: int | None, termina: int | None, va: int | None, dias: int
) -> None:
    """Sin informar nada más, mañana no se va mejor que hoy, y lo hecho es todo."""
    item, ultimo = renglon(estado, empieza, termina), None if va is None else avance(va)
    antes = marcha(item, ultimo, HOY, UMBRALES)
    despues = marcha(item, ultimo, HOY + timedelta(days=dias), UMBRALES)
    gravedad = [Luz.SIN_EMPEZAR, Luz.A_TIEMPO, Luz.POR_VENCER, Luz.REZAGADO, Luz.VENCIDO]
    if antes.luz in gravedad:
        assert gravedad.index(despues.luz) >= gravedad.index(antes.luz)
    else:
        assert despues.luz is antes.luz
    assert 0 <= (antes.esperado or 0) <= (despues.esperado or 0) <= 100
    assert antes.porcentaje == (100 if estado is EstadoDeItem.HECHO else va or 0)
