"""Qué lecturas hay que volver a calcular: las de lo que se movió, y ninguna más; en los dos motores."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autodiagnostico.almacen import leer
from autodiagnostico.lecturas import claves, guardado, numeros
from autodiagnostico.lecturas.numeros import NUMEROS, SIN_NUMERO
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import control, diagnosticos, entidades
from autodiagnostico.servicios.control import Escrito
from tests.autodiagnostico.piezas import CATALOGO, INSTITUTO

OTRO = {**INSTITUTO, "codigo": "OTRO", "nombre": "Instituto de al lado"}


def _atrasados(sala: Sala) -> list[int]:
    with leer(sala.motor_bd) as sesion:
        assert claves.atrasadas(sesion, sala) == claves.sin_columnas(sesion, sala)
        return claves.atrasadas(sesion, sala)


def _al_dia(sala: Sala) -> None:
    guardado.poner_al_dia(sala)
    guardado.columnas_al_dia(sala)
    assert _atrasados(sala) == []


@pytest.fixture
def dos(sala: Sala, diagnostico: int) -> tuple[Sala, int]:
    """Dos diagnósticos al día; se mueve el primero."""
    otro = diagnosticos.abrir(sala, entidades.guardar(sala, OTRO).id, 2026).id
    diagnosticos.enviar(sala, otro, con_pendientes=True)
    assert _atrasados(sala) == sorted([diagnostico, otro])
    _al_dia(sala)
    return sala, diagnostico


def _enviar(sala: Sala, cual: int) -> None:
    diagnosticos.enviar(sala, cual, con_pendientes=True)


def _cambiar_la_entidad(sala: Sala, cual: int) -> None:
    ficha = diagnosticos.leer(sala, cual).entidad
    entidades.guardar(sala, {**INSTITUTO, "codigo": ficha.codigo, "nombre": "Con otro nombre"}, ficha.id)


PASOS: list[Callable[[Sala, int], object]] = [
    lambda s, d: diagnosticos.responder(s, d, "mesa.existe", True),
    lambda s, d: diagnosticos.responder(s, d, "mesa.existe", False),
    _cambiar_la_entidad,
    _enviar,
    lambda s, d: diagnosticos.devolver(s, d, "Para corregir"),
    _enviar,
    diagnosticos.revisar,
    diagnosticos.cerrar,
    lambda s, d: diagnosticos.reabrir(s, d, "Hubo un error"),
    _enviar,
]
"""Lo que mueve un diagnóstico, en el orden en que puede pasar."""
SIN_MOVER = {diagnosticos.revisar}
"""Pasos que dejan el resultado como estaba."""


def test_cada_paso_atrasa_lo_suyo_y_nada_mas(dos: tuple[Sala, int]) -> None:
    sala, movido = dos
    for paso in PASOS:
        paso(sala, movido)
        assert _atrasados(sala) == ([] if paso in SIN_MOVER else [movido])
        _al_dia(sala)


def test_devolver_y_volver_a_enviar_atrasa_aunque_nadie_mirara_entretanto(dos: tuple[Sala, int]) -> None:
    sala, movido = dos
    _enviar(sala, movido)
    _al_dia(sala)
    diagnosticos.devolver(sala, movido, "Para corregir")
    _enviar(sala, movido)
    assert _atrasados(sala) == [movido]


def test_evaluar_atrasa_lo_verificado_y_no_las_columnas(dos: tuple[Sala, int]) -> None:
    sala, movido = dos
    diagnosticos.responder(sala, movido, "mesa.existe", True)
    _enviar(sala, movido)
    _al_dia(sala)
    for escrito in ("Se pidió el acto", "No llegó"):
        control.registrar(sala, movido, "mesa.existe", "sin_soporte", escrito=Escrito(escrito))
        with leer(sala.motor_bd) as sesion:
            assert claves.atrasadas(sesion, sala) == [movido]
            assert claves.sin_columnas(sesion, sala) == []
        _al_dia(sala)
    diagnosticos.devolver(sala, movido, "Para corregir")
    assert _atrasados(sala) == [movido]
    _al_dia(sala)


def test_otra_base_atrasa_los_borradores_y_las_columnas(dos: tuple[Sala, int]) -> None:
    """Lo enviado se sigue leyendo con la base con que se envió."""
    sala, movido = dos
    con_otra = replace(sala, catalogo=replace(CATALOGO, digesto="otro"))
    with leer(sala.motor_bd) as sesion:
        assert claves.atrasadas(sesion, con_otra) == [movido]
        assert len(claves.sin_columnas(sesion, con_otra)) == 2
        assert claves.atrasadas(sesion, con_otra, [2025]) == []


RENGLONES = st.lists(
    st.lists(
        st.tuples(*(st.one_of(st.none(), st.integers(-(2**31) + 1, 2**31 - 1)) for _ in NUMEROS)),
        min_size=3,
        max_size=3,
    ),
    max_size=4,
)
AMBITOS = (("escenario", "E1"), ("politica", "servicio"), ("global", "global"))


@given(RENGLONES)
def test_los_numeros_vuelven_como_se_guardaron(renglones: list[list[tuple[int | None, ...]]]) -> None:
    """Lo que no hay vuelve sin haber."""
    escritos = [[[SIN_NUMERO if n is None else n for n in a] for a in caso] for caso in renglones]
    guardados = [numeros.empacar(np.array(caso, np.int32)) for caso in escritos]
    tabla = numeros.tabla(range(len(renglones)), AMBITOS, numeros.desempacar(guardados, len(AMBITOS)))
    assert [*zip(tabla["clase"], tabla["codigo"], strict=True)] == [*AMBITOS] * len(renglones)
    assert [*tabla["diagnostico_id"]] == [i for i in range(len(renglones)) for _ in AMBITOS]
    leidos = [tuple(None if np.isnan(n) else int(n) for n in fila) for fila in tabla[[*NUMEROS]].to_numpy()]
    assert leidos == [a for caso in renglones for a in caso]
