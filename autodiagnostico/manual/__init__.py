"""Cargar el Manual desde Excel: plantilla, lectura, conversión a reglas, revisión e instalación."""

from autodiagnostico.manual.conversion import convertir
from autodiagnostico.manual.errores import ErrorDeManual
from autodiagnostico.manual.fichas import Encabezado, Lineamiento, Manual
from autodiagnostico.manual.instalacion import Instalado, instalado, instalar, quitar
from autodiagnostico.manual.lectura import leer
from autodiagnostico.manual.plantilla import escribir_plantilla
from autodiagnostico.manual.revision import Revision, revisar

__all__ = [
    "Encabezado",
    "ErrorDeManual",
    "Instalado",
    "Lineamiento",
    "Manual",
    "Revision",
    "convertir",
    "escribir_plantilla",
    "instalado",
    "instalar",
    "leer",
    "quitar",
    "revisar",
]
