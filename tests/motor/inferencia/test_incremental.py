"""Tras una respuesta se deduce solo lo que cambió, y sale lo mismo que deduciéndolo todo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motor.caso import Respuesta
from motor.inferencia.anfitrion import Conjunto, Tanda
from motor.inferencia.codigos import Evento
from motor.inferencia.motor import RECORDADOS, Motor
from motor.lectura import diferencias
from motor.semantica import leer as definicion
from tests.estrategias import casos, catalogos
from tests.motor.panes import CATALOGO, caso

RESPUESTAS = {"masa.madre": True, "masa.reposo": 90, "horno.tipo": "gas", "carta.publicada": "si"}
PRIMERO = caso(RESPUESTAS)
EDICION = CATALOGO.al(PRIMERO.fecha_corte)


@pytest.fixture
def publicados(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Cuántos eventos se publican en cada conjunto de reglas, en orden."""
    cuantos: list[int] = []
    de_veras = Conjunto.disparar

    def disparar(conjunto: Conjunto[Any], eventos: Mapping[int, Evento]) -> dict[int, Any]:
        cuantos.append(len(eventos))
        return de_veras(conjunto, eventos)

    monkeypatch.setattr(Conjunto, "disparar", disparar)
    return cuantos


def test_tras_una_respuesta_se_publica_lo_poco_que_cambio(publicados: list[int]) -> None:
    """Y nada, si lo que cambió no lo lee ninguna regla."""
    motor = Motor(EDICION)
    motor.leer(PRIMERO)
    todos = sum(publicados)
    publicados.clear()
    otro = caso({**RESPUESTAS, "horno.tipo": "lena"})
    assert list(diferencias(definicion(EDICION, otro), motor.leer(otro))) == []
    assert 0 < sum(publicados) < todos / 4
    publicados.clear()
    motor.leer(replace(otro, respuestas={**otro.respuestas, "no.la.lee.nadie": Respuesta(True)}))
    assert publicados == []
    motor.cerrar()


def test_dos_entidades_que_se_turnan_no_se_estorban(publicados: list[int]) -> None:
    """De cada una se aprovecha lo suyo; de la que hace mucho no viene, nada."""
    motor = Motor(EDICION)
    otra = replace(PRIMERO, entidad=replace(PRIMERO.entidad, codigo="OTRA"))
    for c in (PRIMERO, otra):
        motor.leer(c)
    todos = sum(publicados) / 2
    publicados.clear()
    for uno in (PRIMERO, otra):
        nuevo = replace(uno, respuestas={**uno.respuestas, "horno.tipo": Respuesta("lena")})
        assert list(diferencias(definicion(EDICION, nuevo), motor.leer(nuevo))) == []
    assert 0 < sum(publicados) < todos / 2
    for i in range(RECORDADOS):
        motor.leer(replace(PRIMERO, entidad=replace(PRIMERO.entidad, codigo=f"E{i}")))
    publicados.clear()
    motor.leer(replace(otra, vigencia=otra.vigencia))
    assert sum(publicados) == todos
    motor.cerrar()


def test_pedir_otra_vez_el_mismo_caso_lo_deduce_entero(publicados: list[int]) -> None:
    """Quien lo repite es porque la primera vez no le sirvió: no se le da lo mismo sin mirar."""
    motor = Motor(EDICION)
    motor.leer(PRIMERO)
    todos = list(publicados)
    publicados.clear()
    motor.leer(PRIMERO)
    assert publicados == todos
    motor.cerrar()


@pytest.mark.propiedades
@given(st.data())
def test_un_camino_de_respuestas_da_lo_de_la_definicion(datos: st.DataObject) -> None:
    """Respuesta por respuesta, de un caso a otro cualquiera de la misma base."""
    catalogo = datos.draw(catalogos())
    actual, meta = datos.draw(casos(catalogo)), datos.draw(casos(catalogo))
    edicion = catalogo.al(actual.fecha_corte)
    motor = Motor(edicion)
    for codigo, respuesta in meta.respuestas.items():
        actual = replace(actual, respuestas={**actual.respuestas, codigo: respuesta})
        assert list(diferencias(definicion(edicion, actual), motor.leer(actual))) == []
    motor.cerrar()


def test_si_se_creyera_igual_lo_que_cambio_se_veria(monkeypatch: pytest.MonkeyPatch) -> None:
    """Una falla sembrada: dar por sabido un evento sin mirar si es el mismo."""
    motor = Motor(EDICION)
    motor.leer(PRIMERO)

    def ciega(tanda: Tanda[Any], eventos: Mapping[int, Evento]) -> dict[int, Any]:
        return {codigo: tanda._ultimos[codigo][1] for codigo in eventos}

    monkeypatch.setattr(Tanda, "disparar", ciega)
    otro = caso({**RESPUESTAS, "masa.madre": False})
    assert list(diferencias(definicion(EDICION, otro), motor.leer(otro)))
    motor.cerrar()
