"""Lo que se propone, con la forma JSON del contrato público."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from motor.busqueda.comparacion import ComparacionDePlanes, DiferenciaDeLogro
from motor.busqueda.frontera import Punto
from motor.busqueda.resultado import Cambio, Logro, Madurez, Periodo, Plan, SiguienteNivel
from motor.caso import escribir_valor
from motor.contrato import redondear


def siguiente_en_json(siguiente: SiguienteNivel) -> dict[str, Any]:
    """El resultado de `siguiente-nivel --formato json`."""
    return {
        "escenario": siguiente.escenario,
        "nivel_actual": siguiente.nivel_actual,
        "nivel_meta": siguiente.nivel_meta,
        "alcanzable": siguiente.alcanzable,
        "motivo": siguiente.motivo,
        "cambios": [_cambio(c) for c in siguiente.cambios],
        "esfuerzo_dias": siguiente.esfuerzo_dias,
        "optimo": siguiente.optimo,
        "alternativas": [[_cambio(c) for c in otra] for otra in siguiente.alternativas],
        "hay_mas": siguiente.hay_mas,
    }


def _cambio(cambio: Cambio) -> dict[str, Any]:
    return {
        "criterio": cambio.criterio,
        "de": escribir_valor(cambio.de),
        "a": escribir_valor(cambio.a),
        "tipo": cambio.tipo,
        "reglas": list(cambio.reglas),
        "esfuerzo_dias": cambio.esfuerzo_dias,
    }


def plan_en_json(plan: Plan) -> dict[str, Any]:
    """El resultado de `planear --formato json`."""
    return {
        **_estado(plan),
        "periodos": [_periodo(p) for p in plan.periodos],
        "fuera": [{"accion": accion, "motivo": fuera.motivo} for accion, fuera in plan.fuera.items()],
    }


def frontera_en_json(puntos: Iterable[Punto]) -> list[dict[str, Any]]:
    """Cada capacidad con lo que se alcanza al final del plan."""
    return [{"capacidad": punto.capacidad, **_punto(punto)} for punto in puntos]


def _punto(punto: Punto) -> dict[str, Any]:
    if punto.plan is None:
        return {"estado": "imposible", "problemas": [str(p) for p in punto.problemas]}
    ultimo = punto.plan.periodos[-1]
    return {
        **_estado(punto.plan),
        "esfuerzo_dias": punto.plan.esfuerzo_dias,
        "deberes": len(ultimo.deberes),
        "madurez": _madurez(ultimo.madurez),
    }


def _estado(plan: Plan) -> dict[str, Any]:
    return {"estado": "optimo" if plan.optimo else "factible", "brecha": redondear(plan.brecha)}


def comparacion_en_json(comparacion: ComparacionDePlanes) -> dict[str, Any]:
    """Lo que cambia de un plan a otro."""
    return {
        "acciones": [{"accion": m.accion, "de": m.de, "a": m.a} for m in comparacion.movidas],
        "periodos": [
            {
                "periodo": p.numero,
                "esfuerzo_dias": p.esfuerzo_dias,
                "deberes": p.deberes,
                "escenarios": [{"codigo": c, **_logro(d)} for c, d in p.escenarios.items()],
                "global": _logro(p.total),
            }
            for p in comparacion.periodos
        ],
    }


def _periodo(periodo: Periodo) -> dict[str, Any]:
    return {
        "periodo": periodo.numero,
        "hasta": periodo.hasta.isoformat(),
        "acciones": [
            {"accion": a.accion, "esfuerzo_dias": a.esfuerzo_dias, "cierra": list(a.cierra)}
            for a in periodo.acciones
        ],
        "esfuerzo_dias": periodo.esfuerzo_dias,
        "madurez": _madurez(periodo.madurez),
    }


def _madurez(madurez: Madurez) -> dict[str, Any]:
    return {
        "escenarios": [{"codigo": c, **_logro(logro)} for c, logro in madurez.escenarios.items()],
        "global": _logro(madurez.total),
    }


def _logro(logro: Logro | DiferenciaDeLogro) -> dict[str, Any]:
    return {"indice": redondear(logro.indice), "nivel": logro.nivel}
