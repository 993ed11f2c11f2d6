"""Lo que se propone, con la forma JSON del contrato público."""

from __future__ import annotations

from typing import Any

from motor.busqueda.resultado import Cambio, SiguienteNivel
from motor.caso import escribir_valor


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
