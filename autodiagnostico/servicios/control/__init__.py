"""Control interno: lee todo y evalúa por su cuenta; no aprueba, no devuelve y no detiene nada.

Nada de aquí mira ni cambia el estado de un diagnóstico, y ningún paso de su vida mira lo que hay aquí. Por
qué, en `independencia.yaml`.
"""

from autodiagnostico.servicios.control.descargas import excel, pdf, word
from autodiagnostico.servicios.control.evaluaciones import Escrito, evaluaciones, registrar
from autodiagnostico.servicios.control.fichas import (
    DICTAMENES,
    ESTRATOS,
    Comparada,
    Evaluacion,
    Hallazgo,
    Muestra,
    PorEvaluar,
)
from autodiagnostico.servicios.control.hallazgos import hallazgos
from autodiagnostico.servicios.control.hojas import comparada, por_evaluar
from autodiagnostico.servicios.control.independencia import independencia
from autodiagnostico.servicios.control.muestras import muestras, sortear

__all__ = [
    "DICTAMENES",
    "ESTRATOS",
    "Comparada",
    "Escrito",
    "Evaluacion",
    "Hallazgo",
    "Muestra",
    "PorEvaluar",
    "comparada",
    "evaluaciones",
    "excel",
    "hallazgos",
    "independencia",
    "muestras",
    "pdf",
    "por_evaluar",
    "registrar",
    "sortear",
    "word",
]
