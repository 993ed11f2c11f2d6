"""Las tablas. Nada de aquí sale de los servicios: hacia afuera van fichas inmutables.

Lo que la base comprueba por su cuenta (UNIQUE, CHECK) es lo que ningún programa debería poder saltarse.
"""

from autodiagnostico.almacen.tablas.avisos import AvisoACuenta
from autodiagnostico.almacen.tablas.bitacora import Asiento, CabezaDeBitacora
from autodiagnostico.almacen.tablas.comentarios import Comentario, Mencion, PasoDeComentario
from autodiagnostico.almacen.tablas.comun import Tabla, ahora
from autodiagnostico.almacen.tablas.control import EvaluacionIndependiente, Muestra
from autodiagnostico.almacen.tablas.cuentas import Cuenta, Freno, PertenenciaDeCuenta, SesionDeCuenta
from autodiagnostico.almacen.tablas.entidades import Diagnostico, Entidad, Movimiento
from autodiagnostico.almacen.tablas.evidencias import Evidencia
from autodiagnostico.almacen.tablas.mesa import AsignacionDeTema, EncargoDeTema
from autodiagnostico.almacen.tablas.mesa_tecnica import (
    AsistenciaDeMesa,
    CompromisoDeMesa,
    DecisionDeMesa,
    FechaDeMesa,
    IntegranteDeMesa,
    MesaTecnica,
    PlantillaDeMesa,
    SesionDeMesa,
)
from autodiagnostico.almacen.tablas.plan import (
    AvanceDeItem,
    Diferido,
    ItemDePlan,
    Mecanismo,
    PasoDeItem,
    VersionDePlan,
)
from autodiagnostico.almacen.tablas.respuestas import EventoDeRespuesta, Respuesta
from autodiagnostico.almacen.tablas.vida import BaseDeReglas, Instantanea

__all__ = [
    "Asiento",
    "AsignacionDeTema",
    "AsistenciaDeMesa",
    "AvanceDeItem",
    "AvisoACuenta",
    "BaseDeReglas",
    "CabezaDeBitacora",
    "Comentario",
    "CompromisoDeMesa",
    "Cuenta",
    "DecisionDeMesa",
    "Diagnostico",
    "Diferido",
    "EncargoDeTema",
    "Entidad",
    "EvaluacionIndependiente",
    "EventoDeRespuesta",
    "Evidencia",
    "FechaDeMesa",
    "Freno",
    "Instantanea",
    "IntegranteDeMesa",
    "ItemDePlan",
    "Mecanismo",
    "Mencion",
    "MesaTecnica",
    "Movimiento",
    "Muestra",
    "PasoDeComentario",
    "PasoDeItem",
    "PertenenciaDeCuenta",
    "PlantillaDeMesa",
    "Respuesta",
    "SesionDeCuenta",
    "SesionDeMesa",
    "Tabla",
    "VersionDePlan",
    "ahora",
]
