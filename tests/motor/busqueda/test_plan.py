"""El plan es el mejor que cabe, y cada cifra es la que da evaluar."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from motor import Caso, acciones, semantica
from motor.busqueda import planear
from motor.busqueda.calendario import Calendario
from motor.busqueda.comprobacion import en_orden
from motor.busqueda.etapas import etapas
from motor.busqueda.periodos import trimestres
from motor.busqueda.plan import pendientes
from motor.cuestionario import OBLIGATORIOS
from motor.evaluacion import armar
from motor.lectura import Estado, Lectura
from reglas import Catalogo, Edicion
from tests.estrategias import casos, catalogos
from tests.motor.busqueda.test_siguiente import REAL, RESUELTOS, leer
from tests.motor.restricciones.test_definicion import con_obligatorios

Reparto = dict[str, int]
"""Acción → periodo; las que no se hacen no están."""
PERIODOS = 2


def lecturas(edicion: Edicion, caso: Caso, reparto: Reparto, periodos: int) -> Iterator[Lectura]:
    """La lectura al terminar cada periodo."""
    for t, cierre in enumerate(trimestres(caso.fecha_corte, periodos), start=1):
        suyas = [a for a in edicion.catalogo.acciones if reparto.get(a) == t]
        caso = acciones.hacer(edicion.catalogo, caso, en_orden(edicion, suyas), cierre)
        yield semantica.leer(edicion, caso)


def valor(edicion: Edicion, caso: Caso, reparto: Reparto, periodos: int) -> tuple[Fraction | int, ...]:
    """Lo que vale un reparto, etapa por etapa."""
    antes = semantica.leer(edicion, caso).veredictos
    deberes = {
        c: v.vence is not None and v.vence < caso.fecha_corte
        for c, v in antes.items()
        if edicion.reglas[c].caracter_para(caso.entidad.codigo) in OBLIGATORIOS
        and acciones.corregible(edicion.reglas[c], v, caso.fecha_corte)
    }
    vencidos = otros = niveles = 0
    puntaje = Fraction(0)
    for lectura in lecturas(edicion, caso, reparto, periodos):
        cumplidos = [c for c in deberes if lectura.veredictos[c].estado is Estado.CUMPLE]
        vencidos += sum(deberes[c] for c in cumplidos)
        otros += sum(not deberes[c] for c in cumplidos)
        niveles += sum(n.minimo for n in lectura.niveles.values())
        puntaje += armar(edicion, caso, lectura).madurez_global.indice_min or 0
    dias = sum(edicion.catalogo.acciones[a].esfuerzo_dias for a in reparto)
    return vencidos, otros, niveles, puntaje, -dias, -sum(reparto.values())


def repartos(catalogo: Catalogo, caso: Caso, capacidad: int) -> Iterator[Reparto]:
    """Todos los que caben y respetan lo que se requiere."""
    edicion = catalogo.al(caso.fecha_corte)
    veredictos = semantica.leer(edicion, caso).veredictos
    fichas = {c: a for c, a in catalogo.acciones.items() if not acciones.hecha(a, edicion, caso, veredictos)}
    for eleccion in product(range(PERIODOS + 1), repeat=len(fichas)):
        reparto = {c: t for c, t in zip(fichas, eleccion, strict=True) if t}
        dias = [sum(fichas[c].esfuerzo_dias for c, t in reparto.items() if t == p) for p in (1, 2)]
        antes = all(
            reparto.get(r, PERIODOS + 1) <= t
            for c, t in reparto.items()
            for r in fichas[c].requiere
            if r in fichas
        )
        if antes and max(dias) <= capacidad:
            yield reparto


@pytest.mark.propiedades
@settings(max_examples=40)
@given(datos=st.data())
def test_es_el_mejor_de_todos_los_que_caben(datos: st.DataObject) -> None:
    """En bases al azar, con pocas acciones."""
    catalogo = datos.draw(catalogos())
    assume(len(catalogo.acciones) <= 4)
    caso = con_obligatorios(catalogo, datos.draw(casos(catalogo)))
    capacidad = datos.draw(st.integers(1, 20))
    edicion = catalogo.al(caso.fecha_corte)
    plan = planear(catalogo, caso, capacidad, PERIODOS)
    hallado = {a.accion: p.numero for p in plan.periodos for a in p.acciones}
    posibles = list(repartos(catalogo, caso, capacidad))
    assert plan.optimo
    assert hallado in posibles
    mejor = max(valor(edicion, caso, reparto, PERIODOS) for reparto in posibles)
    assert valor(edicion, caso, hallado, PERIODOS) == mejor
    assert all(plan.fuera.values())
    assert not hallado.keys() & plan.fuera.keys()


@pytest.mark.parametrize("ruta", RESUELTOS, ids=lambda r: r.stem)
def test_en_la_base_real_cada_cifra_es_la_de_evaluar(ruta: Path) -> None:
    """Índices, niveles, capacidad y requisitos."""
    caso = leer(ruta)
    edicion = REAL.al(caso.fecha_corte)
    plan = planear(REAL, caso, 30, 3, limite=0.3)
    reparto = {a.accion: p.numero for p in plan.periodos for a in p.acciones}
    for periodo, lectura in zip(plan.periodos, lecturas(edicion, caso, reparto, 3), strict=True):
        resultado = armar(edicion, caso, lectura)
        for codigo, escenario in resultado.escenarios.items():
            logro = periodo.madurez.escenarios[codigo]
            assert (logro.indice, logro.nivel) == (escenario.indice_min, escenario.nivel_min)
        total = periodo.madurez.total
        assert (total.indice, total.nivel) == (
            resultado.madurez_global.indice_min,
            resultado.madurez_global.nivel_min,
        )
        assert periodo.esfuerzo_dias <= 30
        for accion in periodo.acciones:
            assert all(lectura.veredictos[c].estado is Estado.CUMPLE for c in accion.cierra)


def test_un_deber_vencido_pesa_mas_que_todos_los_demas() -> None:
    """Así ningún número de deberes en plazo o sin él se le adelanta."""
    caso = leer(next(r for r in RESUELTOS if r.stem == "secretaria_de_ejemplo"))
    edicion = REAL.al(caso.fecha_corte)
    lectura = semantica.leer(edicion, caso)
    cierres = trimestres(caso.fecha_corte, 2)
    calendario = Calendario(edicion, caso, pendientes(edicion, caso, lectura), 40, cierres)
    deberes = next(etapas(calendario, lectura))
    vencido, otro = max(c for c, _ in deberes.terminos), min(c for c, _ in deberes.terminos)
    assert vencido > sum(c for c, _ in deberes.terminos if c == otro) > 0


def test_lo_mismo_da_el_mismo_plan() -> None:
    """Dos veces, letra por letra; también cuando el límite lo interrumpe."""
    caso = leer(next(r for r in RESUELTOS if r.stem == "ipes_2026"))
    uno, otro = (planear(REAL, caso, 40, 2, limite=0.2) for _ in range(2))
    assert uno == otro


@pytest.mark.parametrize(
    ("corte", "cierres"),
    [
        (date(2026, 11, 20), [date(2027, 2, 20), date(2027, 5, 20)]),
        (date(2026, 12, 31), [date(2027, 3, 31), date(2027, 6, 30)]),
        (date(2027, 2, 28), [date(2027, 5, 31), date(2027, 8, 31)]),
        (date(2026, 11, 29), [date(2027, 2, 28), date(2027, 5, 29)]),
    ],
)
def test_los_trimestres_son_seguidos(corte: date, cierres: list[date]) -> None:
    """Desde el día siguiente al corte, aunque al mes le falten días."""
    assert trimestres(corte, 2) == cierres
