"""Lo que se propone, con la forma JSON del contrato público."""

from __future__ import annotations

from typing import Any

from motor.busqueda.resultado import Cambio, Logro, Periodo, Plan, SiguienteNivel
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
        "estado": "optimo" if plan.optimo else "factible",
        "brecha": redondear(plan.brecha),
        "periodos": [_periodo(p) for p in plan.periodos],
        "fuera": [{"accion": accion, "motivo": motivo} for accion, motivo in plan.fuera.items()],
    }


def _periodo(periodo: Periodo) -> dict[str, Any]:
    madurez = periodo.madurez
    return {
        "periodo": periodo.numero,
        "hasta": periodo.hasta.isoformat(),
        "acciones": [
            {"accion": a.accion, "esfuerzo_dias": a.esfuerzo_dias, "cierra": list(a.cierra)}
            for a in periodo.acciones
        ],
        "esfuerzo_dias": periodo.esfuerzo_dias,
        "madurez": {
            "escenarios": [{"codigo": c, **_logro(logro)} for c, logro in madurez.escenarios.items()],
            "global": _logro(madurez.total),
        },
    }


def _logro(logro: Logro) -> dict[str, Any]:
    return {"indice": redondear(logro.indice), "nivel": logro.nivel}
