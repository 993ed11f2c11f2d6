"""Demostraciones sobre la base de reglas: lo que ningún caso suelto puede mostrar.

Cada prueba recorre todos los casos posibles con un solucionador. Lo que encuentra sale como datos, con
un caso que lo muestra; lo que no alcanza a demostrar, se dice.
"""

from motor.demostracion.pruebas import PRUEBAS, demostrar
from motor.demostracion.resultado import Demostracion, Ejemplo, Gravedad, Observacion, Prueba

__all__ = ["PRUEBAS", "Demostracion", "Ejemplo", "Gravedad", "Observacion", "Prueba", "demostrar"]
