"""Qué cambia de un plan a otro: qué se hace y cuándo, y cuánto se gana o se pierde en cada periodo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from motor.busqueda.resultado import Logro, Periodo


@dataclass(frozen=True, slots=True)
class Movida:
    """Una acción que cambia de periodo; None es que en ese plan no se hace."""

    accion: str
    de: int | None
    a: int | None


@dataclass(frozen=True, slots=True)
class DiferenciaDeLogro:
    """Cuánto sube (o baja, si es negativo) un índice y un nivel; None si en alguno no hay."""

    indice: Fraction | None
    nivel: int | None


@dataclass(frozen=True)
class DiferenciaDePeriodo:
    """Lo que el segundo plan tiene de más, al terminar un periodo, que el primero."""

    numero: int
    esfuerzo_dias: int
    deberes: int
    escenarios: Mapping[str, DiferenciaDeLogro]
    total: DiferenciaDeLogro


@dataclass(frozen=True)
class ComparacionDePlanes:
    """Las acciones que cambian de lugar y las diferencias periodo por periodo."""

    movidas: tuple[Movida, ...]
    periodos: tuple[DiferenciaDePeriodo, ...]


def comparar_planes(uno: Sequence[Periodo], otro: Sequence[Periodo]) -> ComparacionDePlanes:
    """De un plan a otro del mismo caso. El que termina antes queda como terminó."""
    antes, despues = _lugares(uno), _lugares(otro)
    codigos = dict.fromkeys([*antes, *despues])
    movidas = [Movida(c, antes.get(c), despues.get(c)) for c in codigos]
    largo = max(len(uno), len(otro))
    return ComparacionDePlanes(
        tuple(m for m in movidas if m.de != m.a),
        tuple(_diferencia(n, uno, otro) for n in range(1, largo + 1)),
    )


def _lugares(periodos: Sequence[Periodo]) -> dict[str, int]:
    return {a.accion: p.numero for p in periodos for a in p.acciones}


def _diferencia(numero: int, uno: Sequence[Periodo], otro: Sequence[Periodo]) -> DiferenciaDePeriodo:
    a, b = (plan[min(numero, len(plan)) - 1] for plan in (uno, otro))
    dias = [plan[numero - 1].esfuerzo_dias if numero <= len(plan) else 0 for plan in (uno, otro)]
    return DiferenciaDePeriodo(
        numero=numero,
        esfuerzo_dias=dias[1] - dias[0],
        deberes=len(b.deberes) - len(a.deberes),
        escenarios={c: _de_logro(a.madurez.escenarios[c], x) for c, x in b.madurez.escenarios.items()},
        total=_de_logro(a.madurez.total, b.madurez.total),
    )


def _de_logro(antes: Logro, despues: Logro) -> DiferenciaDeLogro:
    if antes.indice is None or despues.indice is None or antes.nivel is None or despues.nivel is None:
        return DiferenciaDeLogro(None, None)
    return DiferenciaDeLogro(despues.indice - antes.indice, despues.nivel - antes.nivel)
