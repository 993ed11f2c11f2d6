"""Las tablas. Nada de aquí sale de los servicios: hacia afuera van fichas inmutables.

Lo que la base comprueba por su cuenta (UNIQUE, CHECK) es lo que ningún programa debería poder saltarse.
"""

from autodiagnostico.almacen.tablas.bitacora import Asiento, CabezaDeBitacora
from autodiagnostico.almacen.tablas.comun import Tabla, ahora
from autodiagnostico.almacen.tablas.cuentas import Cuenta, PertenenciaDeCuenta
from autodiagnostico.almacen.tablas.entidades import Diagnostico, Entidad, Movimiento
from autodiagnostico.almacen.tablas.mesa import AsignacionDeTema, Diferido, ItemDePlan
from autodiagnostico.almacen.tablas.mesa_tecnica import (
    AsistenciaDeMesa,
    CompromisoDeMesa,
    DecisionDeMesa,
    IntegranteDeMesa,
    MesaTecnica,
    SesionDeMesa,
)
from autodiagnostico.almacen.tablas.respuestas import EventoDeRespuesta, Respuesta

__all__ = [
    "Asiento",
    "AsignacionDeTema",
    "AsistenciaDeMesa",
    "CabezaDeBitacora",
    "CompromisoDeMesa",
    "Cuenta",
    "DecisionDeMesa",
    "Diagnostico",
    "Diferido",
    "Entidad",
    "EventoDeRespuesta",
    "IntegranteDeMesa",
    "ItemDePlan",
    "MesaTecnica",
    "Movimiento",
    "PertenenciaDeCuenta",
    "Respuesta",
    "SesionDeMesa",
    "Tabla",
    "ahora",
]
