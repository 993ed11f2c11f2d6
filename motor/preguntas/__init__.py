"""Qué conviene preguntar: las respuestas que más estrecharían lo que no se sabe."""

from motor.preguntas.celdas import Celda, Celdas
from motor.preguntas.contrato import que_preguntar_en_json
from motor.preguntas.utilidad import (
    Efecto,
    Intervalo,
    PreguntaUtil,
    QuePreguntar,
    que_preguntar,
    responder,
    sin_responder,
)

__all__ = [
    "Celda",
    "Celdas",
    "Efecto",
    "Intervalo",
    "PreguntaUtil",
    "QuePreguntar",
    "que_preguntar",
    "que_preguntar_en_json",
    "responder",
    "sin_responder",
]
