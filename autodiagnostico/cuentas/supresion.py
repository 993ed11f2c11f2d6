"""Quitar los datos personales de una cuenta, y no quedarse sin quien administre."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session, col, delete, select

from autodiagnostico import bitacora
from autodiagnostico.almacen.tablas import (
    AvisoACuenta,
    Cuenta,
    EncargoDeTema,
    Freno,
    PertenenciaDeCuenta,
    SesionDeCuenta,
    ahora,
)
from autodiagnostico.cuentas import frenos
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.permisos import Rol
from autodiagnostico.sala import Sala

CONSERVAR_FRENOS = timedelta(days=1)


def suprimir(sesion: Session, sala: Sala, fila: Cuenta) -> None:
    """Quita nombre, correo, clave, roles, sesiones, encargos y avisos.

    La fila queda: la historia y la bitácora siguen con su número.
    """
    cuenta_id = fila.id or 0
    if fila.activa:
        exigir_otra_que_administre(sesion, cuenta_id)
    sesion.exec(delete(Freno).where(col(Freno.clave) == frenos.de_correo(fila.correo)))
    sesion.exec(delete(PertenenciaDeCuenta).where(col(PertenenciaDeCuenta.cuenta_id) == cuenta_id))
    sesion.exec(delete(SesionDeCuenta).where(col(SesionDeCuenta.cuenta_id) == cuenta_id))
    sesion.exec(delete(EncargoDeTema).where(col(EncargoDeTema.cuenta_id) == cuenta_id))
    sesion.exec(delete(AvisoACuenta).where(col(AvisoACuenta.cuenta_id) == cuenta_id))
    fila.correo, fila.nombre = f"suprimida-{cuenta_id}", f"Cuenta {cuenta_id}, suprimida"
    fila.clave, fila.debe_cambiar_clave, fila.clave_vence = None, False, None
    fila.activa, fila.suprimida = False, ahora()
    fila.desactivada = fila.desactivada or fila.suprimida
    sesion.add(fila)
    bitacora.asentar(sesion, sala, "datos suprimidos", objeto=f"cuenta:{cuenta_id}")


def exigir_otra_que_administre(sesion: Session, cuenta_id: int) -> None:
    """ErrorDeServicio si sin esa cuenta nadie podría administrar las demás."""
    administran = (
        select(Cuenta.id)
        .join(PertenenciaDeCuenta, onclause=col(PertenenciaDeCuenta.cuenta_id) == col(Cuenta.id))
        .where(col(Cuenta.activa), PertenenciaDeCuenta.rol == Rol.ADMINISTRA)
        .with_for_update()
    )
    quienes = set(sesion.exec(administran))
    if quienes == {cuenta_id}:
        raise ErrorDeServicio(
            "Es la única cuenta que administra. Dé antes el rol «Administración» a otra que esté activa."
        )


def depurar(sesion: Session, sala: Sala) -> None:
    """Borra lo que cumplió su tiempo y suprime las cuentas que llevan mucho desactivadas."""
    este = ahora()
    sesion.exec(delete(Freno).where(col(Freno.ultimo) < este - CONSERVAR_FRENOS))
    viejas = este - timedelta(days=sala.ajustes.conservar_sesiones)
    sesion.exec(delete(SesionDeCuenta).where(col(SesionDeCuenta.vista) < viejas))
    desde = este - timedelta(days=sala.ajustes.conservar_cuentas)
    vencidas = select(Cuenta).where(col(Cuenta.desactivada) < desde, col(Cuenta.suprimida).is_(None))
    for fila in sesion.exec(vencidas).all():
        suprimir(sesion, sala, fila)
