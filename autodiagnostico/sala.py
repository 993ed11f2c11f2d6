"""La sala: el contexto que reciben todos los servicios."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy import Engine

from autodiagnostico.ajustes import Ajustes, leer_ajustes
from autodiagnostico.almacen import crear_motor, migrar
from autodiagnostico.catalogo import cargar_catalogo
from autodiagnostico.errores import ErrorDeAlmacen
from autodiagnostico.permisos import NADIE, Quien
from autodiagnostico.reloj import hoy
from reglas import Catalogo

__all__ = ["Identidad", "Sala", "abrir_sala", "al_dia", "hoy"]

Identidad = Callable[[], Quien]
"""Dice quién pide cada vez que se le pregunta; lanza ErrorDeSesion si su sesión terminó."""


def _nadie() -> Quien:
    return NADIE


@dataclass(frozen=True)
class Sala:
    """La base de datos abierta, el catálogo cargado, los ajustes con que se abrieron y quién pide.

    Nace sin nadie: hasta decir quién pide (`como`, `de`), los servicios no dejan hacer nada.
    """

    catalogo: Catalogo
    motor_bd: Engine
    ajustes: Ajustes
    identidad: Identidad = _nadie

    @property
    def quien(self) -> Quien:
        """Quién pide, ahora: una página puede guardar la sala y su sesión terminar antes de que la use."""
        return self.identidad()

    def como(self, quien: Quien) -> Sala:
        """La misma sala, para quien pide."""
        return self.de(lambda: quien)

    def de(self, identidad: Identidad) -> Sala:
        """La misma sala, para quien diga esa identidad en cada momento."""
        return replace(self, identidad=identidad)


def abrir_sala(ajustes: Ajustes | None = None, catalogo: Catalogo | None = None) -> Sala:
    """Abre la base (la crea y la migra si hace falta). Lanza ErrorDeServicio con un mensaje claro."""
    ajustes = ajustes or leer_ajustes()
    catalogo = catalogo or cargar_catalogo(ajustes)
    motor_bd = crear_motor(ajustes.url)
    try:
        migrar(motor_bd)
    except ErrorDeAlmacen:
        motor_bd.dispose()
        raise
    return Sala(catalogo, motor_bd, ajustes)


def al_dia(sala: Sala) -> Sala:
    """La misma sala si las reglas no han cambiado en disco; si cambiaron, una con las de ahora."""
    catalogo = cargar_catalogo(sala.ajustes)
    return sala if catalogo is sala.catalogo else replace(sala, catalogo=catalogo)
