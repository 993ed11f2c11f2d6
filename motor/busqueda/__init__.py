"""Las reglas leídas hacia atrás: qué cambiar para subir de nivel y qué plan cabe.

Nada se devuelve sin aplicarlo y evaluarlo antes con la definición.
"""

from motor.busqueda.contrato import plan_en_json, siguiente_en_json
from motor.busqueda.plan import planear
from motor.busqueda.resultado import (
    GLOBAL,
    AccionDelPlan,
    Cambio,
    Logro,
    Madurez,
    Periodo,
    Plan,
    SiguienteNivel,
)
from motor.busqueda.siguiente import ALTERNATIVAS, siguiente_nivel

__all__ = [
    "ALTERNATIVAS",
    "GLOBAL",
    "AccionDelPlan",
    "Cambio",
    "Logro",
    "Madurez",
    "Periodo",
    "Plan",
    "SiguienteNivel",
    "plan_en_json",
    "planear",
    "siguiente_en_json",
    "siguiente_nivel",
]
