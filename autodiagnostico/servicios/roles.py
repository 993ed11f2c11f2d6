"""Los roles de una cuenta, y dónde los ejerce."""

from __future__ import annotations

from collections.abc import Iterator

from sqlmodel import Session, select

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen.tablas import Entidad, PertenenciaDeCuenta
from autodiagnostico.cuentas import sesiones, supresion
from autodiagnostico.cuentas.fichas import FichaDeCuenta, ficha, fila, utilizable
from autodiagnostico.errores import ErrorDeEntrada
from autodiagnostico.permisos import Ambito, Operacion, Pertenencia, Rol
from autodiagnostico.sala import Sala


def dar_rol(sala: Sala, cuenta_id: int, pertenencia: Pertenencia) -> FichaDeCuenta:
    """Da un rol; el que ya tenía ahí no se repite. Lanza ErrorDeEntrada con todo lo que no cuadra."""
    acceso.exigir(sala, Operacion.ADMINISTRAR_CUENTAS)
    with escribir(sala.motor_bd) as sesion:
        suya = utilizable(sesion, cuenta_id)
        problemas = list(_problemas(sesion, pertenencia))
        if problemas:
            raise ErrorDeEntrada(f"Rol «{pertenencia.rol.nombre}»", problemas)
        poner_rol(sesion, sala, cuenta_id, pertenencia)
        return ficha(sesion, suya)


def poner_rol(sesion: Session, sala: Sala, cuenta_id: int, pertenencia: Pertenencia) -> None:
    """Deja un rol ya revisado en una cuenta, y lo asienta, en la transacción abierta."""
    igual = select(PertenenciaDeCuenta).where(
        PertenenciaDeCuenta.cuenta_id == cuenta_id,
        PertenenciaDeCuenta.rol == pertenencia.rol,
        PertenenciaDeCuenta.entidad_id == pertenencia.entidad_id,
        PertenenciaDeCuenta.sector == pertenencia.sector,
    )
    suyo = sesion.exec(igual).first() or PertenenciaDeCuenta(
        cuenta_id=cuenta_id,
        rol=pertenencia.rol,
        entidad_id=pertenencia.entidad_id,
        sector=pertenencia.sector,
    )
    sesion.add(suyo)
    sesion.flush()
    _asentar(sesion, sala, "rol dado", cuenta_id, pertenencia)


def quitar_rol(sala: Sala, cuenta_id: int, rol_id: int) -> FichaDeCuenta:
    """Quita un rol a una cuenta; si ya no lo tenía, no pasa nada."""
    acceso.exigir(sala, Operacion.ADMINISTRAR_CUENTAS)
    with escribir(sala.motor_bd) as sesion:
        cuenta = fila(sesion, cuenta_id)
        suyo = sesion.get(PertenenciaDeCuenta, rol_id)
        if suyo is not None and suyo.cuenta_id == cuenta_id:
            if suyo.rol == Rol.ADMINISTRA and cuenta.activa:
                supresion.exigir_otra_que_administre(sesion, cuenta_id)
            sesion.delete(suyo)
            sesion.flush()
            _asentar(sesion, sala, "rol quitado", cuenta_id, sesiones.pertenencia_de(suyo))
        return ficha(sesion, cuenta)


def _problemas(sesion: Session, pertenencia: Pertenencia) -> Iterator[str]:
    """Lo que un rol pide y no trae, o trae y no le toca."""
    ambito = pertenencia.rol.ambito
    if ambito is Ambito.ENTIDAD and pertenencia.entidad_id is None:
        yield "diga en qué entidad lo ejerce."
    if ambito is not Ambito.ENTIDAD and pertenencia.entidad_id is not None:
        yield "no se ejerce en una entidad: quítela."
    if ambito is Ambito.SECTOR and not (pertenencia.sector or "").strip():
        yield "diga en qué sector lo ejerce."
    if ambito is not Ambito.SECTOR and pertenencia.sector is not None:
        yield "no se ejerce en un sector: quítelo."
    if pertenencia.entidad_id is not None and sesion.get(Entidad, pertenencia.entidad_id) is None:
        yield "esa entidad no existe."


def _asentar(sesion: Session, sala: Sala, hecho: str, cuenta_id: int, pertenencia: Pertenencia) -> None:
    bitacora.asentar(
        sesion,
        sala,
        hecho,
        objeto=f"cuenta:{cuenta_id}",
        entidad_id=pertenencia.entidad_id,
        rol=pertenencia.rol.value,
        sector=pertenencia.sector,
    )
