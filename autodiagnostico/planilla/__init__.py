"""El cuestionario de una entidad en un archivo: se descarga, se llena sin conexión y se vuelve a subir.

Un mismo modelo y tres formatos (Excel, CSV y JSON). Nada de aquí toca la base de datos: comparar lo leído con
lo guardado y aplicarlo es de `servicios/planillas.py`.
"""

from autodiagnostico.planilla.formatos import FORMATOS, Formato, escribir, leer
from autodiagnostico.planilla.modelo import ErrorDePlanilla, Lectura, Leida, Planilla, Renglon

__all__ = [
    "FORMATOS",
    "ErrorDePlanilla",
    "Formato",
    "Lectura",
    "Leida",
    "Planilla",
    "Renglon",
    "escribir",
    "leer",
]
