"""Lo que se fijó y no se puede cumplir, dicho todo junto antes de resolver."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from motor.busqueda.calculo import minimizar
from motor.busqueda.calendario import Calendario
from motor.busqueda.encargo import Encargo
from motor.busqueda.frases import lista
from motor.busqueda.pedido import SEMANAS
from motor.busqueda.recursos import Recurso
from motor.errores import PlanImposible, Problema

NOMBRADAS = 3
"""Cuántos requisitos se nombran antes de decir cuántos más son."""


def fijar(calendario: Calendario, limite: float) -> None:
    """Deja en su periodo lo que se fijó. Lanza PlanImposible con todo lo que no cabe."""
    encargo = calendario.encargo
    problemas = list(_de_cada_una(encargo))
    if problemas:
        raise PlanImposible(problemas)
    fijadas = {c: calendario.en(c, t) for c, t in encargo.fijadas.items()}
    if not fijadas:
        return
    mejor = minimizar(calendario.logica.modelo, [(1, ~p) for p in fijadas.values()], limite)
    assert mejor is not None, "no fijar nada siempre se admite"
    sobran = [c for c, p in fijadas.items() if not mejor.solucion.cierto(p)]
    if sobran:
        raise PlanImposible(_juntas(encargo, sobran))
    for p in fijadas.values():
        calendario.logica.exigir(p)


def _de_cada_una(encargo: Encargo) -> Iterator[Problema]:
    """Lo que se ve sin buscar: prohibiciones, orden, tiempo y lo que pide cada una en su periodo."""
    for codigo, t in encargo.fijadas.items():
        suyos = list(_de_una(encargo, codigo, t))
        primero = encargo.primero(codigo)
        if not suyos and (primero is None or primero > t):
            antes = lista(encargo.cadena(codigo)[:-1], NOMBRADAS)
            suyos = [f"no puede estar en el periodo {t + 1}: antes va {antes}."]
        yield from (Problema(f"fijadas.{codigo}", mensaje) for mensaje in suyos)


def _de_una(encargo: Encargo, codigo: str, t: int) -> Iterator[str]:
    if codigo in encargo.impiden:
        yield f"requiere «{encargo.impiden[codigo]}», que está prohibida."
    for requisito in encargo.pendientes[codigo]:
        if encargo.fijadas.get(requisito, t) > t:
            yield f"requiere «{requisito}», que se fijó después."
    for recurso in encargo.recursos:
        if not recurso.cabe(codigo, t):
            yield f"no cabe en el periodo {t + 1}: {_falta(recurso, [codigo], t)}."
    if encargo.espera(codigo) > t:
        semanas = encargo.accion(codigo).duracion_semanas
        yield f"tarda {semanas} semanas y al terminar el periodo {t + 1} van {SEMANAS * (t + 1)}."


def _juntas(encargo: Encargo, sobran: Sequence[str]) -> Iterator[Problema]:
    """Las que no caben con las demás, y en qué recurso se ve si se ve."""
    for codigo in sobran:
        t = encargo.fijadas[codigo]
        mismas = [c for c, u in encargo.fijadas.items() if u == t]
        cortos = [r for r in encargo.recursos if not r.dinero and r.gastado([mismas])[0] > r.hay[t]]
        por_que = f": {_falta(cortos[0], mismas, t)}" if cortos else ", contando lo que ellas requieren"
        mensaje = f"no cabe en el periodo {t + 1} con las demás que se fijaron{por_que}."
        yield Problema(f"fijadas.{codigo}", mensaje)


def _falta(recurso: Recurso, codigos: Sequence[str], t: int) -> str:
    piden = recurso.gastado([codigos])[0]
    if recurso.dinero:
        return f"cuesta {piden} pesos y hasta entonces llegan {recurso.acumulado[t]}"
    de = "" if recurso.area is None else f" de «{recurso.area}»"
    return f"{'pide' if len(codigos) == 1 else 'piden'} {piden} días{de} y hay {recurso.hay[t]}"
