"""Las reglas leídas hacia atrás: qué cambiar para subir de nivel y qué plan cabe.

Nada se devuelve sin aplicarlo y evaluarlo antes con la definición.
"""

from motor.busqueda.contrato import siguiente_en_json
from motor.busqueda.resultado import GLOBAL, Cambio, SiguienteNivel
from motor.busqueda.siguiente import ALTERNATIVAS, siguiente_nivel

__all__ = [
    "ALTERNATIVAS",
    "GLOBAL",
    "Cambio",
    "SiguienteNivel",
    "siguiente_en_json",
    "siguiente_nivel",
]
