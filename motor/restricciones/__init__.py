"""Los árboles de condición de una edición como restricciones de CP-SAT.

Lo usan las demostraciones sobre la base de reglas y todo lo que busque casos en vez de evaluarlos.
"""

from motor.restricciones.casos import caso_de, fijar
from motor.restricciones.condiciones import Juicio
from motor.restricciones.dominios import Dominios
from motor.restricciones.escenarios import EscenarioEnModelo
from motor.restricciones.estados import EstadosDeRegla
from motor.restricciones.logica import Logica, Proposicion
from motor.restricciones.modelo import Modelo, Vista, con_requisitos
from motor.restricciones.solucion import LIMITE, SinDemostrar, Solucion, maximo, resolver

__all__ = [
    "LIMITE",
    "Dominios",
    "EscenarioEnModelo",
    "EstadosDeRegla",
    "Juicio",
    "Logica",
    "Modelo",
    "Proposicion",
    "SinDemostrar",
    "Solucion",
    "Vista",
    "caso_de",
    "con_requisitos",
    "fijar",
    "maximo",
    "resolver",
]
