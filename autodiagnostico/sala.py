"""La sala: el contexto que reciben todos los servicios."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from autodiagnostico.ajustes import Ajustes
from reglas import Catalogo

ZONA = ZoneInfo("America/Bogota")


@dataclass(frozen=True)
class Sala:
    """La base de datos abierta, el catálogo cargado y los ajustes con que se abrieron."""

    catalogo: Catalogo
    motor_bd: Engine
    ajustes: Ajustes


def abrir_sala(ajustes: Ajustes | None = None) -> Sala:
    """Abre la base (la crea y la migra si hace falta). Lanza ErrorDeAlmacen con un mensaje claro."""
    raise NotImplementedError


def hoy() -> date:
    """El día de hoy en Bogotá."""
    return datetime.now(ZONA).date()
