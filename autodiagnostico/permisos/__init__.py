"""Quién puede qué. Puro: una tabla y la pregunta que se le hace; la exigen los servicios (`acceso.py`)."""

from autodiagnostico.permisos.operaciones import Operacion
from autodiagnostico.permisos.quien import CONSOLA, LOCAL, NADIE, PROGRAMA, Pertenencia, Quien
from autodiagnostico.permisos.roles import Ambito, Rol
from autodiagnostico.permisos.tabla import INSTALACION, PERMISOS, Alcance, Sobre, puede, puede_algo, pueden

__all__ = [
    "CONSOLA",
    "INSTALACION",
    "LOCAL",
    "NADIE",
    "PERMISOS",
    "PROGRAMA",
    "Alcance",
    "Ambito",
    "Operacion",
    "Pertenencia",
    "Quien",
    "Rol",
    "Sobre",
    "puede",
    "puede_algo",
    "pueden",
]
