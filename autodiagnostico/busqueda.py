"""Buscar con garantías: si lo que se iba a proponer no se confirma al evaluarlo, no se muestra."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Protocol, TypeVar

from autodiagnostico.errores import ErrorDeEntrada, ErrorDeEvaluacion
from motor import Caso, busqueda
from motor.busqueda import AccionPropia, Pedido, Periodo, Plan, Punto, SiguienteNivel
from motor.errores import PlanImposible, PromesaIncumplida
from motor.preguntas import QuePreguntar
from motor.preguntas import que_preguntar as preguntar
from motor.restricciones import SinDemostrar
from motor.sensibilidad import Sensibilidad
from motor.sensibilidad import sensibilidad as intervalos_de_puesto
from reglas import Catalogo

T = TypeVar("T")


class ConIndice(Protocol):
    """Lo que hace falta de un escenario para ordenar entidades."""

    @property
    def indice_min(self) -> Fraction | None: ...


def siguiente_nivel(
    catalogo: Catalogo, caso: Caso, escenario: str, propias: Mapping[str, AccionPropia] | None = None
) -> SiguienteNivel:
    """Lo menos que hay que cambiar para subir un nivel, con el esfuerzo que la entidad haya dicho.

    Lanza ErrorDeEvaluacion si no hay garantías.
    """
    suyo = busqueda.con_acciones_propias(catalogo, propias or {})
    return _con_garantias(lambda: busqueda.siguiente_nivel(suyo, caso, escenario))


def planear(catalogo: Catalogo, caso: Caso, pedido: Pedido) -> Plan:
    """El mejor plan que se puede hacer con lo que hay.

    Lanza ErrorDeEntrada, con todos los problemas, si el pedido no cuadra o lo que fija no cabe, y
    ErrorDeEvaluacion si no hay garantías.
    """
    _revisar(catalogo, pedido)
    return _con_garantias(lambda: busqueda.planear(catalogo, caso, pedido))


def frontera(catalogo: Catalogo, caso: Caso, pedido: Pedido, capacidades: Iterable[int]) -> list[Punto]:
    """Lo que se alcanza con cada capacidad. Lanza lo mismo que `planear`."""
    _revisar(catalogo, pedido)
    return _con_garantias(lambda: list(busqueda.frontera(catalogo, caso, pedido, capacidades)))


def evaluar_plan(
    catalogo: Catalogo,
    caso: Caso,
    grupos: Sequence[Iterable[str]],
    propias: Mapping[str, AccionPropia] | None = None,
) -> list[Periodo]:
    """Lo que da un plan ya hecho, con lo que la entidad cambió de sus acciones; no se le exige que quepa."""
    return busqueda.evaluar_plan(catalogo, caso, grupos, propias)


def que_preguntar(catalogo: Catalogo, caso: Caso, cuantas: int) -> QuePreguntar:
    """Las preguntas que más estrecharían el índice global. Lanza ErrorDeEvaluacion si no hay garantías."""
    return _con_garantias(lambda: preguntar(catalogo, caso, cuantas))


def sensibilidad(catalogo: Catalogo, entidades: Mapping[str, Mapping[str, ConIndice]]) -> Sensibilidad:
    """El intervalo de puesto de cada entidad que tiene índice, según lo demostrado en cada escenario.

    Las que no tienen ninguno no entran. Lanza ErrorDeEvaluacion si no hay garantías.
    """
    pesos = {c: e.peso for c, e in catalogo.escenarios.items()}
    indices = {
        entidad: {c: m.indice_min for c, m in escenarios.items() if m.indice_min is not None}
        for entidad, escenarios in entidades.items()
    }
    con_indice = {entidad: suyos for entidad, suyos in indices.items() if suyos}
    return _con_garantias(lambda: intervalos_de_puesto(pesos, con_indice))


def _revisar(catalogo: Catalogo, pedido: Pedido) -> None:
    problemas = busqueda.revisar(catalogo, pedido)
    if problemas:
        raise ErrorDeEntrada(PEDIDO, problemas)


PEDIDO = "Lo que se pide del plan"
"""Cómo se nombra lo que trae los problemas."""


def _con_garantias(buscar: Callable[[], T]) -> T:
    try:
        return buscar()
    except PlanImposible as error:
        raise ErrorDeEntrada(PEDIDO, error.problemas) from error
    except SinDemostrar as error:
        raise ErrorDeEvaluacion(f"No se terminó de buscar: {error}") from error
    except PromesaIncumplida as error:
        que = "Lo que se iba a proponer no se confirmó al evaluarlo, y por eso no se muestra"
        raise ErrorDeEvaluacion(f"{que}: {'; '.join(error.diferencias)}.") from error
