"""Las personas de una entidad, y cómo se nombra a quien hizo algo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlmodel import Session, col, select

from autodiagnostico.almacen.tablas import Cuenta, PertenenciaDeCuenta
from autodiagnostico.permisos import Operacion, Quien, Rol, pueden
from autodiagnostico.servicios.fichas import Persona

SIN_CUENTA = "este computador"
"""Quien no entró con una cuenta: el modo local o la consola."""
USTED = "usted"
_SIN_NOMBRE = "la cuenta {}, que ya no existe"


def nombres(sesion: Session, cuentas: Iterable[int | None]) -> dict[int, str]:
    """Los nombres de unas cuentas."""
    buscadas = {c for c in cuentas if c is not None}
    if not buscadas:
        return {}
    suyas = select(Cuenta.id, Cuenta.nombre).where(col(Cuenta.id).in_(buscadas))
    return {numero: nombre for numero, nombre in sesion.exec(suyas) if numero is not None}


def autores(sesion: Session, cuentas: Iterable[int | None]) -> dict[int | None, str]:
    """Quién hizo algo, dicho igual para todos los que lo lean: en un informe no hay «usted»."""
    buscadas = {c for c in cuentas if c is not None}
    de_cuentas = nombres(sesion, buscadas)
    return {None: SIN_CUENTA} | {c: de_cuentas.get(c, _SIN_NOMBRE.format(c)) for c in buscadas}


def quien(pide: Quien, de_cuentas: Mapping[int, str], cuenta_id: int | None) -> str:
    """Cómo se le dice a quien pide quién hizo algo: lo suyo lo hizo «usted»."""
    if cuenta_id is None:
        return SIN_CUENTA
    if cuenta_id == pide.cuenta_id:
        return USTED
    return de_cuentas.get(cuenta_id, _SIN_NOMBRE.format(cuenta_id))


def de_la_entidad(
    sesion: Session, entidad_id: int, que_puedan: Operacion | None = None
) -> dict[str, Persona]:
    """Las cuentas activas con un rol en la entidad, por su correo y en orden de nombre.

    Con `que_puedan`, solo las que tienen un rol que lo permite.
    """
    roles: Iterable[Rol] = Rol if que_puedan is None else pueden(que_puedan)
    suyas = (
        select(Cuenta)
        .join(PertenenciaDeCuenta, onclause=col(PertenenciaDeCuenta.cuenta_id) == col(Cuenta.id))
        .where(PertenenciaDeCuenta.entidad_id == entidad_id, col(PertenenciaDeCuenta.rol).in_(list(roles)))
        .where(col(Cuenta.activa), col(Cuenta.suprimida).is_(None))
        .order_by(col(Cuenta.nombre), col(Cuenta.id))
    )
    return {c.correo: Persona(c.id or 0, c.nombre) for c in sesion.exec(suyas)}
