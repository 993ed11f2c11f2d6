"""Las reglas leídas hacia atrás: qué cambiar para subir de nivel y qué plan cabe.

Nada se devuelve sin aplicarlo y evaluarlo antes con la definición.
"""

from motor.busqueda.comparacion import (
    ComparacionDePlanes,
    DiferenciaDeLogro,
    DiferenciaDePeriodo,
    Movida,
    comparar_planes,
)
from motor.busqueda.contrato import comparacion_en_json, frontera_en_json, plan_en_json, siguiente_en_json
from motor.busqueda.etapas import OBJETIVO
from motor.busqueda.frontera import Punto, frontera
from motor.busqueda.pedido import (
    SEMANAS,
    AccionPropia,
    Pedido,
    area,
    con_acciones_propias,
    revisar,
)
from motor.busqueda.plan import evaluar_plan, planear
from motor.busqueda.resultado import (
    GLOBAL,
    AccionDelPlan,
    Cambio,
    Causa,
    Fuera,
    Logro,
    Madurez,
    Periodo,
    Plan,
    SiguienteNivel,
    Urgencia,
)
from motor.busqueda.siguiente import ALTERNATIVAS, siguiente_nivel

__all__ = [
    "ALTERNATIVAS",
    "GLOBAL",
    "OBJETIVO",
    "SEMANAS",
    "AccionDelPlan",
    "AccionPropia",
    "Cambio",
    "Causa",
    "ComparacionDePlanes",
    "DiferenciaDeLogro",
    "DiferenciaDePeriodo",
    "Fuera",
    "Logro",
    "Madurez",
    "Movida",
    "Pedido",
    "Periodo",
    "Plan",
    "Punto",
    "SiguienteNivel",
    "Urgencia",
    "area",
    "comparacion_en_json",
    "comparar_planes",
    "con_acciones_propias",
    "evaluar_plan",
    "frontera",
    "frontera_en_json",
    "plan_en_json",
    "planear",
    "revisar",
    "siguiente_en_json",
    "siguiente_nivel",
]
