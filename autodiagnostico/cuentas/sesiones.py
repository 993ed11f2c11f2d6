"""Las sesiones abiertas, dentro de una transacción que ya está abierta."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, cast

from sqlmodel import Session, col, select, update

from autodiagnostico.ajustes import Ajustes
from autodiagnostico.almacen.tablas import Cuenta, PertenenciaDeCuenta, SesionDeCuenta, ahora
from autodiagnostico.cuentas import testigos
from autodiagnostico.permisos import Pertenencia, Quien, Rol
from autodiagnostico.privacidad import leer_aviso

Medio = Literal["clave", "institucional"]
Pendiente = Literal["clave", "aviso"]
"""Lo que falta antes de entrar: cambiar la clave de un solo uso o aceptar el aviso de privacidad."""
MAXIMO_EQUIPO = 60
CADA = timedelta(minutes=1)
"""Cada cuánto se anota que una sesión sigue en uso."""


@dataclass(frozen=True, slots=True)
class Abierta:
    """Una sesión que vale; con algo pendiente, todavía no sirve para ver las páginas."""

    id: int
    huella: str
    quien: Quien
    medio: Medio
    equipo: str
    vista: datetime
    pendiente: Pendiente | None


def abrir(sesion: Session, cuenta: Cuenta, ajustes: Ajustes, medio: Medio, equipo: str) -> str:
    """Abre una sesión y devuelve su testigo, que no se guarda en ninguna parte."""
    testigo, este = testigos.nuevo(), ahora()
    sesion.add(
        SesionDeCuenta(
            huella=testigos.huella(testigo),
            cuenta_id=cuenta.id or 0,
            medio=medio,
            equipo=equipo[:MAXIMO_EQUIPO],
            creada=este,
            vista=este,
            vence=este + timedelta(hours=ajustes.sesion_maxima),
        )
    )
    return testigo


def leer(sesion: Session, huella: str, ajustes: Ajustes) -> Abierta | None:
    """La sesión de esa huella, si vale: ni cerrada, ni vencida, ni olvidada, y de una cuenta activa."""
    hallada = sesion.exec(
        select(SesionDeCuenta, Cuenta)
        .join(Cuenta, onclause=col(SesionDeCuenta.cuenta_id) == col(Cuenta.id))
        .where(SesionDeCuenta.huella == huella)
    ).first()
    if hallada is None:
        return None
    fila, cuenta = hallada
    if not cuenta.activa or not vale(fila, ajustes):
        return None
    return Abierta(
        id=fila.id or 0,
        huella=huella,
        quien=quien_de(sesion, cuenta),
        medio=cast(Medio, fila.medio),
        equipo=fila.equipo,
        vista=fila.vista,
        pendiente=_pendiente(cuenta, fila, ajustes),
    )


def _pendiente(cuenta: Cuenta, fila: SesionDeCuenta, ajustes: Ajustes) -> Pendiente | None:
    if cuenta.debe_cambiar_clave and fila.medio == "clave":
        return "clave"
    return None if cuenta.aviso_version == leer_aviso(ajustes.aviso).version else "aviso"


def vale(fila: SesionDeCuenta, ajustes: Ajustes) -> bool:
    """Si una sesión sigue abierta."""
    inactiva = fila.vista + timedelta(minutes=ajustes.sesion_inactiva)
    return fila.cerrada is None and ahora() < min(fila.vence, inactiva)


def quien_de(sesion: Session, cuenta: Cuenta) -> Quien:
    """Quién es una cuenta, con los roles que tiene ahora."""
    suyas = select(PertenenciaDeCuenta).where(PertenenciaDeCuenta.cuenta_id == cuenta.id)
    filas = sesion.exec(suyas.order_by(col(PertenenciaDeCuenta.id)))
    return Quien(cuenta.nombre, cuenta.id, tuple(pertenencia_de(f) for f in filas))


def pertenencia_de(fila: PertenenciaDeCuenta) -> Pertenencia:
    """Un rol de una cuenta."""
    return Pertenencia(Rol(fila.rol), fila.entidad_id, fila.sector)


def tocar(sesion: Session, sesion_id: int) -> None:
    """Anota que se usó."""
    sesion.exec(update(SesionDeCuenta).where(col(SesionDeCuenta.id) == sesion_id).values(vista=ahora()))


def cerrar(sesion: Session, huella: str) -> None:
    """Cierra una; si no estaba abierta, no pasa nada."""
    suya = update(SesionDeCuenta).where(col(SesionDeCuenta.huella) == huella)
    sesion.exec(suya.where(col(SesionDeCuenta.cerrada).is_(None)).values(cerrada=ahora()))


def cerrar_de(sesion: Session, cuenta_id: int, *, menos: int | None = None) -> int:
    """Cierra las de una cuenta, menos una si se dice, y devuelve cuántas."""
    suyas = update(SesionDeCuenta).where(
        col(SesionDeCuenta.cuenta_id) == cuenta_id, col(SesionDeCuenta.cerrada).is_(None)
    )
    if menos is not None:
        suyas = suyas.where(col(SesionDeCuenta.id) != menos)
    return sesion.exec(suyas.values(cerrada=ahora())).rowcount


def equipo_de(agente: str) -> str:
    """Navegador y sistema, para reconocer una sesión en la lista; del resto no se guarda nada."""
    navegador = next((n for clave, n in _NAVEGADORES if clave in agente), "Otro navegador")
    sistema = next((n for clave, n in _SISTEMAS if clave in agente), "")
    return f"{navegador} en {sistema}" if sistema else navegador


# El orden importa: Edge y Opera dicen además que son Chrome, y Chrome dice además que es Safari.
_NAVEGADORES = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SISTEMAS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)
