"""Las tablas. Nada de aquí sale de los servicios: hacia afuera van fichas inmutables.

Lo que la base comprueba por su cuenta (UNIQUE, CHECK) es lo que ningún programa debería poder saltarse.
"""

from autodiagnostico.almacen.tablas.avisos import AvisoACuenta
from autodiagnostico.almacen.tablas.bitacora import Asiento, CabezaDeBitacora
from autodiagnostico.almacen.tablas.comentarios import Comentario, Mencion, PasoDeComentario
from autodiagnostico.almacen.tablas.comun import Tabla, ahora
from autodiagnostico.almacen.tablas.cuentas import Cuenta, PertenenciaDeCuenta
from autodiagnostico.almacen.tablas.entidades import Diagnostico, Entidad, Movimiento
from autodiagnostico.almacen.tablas.mesa import AsignacionDeTema, Diferido, EncargoDeTema, ItemDePlan
from autodiagnostico.almacen.tablas.respuestas import EventoDeRespuesta, Respuesta

__all__ = [
    "Asiento",
    "AsignacionDeTema",
    "AvisoACuenta",
    "CabezaDeBitacora",
    "Comentario",
    "Cuenta",
    "Diagnostico",
    "Diferido",
    "EncargoDeTema",
    "Entidad",
    "EventoDeRespuesta",
    "ItemDePlan",
    "Mencion",
    "Movimiento",
    "PasoDeComentario",
    "PertenenciaDeCuenta",
    "Respuesta",
    "Tabla",
    "ahora",
]
