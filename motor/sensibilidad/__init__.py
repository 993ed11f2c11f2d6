"""Cuánto depende de los pesos el lugar de cada entidad en un grupo."""

from motor.sensibilidad.contrato import sensibilidad_en_json
from motor.sensibilidad.lugares import lugares
from motor.sensibilidad.ponderaciones import MAS, MENOS, muestras
from motor.sensibilidad.puestos import sensibilidad
from motor.sensibilidad.resultado import Influencia, Puesto, Sensibilidad

__all__ = [
    "MAS",
    "MENOS",
    "Influencia",
    "Puesto",
    "Sensibilidad",
    "lugares",
    "muestras",
    "sensibilidad",
    "sensibilidad_en_json",
]
