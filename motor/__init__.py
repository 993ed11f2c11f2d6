"""El motor: de un catálogo y un caso a un resultado.

Es puro: no lee archivos, no guarda, no conoce ninguna norma.
"""

from motor.caso import Caso, Entidad, Respuesta, escribir_caso, leer_caso, leer_valor
from motor.errores import (
    DiscrepanciaEntreEvaluadores,
    ErrorDeCaso,
    ErrorDeInferencia,
    ErrorDelMotor,
    Problema,
)
from motor.evaluacion import Inferir, evaluar
from motor.lectura import Estado
from motor.resultado import Razon, Recomendacion, Resultado
from motor.verdad import Verdad

__all__ = [
    "Caso",
    "DiscrepanciaEntreEvaluadores",
    "Entidad",
    "ErrorDeCaso",
    "ErrorDeInferencia",
    "ErrorDelMotor",
    "Estado",
    "Inferir",
    "Problema",
    "Razon",
    "Recomendacion",
    "Respuesta",
    "Resultado",
    "Verdad",
    "escribir_caso",
    "evaluar",
    "leer_caso",
    "leer_valor",
]
