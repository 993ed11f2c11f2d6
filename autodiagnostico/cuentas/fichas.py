"""Las cuentas como las ven los servicios y las páginas: sin su clave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from autodiagnostico.almacen.tablas import Cuenta, Entidad, PertenenciaDeCuenta, SesionDeCuenta
from autodiagnostico.cuentas.sesiones import pertenencia_de
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.permisos import Pertenencia


@dataclass(frozen=True, slots=True)
class RolDeCuenta:
    """Un rol de una cuenta, con el nombre de la entidad en que se ejerce."""

    id: int
    pertenencia: Pertenencia
    entidad: str | None


@dataclass(frozen=True, slots=True)
class FichaDeCuenta:
    """Una cuenta. `entro` es la última vez que usó una sesión; None, nunca."""

    id: int
    correo: str
    nombre: str
    activa: bool
    suprimida: bool
    debe_cambiar_clave: bool
    entro: datetime | None
    roles: tuple[RolDeCuenta, ...]


@dataclass(frozen=True, slots=True)
class ConClave:
    """Una cuenta y la clave de un solo uso que se le acaba de poner: no se puede volver a ver."""

    cuenta: FichaDeCuenta
    clave: str


def ficha(sesion: Session, fila: Cuenta) -> FichaDeCuenta:
    """La ficha de una cuenta, con sus roles en el orden en que se le dieron."""
    suyos = (
        select(PertenenciaDeCuenta, Entidad.nombre)
        .join(Entidad, onclause=col(PertenenciaDeCuenta.entidad_id) == col(Entidad.id), isouter=True)
        .where(PertenenciaDeCuenta.cuenta_id == fila.id)
        .order_by(col(PertenenciaDeCuenta.id))
    )
    ultima = select(func.max(SesionDeCuenta.vista)).where(SesionDeCuenta.cuenta_id == fila.id)
    return FichaDeCuenta(
        id=fila.id or 0,
        correo=fila.correo,
        nombre=fila.nombre,
        activa=fila.activa,
        suprimida=fila.suprimida is not None,
        debe_cambiar_clave=fila.debe_cambiar_clave,
        entro=sesion.exec(ultima).one(),
        roles=tuple(RolDeCuenta(p.id or 0, pertenencia_de(p), nombre) for p, nombre in sesion.exec(suyos)),
    )


def fila(sesion: Session, cuenta_id: int) -> Cuenta:
    """La fila de una cuenta; ErrorDeServicio si no existe."""
    hallada = sesion.get(Cuenta, cuenta_id)
    if hallada is None:
        raise ErrorDeServicio(f"No hay ninguna cuenta con el número {cuenta_id}.")
    return hallada


def utilizable(sesion: Session, cuenta_id: int) -> Cuenta:
    """Como `fila`, si no está suprimida: de una suprimida solo queda el número."""
    hallada = fila(sesion, cuenta_id)
    if hallada.suprimida is not None:
        raise ErrorDeServicio("Los datos de esa cuenta se suprimieron. Cree otra.")
    return hallada
