"""El solucionador para buscar lo mejor: determinista, y dice si lo demostró.

Trabaja con preparativos y programación lineal a fondo: las sumas de pesos por grados contra un umbral se
demuestran así en centésimas de segundo y sin ello no terminan.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from motor.restricciones import Proposicion, SinDemostrar, Solucion
from motor.restricciones.logica import Termino

CON_CORTES = 1.0
"""Tiempo determinista que se les da a los cortes antes de seguir sin ellos."""


@dataclass(frozen=True)
class Optimo:
    """Lo que menos suma de lo que se halló y cuánto menos podría sumar algo."""

    solucion: Solucion
    valor: int
    cota: int

    @property
    def demostrado(self) -> bool:
        """Si no puede haber nada mejor."""
        return self.valor == self.cota


def sugerir(modelo: cp_model.CpModel, solucion: Solucion) -> None:
    """Que la próxima búsqueda empiece por una solución ya hallada."""
    modelo.clear_hints()  # type: ignore[no-untyped-call]
    for i, valor in enumerate(solucion.valores):
        modelo.add_hint(modelo.get_int_var_from_proto_index(i), valor)


def suma(terminos: Sequence[Termino]) -> cp_model.LinearExpr:
    """La suma de los coeficientes de lo que es cierto."""
    return cp_model.LinearExpr.weighted_sum([p for _, p in terminos], [c for c, _ in terminos])


def minimizar(modelo: cp_model.CpModel, terminos: Sequence[Termino], limite: float) -> Optimo | None:
    """La solución que menos suma; None si no la hay. Lanza SinDemostrar si el límite no da ni para una."""
    modelo.minimize(suma(terminos))
    mejor: Optimo | None = None
    try:
        # Con cortes casi todo se demuestra enseguida; lo que no, suele demostrarse sin ellos.
        for cortes, hasta in ((True, min(CON_CORTES, limite)), (False, limite)):
            solucionador = _solucionador(hasta, cortes=cortes)
            try:
                solucion = _resolver(solucionador, modelo)
            except SinDemostrar:
                if not cortes and mejor is None:
                    raise
                continue
            if solucion is None:
                return None
            mejor = _el_mejor(mejor, Optimo(solucion, solucion.suma(terminos), _cota(solucionador)))
            if mejor.demostrado:
                break
            sugerir(modelo, solucion)
    finally:
        modelo.clear_objective()  # type: ignore[no-untyped-call]
    return mejor


def _cota(solucionador: cp_model.CpSolver) -> int:
    return round(solucionador.best_objective_bound)


def _el_mejor(antes: Optimo | None, este: Optimo) -> Optimo:
    """Lo que menos suma de los dos, con la cota que más dice."""
    if antes is None:
        return este
    menor = min(antes, este, key=lambda o: o.valor)
    return Optimo(menor.solucion, menor.valor, max(antes.cota, este.cota))


def primeras(
    modelo: cp_model.CpModel, orden: Sequence[Proposicion], cuantas: int, limite: float
) -> tuple[list[Solucion], bool]:
    """Las primeras soluciones que difieren en las proposiciones dadas, y si quedan más.

    Va antes la que hace cierta la primera proposición en que dos difieren.
    """
    todas, agotadas = _recoger(modelo, orden, cuantas + 1, limite, lambda m, s: None)
    if not agotadas and len(todas) > cuantas:
        # Son muchas: se vuelve a empezar y se hallan en orden, que es más lento.
        en_orden, agotadas = _recoger(modelo, orden, cuantas + 1, limite, _ordenado(orden))
        todas = en_orden or todas
    todas.sort(key=lambda s: [not s.cierto(p) for p in orden])
    return todas[:cuantas], not agotadas or len(todas) > cuantas


_Preparar = Callable[[cp_model.CpModel, cp_model.CpSolver], None]


def _recoger(
    modelo: cp_model.CpModel,
    orden: Sequence[Proposicion],
    cuantas: int,
    limite: float,
    preparar: _Preparar,
) -> tuple[list[Solucion], bool]:
    """Soluciones distintas hasta juntar unas cuantas, y si ya no hay más."""
    modelo = modelo.clone()
    halladas: list[Solucion] = []
    while len(halladas) < cuantas:
        solucionador = _solucionador(limite)
        preparar(modelo, solucionador)
        try:
            otra = _resolver(solucionador, modelo)
        except SinDemostrar:
            return halladas, False
        if otra is None:
            return halladas, True
        halladas.append(otra)
        modelo.add_bool_or([~p if otra.cierto(p) else p for p in orden])
    return halladas, False


def _ordenado(orden: Sequence[Proposicion]) -> _Preparar:
    """Se decide en ese orden y prefiriendo que sí.

    Lo que se aprende al retroceder se sigue de lo ya decidido, así que la primera solución que aparece
    es la primera de todas.
    """

    def preparar(modelo: cp_model.CpModel, solucionador: cp_model.CpSolver) -> None:
        modelo.proto.search_strategy.clear()
        # La biblioteca admite aquí una proposición negada aunque sus tipos no lo digan.
        modelo.add_decision_strategy(orden, cp_model.CHOOSE_FIRST, cp_model.SELECT_MAX_VALUE)  # type: ignore[arg-type]
        solucionador.parameters.search_branching = cp_model.FIXED_SEARCH
        solucionador.parameters.keep_all_feasible_solutions_in_presolve = True

    return preparar


def _resolver(solucionador: cp_model.CpSolver, modelo: cp_model.CpModel) -> Solucion | None:
    modelo.clear_assumptions()
    estado = solucionador.solve(modelo)
    if estado in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Solucion(list(solucionador.response_proto.solution))
    if estado == cp_model.INFEASIBLE:
        return None
    assert estado != cp_model.MODEL_INVALID, f"el modelo no es válido: {modelo.validate()}"
    limite = solucionador.parameters.max_deterministic_time
    raise SinDemostrar(f"No se halló una solución con el límite de cálculo ({limite:g}).")


def _solucionador(limite: float, *, cortes: bool = False) -> cp_model.CpSolver:
    """Un solo hilo, semilla fija y nada que dependa del reloj."""
    solucionador = cp_model.CpSolver()
    parametros = solucionador.parameters
    parametros.num_workers = 1
    parametros.random_seed = 0
    parametros.linearization_level = 2
    parametros.cut_level = 1 if cortes else 0
    parametros.max_deterministic_time = limite
    return solucionador
