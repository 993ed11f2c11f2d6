"""Preguntas al solucionador: siempre la misma respuesta, o se dice que no se pudo."""

from __future__ import annotations

from collections.abc import Sequence

from ortools.sat.python import cp_model

from motor.errores import ErrorDelMotor
from motor.restricciones.logica import Entero, Logica, Proposicion

LIMITE = 4.0
"""Tiempo determinista de una pregunta: pasos contados por el solucionador, no segundos de reloj."""


class SinDemostrar(ErrorDelMotor):
    """El límite se acabó antes de saber la respuesta."""


class Solucion:
    """Los valores de una solución."""

    def __init__(self, solucionador: cp_model.CpSolver) -> None:
        self._solucionador = solucionador

    def cierto(self, proposicion: Proposicion) -> bool:
        """Si la proposición es cierta en esta solución."""
        return self._solucionador.boolean_value(proposicion)

    def entero(self, entero: Entero) -> int:
        """El valor de un entero en esta solución."""
        return entero if isinstance(entero, int) else self._solucionador.value(entero)


def resolver(logica: Logica, supuestos: Sequence[Proposicion], limite: float = LIMITE) -> Solucion | None:
    """Una solución en que todo lo supuesto es cierto, o None si no hay ninguna.

    Lanza SinDemostrar si el límite no alcanza. Lo supuesto no queda en el modelo.
    """
    solucionador = _solucionador(limite)
    logica.modelo.clear_assumptions()
    logica.modelo.add_assumptions(supuestos)
    estado = solucionador.solve(logica.modelo)
    if estado in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Solucion(solucionador)
    if estado == cp_model.INFEASIBLE:
        return None
    assert estado == cp_model.UNKNOWN, f"el modelo no es válido: {logica.modelo.validate()}"
    raise SinDemostrar(f"No se pudo demostrar con el límite de {limite:g} pasos.")


def _solucionador(limite: float) -> cp_model.CpSolver:
    """Un solo hilo, semilla fija y nada que dependa del reloj; son problemas chicos: sin preparativos."""
    solucionador = cp_model.CpSolver()
    parametros = solucionador.parameters
    parametros.num_workers = 1
    parametros.random_seed = 0
    parametros.max_deterministic_time = limite
    parametros.cp_model_presolve = False
    parametros.linearization_level = 0
    parametros.symmetry_level = 0
    return solucionador
