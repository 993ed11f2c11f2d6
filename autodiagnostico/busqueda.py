"""Buscar con garantías: si lo que se iba a proponer no se confirma al evaluarlo, no se muestra."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from autodiagnostico.errores import ErrorDeEvaluacion
from motor import Caso, busqueda
from motor.busqueda import Plan, SiguienteNivel
from motor.errores import PromesaIncumplida
from motor.restricciones import SinDemostrar
from reglas import Catalogo

T = TypeVar("T")


def siguiente_nivel(catalogo: Catalogo, caso: Caso, escenario: str) -> SiguienteNivel:
    """Lo menos que hay que cambiar para subir un nivel. Lanza ErrorDeEvaluacion si no hay garantías."""
    return _con_garantias(lambda: busqueda.siguiente_nivel(catalogo, caso, escenario))


def planear(catalogo: Catalogo, caso: Caso, capacidad: int, periodos: int) -> Plan:
    """El mejor plan que cabe. Lanza ErrorDeEvaluacion si no hay garantías."""
    return _con_garantias(lambda: busqueda.planear(catalogo, caso, capacidad, periodos))


def _con_garantias(buscar: Callable[[], T]) -> T:
    try:
        return buscar()
    except SinDemostrar as error:
        raise ErrorDeEvaluacion(f"No se terminó de buscar: {error}") from error
    except PromesaIncumplida as error:
        que = "Lo que se iba a proponer no se confirmó al evaluarlo, y por eso no se muestra"
        raise ErrorDeEvaluacion(f"{que}: {'; '.join(error.diferencias)}.") from error
