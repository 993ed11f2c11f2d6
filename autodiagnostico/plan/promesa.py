"""La madurez que un plan promete, trimestre por trimestre, y la que dará si algo se atrasa."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from autodiagnostico import busqueda
from autodiagnostico.plan.fichas import Corte, Logro
from motor import Caso
from motor.busqueda import AccionPropia
from motor.busqueda.periodos import trimestres
from motor.busqueda.resultado import Logro as LogroDelMotor
from motor.busqueda.resultado import Periodo
from reglas import Catalogo

ANUAL = 4
MAXIMO = 40
"""Trimestres: lo que termina después no se promete."""


def cortes(
    catalogo: Catalogo, caso: Caso, fechas: Mapping[str, date], propias: Mapping[str, AccionPropia]
) -> tuple[Corte, ...]:
    """La madurez al terminar cada trimestre desde el corte del caso, si cada acción termina en su fecha.

    Una acción no cuenta antes que las que requiere. Se da al menos un año.
    """
    terminan = en_cadena(catalogo, {c: f for c, f in fechas.items() if c in catalogo.acciones})
    cierres = trimestres(caso.fecha_corte, MAXIMO)
    en_cual = {c: sum(cierre < fecha for cierre in cierres) for c, fecha in terminan.items()}
    cuantos = max([ANUAL, *(n + 1 for n in en_cual.values() if n < MAXIMO)])
    grupos = [[c for c, n in en_cual.items() if n == trimestre] for trimestre in range(cuantos)]
    suyas = {c: p for c, p in propias.items() if c in catalogo.acciones}
    return tuple(map(_corte, busqueda.evaluar_plan(catalogo, caso, grupos, suyas)))


def en_cadena(catalogo: Catalogo, fechas: Mapping[str, date]) -> dict[str, date]:
    """Cuándo termina cada acción de veras: no antes que la última de las que requiere y están en el plan."""

    @cache
    def termina(codigo: str) -> date:
        antes = (termina(r) for r in catalogo.acciones[codigo].requiere if r in fechas)
        return max([fechas[codigo], *antes])

    return {codigo: termina(codigo) for codigo in fechas}


def _corte(periodo: Periodo) -> Corte:
    return Corte(
        hasta=periodo.hasta,
        escenarios={c: _logro(x) for c, x in periodo.madurez.escenarios.items()},
        total=_logro(periodo.madurez.total),
        acciones=tuple(a.accion for a in periodo.acciones),
    )


def _logro(logro: LogroDelMotor) -> Logro:
    return Logro(logro.indice, logro.nivel)
