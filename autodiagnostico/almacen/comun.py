"""Lo que comparten los dos motores de base de datos."""

from __future__ import annotations

import json
from typing import Any

ESPERA = 20
"""Segundos que se espera el turno de escribir."""
LEE, TOMA_TURNO, MIGRA = "autodiagnostico_lee", "autodiagnostico_escribe", "autodiagnostico_migra"
"""Para qué se abre una transacción; cada motor de base lo convierte en lo suyo."""


def en_json(valor: Any) -> str:
    """Un valor como se guarda en una columna JSON."""
    return json.dumps(valor, ensure_ascii=False)
