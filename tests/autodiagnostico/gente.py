"""Cuentas de prueba, con sus roles, y quién piden ser."""

from __future__ import annotations

from autodiagnostico.almacen import escribir
from autodiagnostico.almacen.tablas import Cuenta, PertenenciaDeCuenta
from autodiagnostico.permisos import Pertenencia, Quien, Rol
from autodiagnostico.sala import Sala


def cuenta(sala: Sala, nombre: str, *roles: Rol, entidad: int | None = None, activa: bool = True) -> Quien:
    """Una cuenta nueva con esos roles en una entidad; su correo sale de su nombre."""
    correo = f"{nombre.split(maxsplit=1)[0].lower()}@entidad.gov.co"
    with escribir(sala.motor_bd) as sesion:
        fila = Cuenta(correo=correo, nombre=nombre, activa=activa)
        sesion.add(fila)
        sesion.flush()
        numero = fila.id or 0
        for rol in roles:
            sesion.add(PertenenciaDeCuenta(cuenta_id=numero, rol=rol.value, entidad_id=entidad))
    return Quien(nombre, numero, tuple(Pertenencia(rol, entidad) for rol in roles))


def numero(quien: Quien) -> int:
    """El número de su cuenta."""
    assert quien.cuenta_id is not None
    return quien.cuenta_id
