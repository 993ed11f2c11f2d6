"""Las tablas. Nada de aquí sale de los servicios: hacia afuera van fichas inmutables.

Lo que la base comprueba por su cuenta (UNIQUE, CHECK) es lo que ningún programa debería poder saltarse.
"""

from autodiagnostico.almacen.tablas.avisos import AvisoACuenta
from autodiagnostico.almacen.tablas.bitacora import Asiento, CabezaDeBitacora
from autodiagnostico.almacen.tablas.campanas import Asesoria, Campana, EntidadConvocada
from autodiagnostico.almacen.tablas.comentarios import Comentario, Mencion, PasoDeComentario
from autodiagnostico.almacen.tablas.comision import PlanDeComision, SeguimientoDeComision
from autodiagnostico.almacen.tablas.comun import Tabla, ahora
from autodiagnostico.almacen.tablas.control import EvaluacionIndependiente, Muestra
from autodiagnostico.almacen.tablas.cuentas import Cuenta, Freno, PertenenciaDeCuenta, SesionDeCuenta
from autodiagnostico.almacen.tablas.entidades import Diagnostico, Entidad, Movimiento
from autodiagnostico.almacen.tablas.evidencias import Evidencia
from autodiagnostico.almacen.tablas.lecturas import (
    Adopcion,
    CasoEnColumnas,
    FormaDeLectura,
    LecturaGuardada,
)
from autodiagnostico.almacen.tablas.medidas import ImportacionDeMedidas, MedidaExterna
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
    "Adopcion",
    "Asesoria",
    "Asiento",
    "AsignacionDeTema",
    "AsistenciaDeMesa",
    "AvanceDeItem",
    "AvisoACuenta",
    "BaseDeReglas",
    "CabezaDeBitacora",
    "Campana",
    "CasoEnColumnas",
    "Comentario",
    "CompromisoDeMesa",
    "Cuenta",
    "DecisionDeMesa",
    "Diagnostico",
    "Diferido",
    "EncargoDeTema",
    "Entidad",
    "EntidadConvocada",
    "EvaluacionIndependiente",
    "EventoDeRespuesta",
    "Evidencia",
    "FechaDeMesa",
    "FormaDeLectura",
    "Freno",
    "ImportacionDeMedidas",
    "Instantanea",
    "IntegranteDeMesa",
    "ItemDePlan",
    "LecturaGuardada",
    "Mecanismo",
    "MedidaExterna",
    "Mencion",
    "MesaTecnica",
    "Movimiento",
    "Muestra",
    "PasoDeComentario",
    "PasoDeItem",
    "PertenenciaDeCuenta",
    "PlanDeComision",
    "PlantillaDeMesa",
    "Respuesta",
    "SeguimientoDeComision",
    "SesionDeCuenta",
    "SesionDeMesa",
    "Tabla",
    "VersionDePlan",
    "ahora",
]
