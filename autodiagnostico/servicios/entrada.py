"""Entrar, salir, cambiar la clave y aceptar el aviso: lo que se hace antes de tener permisos."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn

from sqlmodel import Session, col, select

from autodiagnostico import bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import Cuenta, ahora
from autodiagnostico.cuentas import claves, correos, frenos, sesiones, testigos
from autodiagnostico.cuentas.identidades import TERMINO
from autodiagnostico.cuentas.sesiones import Abierta, Medio
from autodiagnostico.errores import ErrorDeCredenciales, ErrorDeEntrada, ErrorDeSesion
from autodiagnostico.permisos import NADIE
from autodiagnostico.privacidad import leer_aviso
from autodiagnostico.sala import Sala
from autodiagnostico.textos import cuantas

NO_COINCIDEN = (
    "El correo o la clave no coinciden. Revise que estén bien escritos; si no recuerda la clave, pida otra "
    "a quien administra las cuentas."
)
SIN_CUENTA = (
    "Su institución lo reconoce, pero aquí no hay una cuenta activa con su correo comprobado. Pídala "
    "a quien administra las cuentas."
)


@dataclass(frozen=True, slots=True)
class Visita:
    """Desde dónde entra alguien: la dirección de red, lo que dice su navegador y el testigo que traía."""

    origen: str = ""
    agente: str = ""
    testigo: str | None = None


def entrar(sala: Sala, correo: str, clave: str, visita: Visita) -> str:
    """Abre una sesión y devuelve su testigo. Lanza ErrorDeCredenciales, que no dice qué falló."""
    correo = correos.normalizar(correo)
    por_correo, por_origen = frenos.de_correo(correo), frenos.de_origen(visita.origen)
    _contar_intento(sala, por_correo, por_origen)
    with leyendo(sala.motor_bd) as sesion:
        cuenta = _cuenta(sesion, correo)
        guardada = _clave_util(cuenta)
    if not claves.comprobar(clave, guardada):
        _negar(sala, por_correo, None if cuenta is None else cuenta.id)
    with escribir(sala.motor_bd) as sesion:
        cuenta = _cuenta(sesion, correo)
        if cuenta is None or cuenta.clave != guardada or _clave_util(cuenta) is None:
            raise ErrorDeCredenciales(NO_COINCIDEN)  # la cambiaron mientras se comprobaba
        frenos.soltar(sesion, por_correo)
        frenos.devolver(sesion, por_origen)
        return _abrir(sesion, sala, cuenta, "clave", visita)


def entrar_institucional(sala: Sala, correo: str, comprobado: bool, visita: Visita) -> str:
    """Abre una sesión a quien reconoció el proveedor de identidad, si alguien le creó una cuenta.

    El proveedor solo dice de quién es el correo: los roles son los de la cuenta.
    """
    with escribir(sala.motor_bd) as sesion:
        cuenta = _cuenta(sesion, correos.normalizar(correo))
        if not comprobado or cuenta is None or not cuenta.activa:
            raise ErrorDeCredenciales(SIN_CUENTA)
        return _abrir(sesion, sala, cuenta, "institucional", visita)


def salir(sala: Sala, testigo: str) -> None:
    """Cierra la sesión de un testigo; si ya no valía, no pasa nada."""
    with escribir(sala.motor_bd) as sesion:
        abierta = sesiones.leer(sesion, testigos.huella(testigo), sala.ajustes)
        if abierta is not None:
            sesiones.cerrar(sesion, abierta.huella)
            _asentar(sesion, sala, abierta, "salió")


def cambiar_clave(sala: Sala, testigo: str, actual: str, nueva: str, repetida: str) -> str:
    """Cambia la clave, cierra todas las sesiones de la cuenta y abre otra, cuyo testigo devuelve.

    Lanza ErrorDeEntrada con todo lo que le falta a la nueva, y ErrorDeCredenciales si la actual no es.
    """
    with leyendo(sala.motor_bd) as sesion:
        cuenta = _cuenta_de(sesion, _abierta(sesion, sala, testigo))
    por_correo = frenos.de_correo(cuenta.correo)
    problemas = claves.problemas(nueva, correo=cuenta.correo, nombre=cuenta.nombre, repetida=repetida)
    if nueva and nueva == actual:
        problemas.append("Es la misma que tenía.")
    if problemas:
        raise ErrorDeEntrada("La clave nueva", problemas)
    _contar_intento(sala, por_correo)
    if not claves.comprobar(actual, cuenta.clave):
        _negar(sala, por_correo, cuenta.id, "La clave actual no es esa.")
    resumen = claves.resumir(nueva)
    with escribir(sala.motor_bd) as sesion:
        abierta = _abierta(sesion, sala, testigo)
        cuenta = _cuenta_de(sesion, abierta)
        frenos.soltar(sesion, por_correo)
        cuenta.clave, cuenta.debe_cambiar_clave, cuenta.clave_vence = resumen, False, None
        sesion.add(cuenta)
        sesiones.cerrar_de(sesion, abierta.quien.cuenta_id or 0)
        _asentar(sesion, sala, abierta, "clave cambiada")
        return _otra(sesion, sala, cuenta, abierta)


def aceptar_aviso(sala: Sala, testigo: str, version: str) -> None:
    """Deja constancia de que se aceptó esa versión del aviso; si ya no es la de ahora, pide leer la nueva."""
    if version != leer_aviso(sala.ajustes.aviso).version:
        raise ErrorDeEntrada("El aviso", ["cambió mientras lo leía. Lea el nuevo y acéptelo."])
    with escribir(sala.motor_bd) as sesion:
        abierta = _abierta(sesion, sala, testigo)
        cuenta = _cuenta_de(sesion, abierta)
        cuenta.aviso_version, cuenta.aviso_aceptado = version, ahora()
        sesion.add(cuenta)
        _asentar(sesion, sala, abierta, f"aviso aceptado: {version}")


def _contar_intento(sala: Sala, por_correo: str, por_origen: str | None = None) -> None:
    """Cuenta el intento antes de comprobar nada; ErrorDeCredenciales si todavía hay que esperar."""
    este = ahora()
    contados = [(por_correo, frenos.POR_CUENTA)]
    if por_origen is not None:
        contados.append((por_origen, frenos.POR_ORIGEN))
    with escribir(sala.motor_bd) as sesion:
        esperas = [e for clave, _ in contados if (e := frenos.espera(sesion, clave, este)) is not None]
        if not esperas:
            for clave, politica in contados:
                frenos.contar(sesion, clave, politica, este)
    if esperas:
        raise ErrorDeCredenciales(
            f"Hubo demasiados intentos. Espere {_en_palabras(max(esperas), este)} y vuelva a probar."
        )


def _en_palabras(hasta: datetime, desde: datetime) -> str:
    return cuantas(max(1, math.ceil((hasta - desde).total_seconds() / 60)), "minuto", "minutos")


def _negar(sala: Sala, por_correo: str, cuenta_id: int | None, dicho: str = NO_COINCIDEN) -> NoReturn:
    """Lo que sigue a una clave que no es, igual si el correo es de alguien o de nadie.

    Se asienta solo al empezar un freno: si no, probar claves llenaría la bitácora.
    """
    objeto = "" if cuenta_id is None else f"cuenta:{cuenta_id}"
    with escribir(sala.motor_bd) as sesion:
        if frenos.espera(sesion, por_correo, ahora()) is not None:
            bitacora.asentar(sesion, sala.como(NADIE), "entrada frenada", objeto=objeto)
    raise ErrorDeCredenciales(dicho)


def _clave_util(cuenta: Cuenta | None) -> str | None:
    """Contra qué se compara; None si no hay con qué entrar."""
    if cuenta is None or not cuenta.activa:
        return None
    if cuenta.clave_vence is not None and cuenta.clave_vence <= ahora():
        return None
    return cuenta.clave


def _abrir(sesion: Session, sala: Sala, cuenta: Cuenta, medio: Medio, visita: Visita) -> str:
    """El testigo es siempre nuevo: uno que ya estuviera en el navegador pudo ponerlo otra persona."""
    if visita.testigo:
        sesiones.cerrar(sesion, testigos.huella(visita.testigo))
    equipo = sesiones.equipo_de(visita.agente)
    quien = sesiones.quien_de(sesion, cuenta)
    bitacora.asentar(sesion, sala.como(quien), "entró", objeto=f"cuenta:{cuenta.id}", medio=medio)
    return sesiones.abrir(sesion, cuenta, sala.ajustes, medio, equipo)


def _otra(sesion: Session, sala: Sala, cuenta: Cuenta, abierta: Abierta) -> str:
    return sesiones.abrir(sesion, cuenta, sala.ajustes, abierta.medio, abierta.equipo)


def _abierta(sesion: Session, sala: Sala, testigo: str) -> Abierta:
    abierta = sesiones.leer(sesion, testigos.huella(testigo), sala.ajustes)
    if abierta is None:
        raise ErrorDeSesion(TERMINO)
    return abierta


def _cuenta(sesion: Session, correo: str) -> Cuenta | None:
    return sesion.exec(select(Cuenta).where(col(Cuenta.correo) == correo)).first()


def _cuenta_de(sesion: Session, abierta: Abierta) -> Cuenta:
    return sesion.get_one(Cuenta, abierta.quien.cuenta_id)


def _asentar(sesion: Session, sala: Sala, abierta: Abierta, hecho: str) -> None:
    quien = abierta.quien
    bitacora.asentar(sesion, sala.como(quien), hecho, objeto=f"cuenta:{quien.cuenta_id}")
