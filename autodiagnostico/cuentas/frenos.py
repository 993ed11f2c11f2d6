"""El freno a quien prueba claves: tras unos fallos, cada intento espera más que el anterior.

Vive en la base para que valga en todos los procesos. Un intento se cuenta antes de comprobar la clave: así,
cien a la vez no son cien oportunidades.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from autodiagnostico.almacen.tablas import Freno


@dataclass(frozen=True, slots=True)
class Politica:
    """Cuántos intentos hay sin espera, cuánto se espera después y cuándo se olvidan. Decisión propia."""

    libres: int
    primera: timedelta
    maxima: timedelta
    olvido: timedelta

    def demora(self, fallos: int) -> timedelta:
        """Cuánto hay que esperar después de tantos fallos seguidos; cada vez el doble, hasta la máxima."""
        if fallos < self.libres:
            return timedelta(0)
        doblada: timedelta = self.primera * 2 ** min(fallos - self.libres, 30)
        return min(self.maxima, doblada)


POR_CUENTA = Politica(5, timedelta(seconds=30), timedelta(minutes=15), timedelta(hours=24))
POR_ORIGEN = Politica(30, timedelta(seconds=30), timedelta(minutes=15), timedelta(hours=1))
"""Más ancho: en una entidad entran muchas personas desde la misma dirección."""


def de_correo(correo: str) -> str:
    """Con qué se cuenta un correo, sea o no de alguien."""
    return _huella("correo", correo)


def de_origen(direccion: str) -> str:
    """Con qué se cuenta una dirección de red; en IPv6, la red entera que tiene un mismo dueño."""
    try:
        ip = ip_address(direccion)
    except ValueError:
        return _huella("origen", direccion)
    red = ip_network((ip, 64), strict=False).network_address if ip.version == 6 else ip  # noqa: PLR2004
    return _huella("origen", str(red))


def _huella(clase: str, valor: str) -> str:
    return hashlib.sha256(f"{clase}:{valor}".encode()).hexdigest()


def espera(sesion: Session, clave: str, ahora: datetime) -> datetime | None:
    """Hasta cuándo está frenada, o None.

    Toma la fila: quien pregunta a la vez espera, y ve lo que este cuente.
    """
    hasta = _tomar(sesion, clave).hasta
    return hasta if hasta is not None and hasta > ahora else None


def contar(sesion: Session, clave: str, politica: Politica, ahora: datetime) -> Freno:
    """Cuenta un intento, que se descuenta (`soltar`, `devolver`) si resulta bueno."""
    fila = _tomar(sesion, clave)
    if ahora - fila.ultimo > politica.olvido:
        fila.fallos = 0
    fila.fallos += 1
    fila.ultimo = ahora
    demora = politica.demora(fila.fallos)
    fila.hasta = ahora + demora if demora else None
    sesion.add(fila)
    return fila


def soltar(sesion: Session, clave: str) -> None:
    """Entró: lo de antes se olvida."""
    fila = _tomar(sesion, clave)
    fila.fallos, fila.hasta = 0, None
    sesion.add(fila)


def devolver(sesion: Session, clave: str) -> None:
    """Descuenta de un origen un intento que resultó bueno, sin olvidar los de otras personas."""
    fila = _tomar(sesion, clave)
    fila.fallos = max(0, fila.fallos - 1)
    if fila.fallos < POR_ORIGEN.libres:
        fila.hasta = None
    sesion.add(fila)


def _tomar(sesion: Session, clave: str) -> Freno:
    """La fila de una clave, que nadie más cambia hasta que termine la transacción."""
    suya = select(Freno).where(Freno.clave == clave).with_for_update()
    fila = sesion.exec(suya).first()
    if fila is not None:
        return fila
    try:
        with sesion.begin_nested():
            sesion.add(Freno(clave=clave))
    except IntegrityError:  # otro proceso la creó en este momento
        pass
    return sesion.exec(suya).one()
