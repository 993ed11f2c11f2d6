"""La sala: el contexto que reciben todos los servicios."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine

from autodiagnostico.ajustes import Ajustes, leer_ajustes
from autodiagnostico.almacen import crear_motor, migrar
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.reloj import hoy
from reglas import Catalogo, ErrorDeCatalogo, cargar

__all__ = ["Sala", "abrir_sala", "hoy"]


@dataclass(frozen=True)
class Sala:
    """La base de datos abierta, el catálogo cargado y los ajustes con que se abrieron."""

    catalogo: Catalogo
    motor_bd: Engine
    ajustes: Ajustes


def abrir_sala(ajustes: Ajustes | None = None) -> Sala:
    """Abre la base (la crea y la migra si hace falta). Lanza ErrorDeServicio con un mensaje claro."""
    ajustes = ajustes or leer_ajustes()
    try:
        catalogo = cargar(ajustes.reglas)
    except ErrorDeCatalogo as error:
        raise ErrorDeServicio(str(error)) from error
    motor_bd = crear_motor(ajustes.url)
    migrar(motor_bd)
    return Sala(catalogo, motor_bd, ajustes)
