"""Preguntas al solucionador: siempre la misma respuesta, o se dice que no se pudo."""

from __future__ import annotations

from collections.abc import Sequence

from ortools.sat.python import cp_model

from motor.errores import ErrorDelMotor
from motor.restricciones.logica import Entero, Logica, Proposicion, Termino

LIMITE = 4.0
"""Tiempo determinista de una pregunta: pasos contados por el solucionador, no segundos de reloj."""


class SinDemostrar(ErrorDelMotor):
    """El límite se acabó antes de saber la respuesta."""


class Solucion:
    """Los valores de una solución; de lo que se pidió al modelo después de resolver no dice nada."""

    def __init__(self, valores: Sequence[int]) -> None:
        self.valores = valores

    def cierto(self, proposicion: Proposicion) -> bool:
        """Si la proposición es cierta en esta solución."""
        indice = proposicion.index
        return bool(self.valores[indice]) if indice >= 0 else not self.valores[-indice - 1]

    def entero(self, entero: Entero) -> int:
        """El valor de un entero en esta solución."""
        return entero if isinstance(entero, int) else self.valores[entero.index]

    def suma(self, terminos: Sequence[Termino]) -> int:
        """La suma de los coeficientes de lo que es cierto."""
        return sum(coeficiente for coeficiente, p in terminos if self.cierto(p))


def resolver(
    logica: Logica, supuestos: Sequence[Proposicion], limite: float = LIMITE, *, optima: bool = False
) -> Solucion | None:
    """Una solución en que todo lo supuesto es cierto, o None si no hay ninguna.

    Lanza SinDemostrar si el límite no alcanza. Lo supuesto no queda en el modelo.
    """
    logica.modelo.clear_assumptions()
    logica.modelo.add_assumptions(supuestos)
    # Casi todas son preguntas chicas y se contestan sin preparativos; a las demás se les dedican.
    for a_fondo in (False, True):
        solucionador = _solucionador(limite, a_fondo=a_fondo)
        estado = solucionador.solve(logica.modelo)
        if estado == cp_model.OPTIMAL or (estado == cp_model.FEASIBLE and not optima):
            return Solucion(list(solucionador.response_proto.solution))
        if estado == cp_model.INFEASIBLE:
            return None
        assert estado != cp_model.MODEL_INVALID, f"el modelo no es válido: {logica.modelo.validate()}"
    raise SinDemostrar(f"No se pudo demostrar con el límite de cálculo ({limite:g}).")


def maximo(
    logica: Logica, supuestos: Sequence[Proposicion], terminos: Sequence[Termino], limite: float = LIMITE
) -> Solucion | None:
    """La solución en que más suma lo que es cierto, con todo lo supuesto; None si no hay ninguna."""
    suma = cp_model.LinearExpr.weighted_sum([p for _, p in terminos], [c for c, _ in terminos])
    logica.modelo.maximize(suma)
    try:
        return resolver(logica, supuestos, limite, optima=True)
    finally:
        logica.modelo.clear_objective()  # type: ignore[no-untyped-call]


def _solucionador(limite: float, *, a_fondo: bool) -> cp_model.CpSolver:
    """Un solo hilo, semilla fija y nada que dependa del reloj: la misma pregunta da la misma respuesta."""
    solucionador = cp_model.CpSolver()
    parametros = solucionador.parameters
    parametros.num_workers = 1
    parametros.random_seed = 0
    parametros.max_deterministic_time = limite if a_fondo else limite / 10
    parametros.cp_model_presolve = a_fondo
    parametros.linearization_level = 2 if a_fondo else 0
    parametros.symmetry_level = 2 if a_fondo else 0
    return solucionador
