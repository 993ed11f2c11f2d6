"""Lo que las reglas aconsejan sobre un diagnóstico: el nivel siguiente, el plan que cabe y qué preguntar.

Se busca con el caso y la base de reglas con que el diagnóstico se mira; nada se devuelve sin evaluarlo.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from autodiagnostico import busqueda
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import diagnosticos, mesa, plan
from motor.busqueda import Pedido, Plan, Punto, SiguienteNivel
from motor.preguntas import QuePreguntar
from motor.sensibilidad import Sensibilidad
from reglas import Catalogo

if TYPE_CHECKING:
    from autodiagnostico.analisis.comparacion import FilaDeComparacion


def siguiente_nivel(sala: Sala, diagnostico_id: int, escenario: str) -> SiguienteNivel:
    """Lo menos que hay que cambiar para subir un nivel. Lanza ErrorDeEvaluacion si no hay garantías."""
    suyo = diagnosticos.con_que(sala, diagnostico_id)
    return busqueda.siguiente_nivel(suyo.catalogo, suyo.caso, escenario)


def planear(sala: Sala, diagnostico_id: int, pedido: Pedido) -> Plan:
    """El mejor plan que cabe, con lo que la entidad cambió de sus acciones y sin las que apartó.

    Lanza ErrorDeEntrada si lo pedido no cuadra o lo fijado no cabe.
    """
    suyo = diagnosticos.con_que(sala, diagnostico_id)
    return busqueda.planear(
        suyo.catalogo, suyo.caso, _con_lo_suyo(sala, diagnostico_id, suyo.catalogo, pedido)
    )


def _con_lo_suyo(sala: Sala, diagnostico_id: int, catalogo: Catalogo, pedido: Pedido) -> Pedido:
    """Lo que el pedido dice de una acción vale más que lo que diga el plan."""
    propias = {c: p for c, p in plan.propias(sala, diagnostico_id).items() if c in catalogo.acciones}
    apartadas = {
        c: a.razon
        for c, a in mesa.acciones_apartadas(sala, diagnostico_id).items()
        if c in catalogo.acciones and c not in pedido.fijadas
    }
    return replace(
        pedido, propias=propias | dict(pedido.propias), prohibidas=apartadas | dict(pedido.prohibidas)
    )


def frontera(sala: Sala, diagnostico_id: int, pedido: Pedido, capacidades: Iterable[int]) -> list[Punto]:
    """A cuánto se llega con cada capacidad por trimestre, sin cambiar lo demás."""
    suyo = diagnosticos.con_que(sala, diagnostico_id)
    con_lo_suyo = _con_lo_suyo(sala, diagnostico_id, suyo.catalogo, pedido)
    return busqueda.frontera(suyo.catalogo, suyo.caso, con_lo_suyo, capacidades)


def que_preguntar(sala: Sala, diagnostico_id: int, cuantas: int) -> QuePreguntar:
    """Las preguntas que más estrecharían, en promedio, el índice global."""
    suyo = diagnosticos.con_que(sala, diagnostico_id)
    return busqueda.que_preguntar(suyo.catalogo, suyo.caso, cuantas)


def puestos(catalogo: Catalogo, filas: Sequence[FilaDeComparacion]) -> Sensibilidad:
    """Entre qué puestos queda cada entidad contada, por su código, si los pesos fueran un poco otros."""
    contadas = {f.codigo: f.escenarios for f in filas if f.contada and f.escenarios}
    return busqueda.sensibilidad(catalogo, contadas)
