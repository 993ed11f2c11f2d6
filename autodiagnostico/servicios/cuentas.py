"""Las cuentas, para quien las administra: crearlas, darles roles, desactivarlas y darles una clave nueva."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session, select

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import Cuenta, ahora
from autodiagnostico.cuentas import claves, correos, frenos, sesiones, supresion
from autodiagnostico.cuentas.fichas import ConClave, FichaDeCuenta, RolDeCuenta, ficha, fila, utilizable
from autodiagnostico.errores import ErrorDeEntrada, ErrorDeServicio
from autodiagnostico.permisos import PROGRAMA, Operacion, Pertenencia, Rol
from autodiagnostico.sala import Sala
from autodiagnostico.servicios.roles import dar_rol, poner_rol, quitar_rol
from reglas.errores import sugerencia
from reglas.texto import normalizar

__all__ = [
    "ConClave",
    "FichaDeCuenta",
    "RolDeCuenta",
    "activar",
    "cambiar_datos",
    "crear",
    "dar_rol",
    "depurar",
    "desactivar",
    "leer",
    "listar",
    "nueva_clave",
    "numero_de",
    "primer_administrador",
    "quitar_rol",
    "suprimir",
]

VALE_UN_SOLO_USO = timedelta(days=7)
MAXIMO_NOMBRE = 200


def listar(sala: Sala) -> list[FichaDeCuenta]:
    """Todas, por nombre; al final las que ya no pueden entrar."""
    acceso.exigir(sala, Operacion.ADMINISTRAR_CUENTAS)
    with leyendo(sala.motor_bd) as sesion:
        fichas = [ficha(sesion, una) for una in sesion.exec(select(Cuenta))]
    return sorted(fichas, key=lambda f: (not f.activa, normalizar(f.nombre), f.id))


def leer(sala: Sala, cuenta_id: int) -> FichaDeCuenta:
    """Una cuenta."""
    acceso.exigir(sala, Operacion.ADMINISTRAR_CUENTAS)
    with leyendo(sala.motor_bd) as sesion:
        return ficha(sesion, fila(sesion, cuenta_id))


def numero_de(sala: Sala, correo: str) -> int:
    """El número de la cuenta que tiene ese correo."""
    acceso.exigir(sala, Operacion.ADMINISTRAR_CUENTAS)
    buscado = correos.normalizar(correo)
    with leyendo(sala.motor_bd) as sesion:
        por_correo = {c.correo: c.id or 0 for c in sesion.exec(select(Cuenta))}
    if buscado not in por_correo:
        raise ErrorDeEntrada(
            "Cuenta", [f"no hay ninguna con el correo «{buscado}».{sugerencia(buscado, por_correo)}"]
        )
    return por_correo[buscado]


def crear(sala: Sala, correo: str, nombre: str) -> ConClave:
    """Crea una cuenta sin roles, con una clave de un solo uso. Lanza ErrorDeEntrada con todo lo que falta."""
    acceso.exigir(sala, Operacion.ADMINISTRAR_CUENTAS)
    correo, nombre = correos.normalizar(correo), " ".join(nombre.split())
    clave = claves.de_un_solo_uso()
    resumen = claves.resumir(clave)
    with escribir(sala.motor_bd) as sesion:
        _exigir_datos(sesion, correo, nombre, None)
        suya = _nueva(sesion, correo, nombre, resumen)
        bitacora.asentar(sesion, sala, "cuenta creada", objeto=f"cuenta:{suya.id}")
        return ConClave(ficha(sesion, suya), clave)


def cambiar_datos(sala: Sala, cuenta_id: int, correo: str, nombre: str) -> FichaDeCuenta:
    """Corrige el nombre o el correo."""
    acceso.exigir(sala, Operacion.ADMINISTRAR_CUENTAS)
    correo, nombre = correos.normalizar(correo), " ".join(nombre.split())
    with escribir(sala.motor_bd) as sesion:
        suya = utilizable(sesion, cuenta_id)
        _exigir_datos(sesion, correo, nombre, cuenta_id)
        suya.correo, suya.nombre = correo, nombre
        sesion.add(suya)
        bitacora.asentar(sesion, sala, "datos de cuenta cambiados", objeto=f"cuenta:{cuenta_id}")
        return ficha(sesion, suya)


def nueva_clave(sala: Sala, cuenta_id: int) -> ConClave:
    """Pone otra clave de un solo uso, suelta el freno y cierra las sesiones de la cuenta."""
    acceso.exigir(sala, Operacion.ADMINISTRAR_CUENTAS)
    clave = claves.de_un_solo_uso()
    resumen = claves.resumir(clave)
    with escribir(sala.motor_bd) as sesion:
        suya = utilizable(sesion, cuenta_id)
        if not suya.activa:
            raise ErrorDeServicio("Esa cuenta está desactivada. Actívela primero.")
        suya.clave, suya.debe_cambiar_clave = resumen, True
        suya.clave_vence = ahora() + VALE_UN_SOLO_USO
        sesion.add(suya)
        frenos.soltar(sesion, frenos.de_correo(suya.correo))
        sesiones.cerrar_de(sesion, cuenta_id)
        bitacora.asentar(sesion, sala, "clave de un solo uso", objeto=f"cuenta:{cuenta_id}")
        return ConClave(ficha(sesion, suya), clave)


def desactivar(sala: Sala, cuenta_id: int) -> FichaDeCuenta:
    """Deja de poder entrar y sus sesiones se cierran; conserva sus roles por si vuelve."""
    acceso.exigir(sala, Operacion.ADMINISTRAR_CUENTAS)
    with escribir(sala.motor_bd) as sesion:
        suya = fila(sesion, cuenta_id)
        if suya.activa:
            supresion.exigir_otra_que_administre(sesion, cuenta_id)
            suya.activa, suya.desactivada = False, ahora()
            sesion.add(suya)
            sesiones.cerrar_de(sesion, cuenta_id)
            bitacora.asentar(sesion, sala, "cuenta desactivada", objeto=f"cuenta:{cuenta_id}")
        return ficha(sesion, suya)


def activar(sala: Sala, cuenta_id: int) -> FichaDeCuenta:
    """Vuelve a poder entrar, con la clave que tenía."""
    acceso.exigir(sala, Operacion.ADMINISTRAR_CUENTAS)
    with escribir(sala.motor_bd) as sesion:
        suya = utilizable(sesion, cuenta_id)
        if not suya.activa:
            suya.activa, suya.desactivada = True, None
            sesion.add(suya)
            bitacora.asentar(sesion, sala, "cuenta activada", objeto=f"cuenta:{cuenta_id}")
        return ficha(sesion, suya)


def suprimir(sala: Sala, cuenta_id: int) -> None:
    """Quita para siempre el nombre, el correo y los roles de una cuenta; lo que hizo sigue con su número."""
    acceso.exigir(sala, Operacion.ADMINISTRAR_CUENTAS)
    with escribir(sala.motor_bd) as sesion:
        supresion.suprimir(sesion, sala, utilizable(sesion, cuenta_id))


def primer_administrador(sala: Sala) -> ConClave | None:
    """En una base sin cuentas crea la de quien administra; si ya hay alguna, None. La llama quien sirve."""
    with leyendo(sala.motor_bd) as sesion:
        if sesion.exec(select(Cuenta.id)).first() is not None:
            return None
    clave = claves.de_un_solo_uso()
    resumen = claves.resumir(clave)
    correo = correos.normalizar(sala.ajustes.administrador)
    del_programa = sala.como(PROGRAMA)
    with escribir(sala.motor_bd) as sesion:
        bitacora.tomar_cabeza(sesion)  # otro proceso puede estar arrancando: solo uno la crea
        if sesion.exec(select(Cuenta.id)).first() is not None:
            return None
        _exigir_datos(sesion, correo, "Administración", None)
        suya = _nueva(sesion, correo, "Administración", resumen)
        bitacora.asentar(sesion, del_programa, "cuenta creada", objeto=f"cuenta:{suya.id}")
        poner_rol(sesion, del_programa, suya.id or 0, Pertenencia(Rol.ADMINISTRA))
        return ConClave(ficha(sesion, suya), clave)


def depurar(sala: Sala) -> None:
    """Borra lo que cumplió su tiempo y suprime las cuentas que llevan mucho desactivadas."""
    acceso.exigir(sala, Operacion.ADMINISTRAR_CUENTAS)
    with escribir(sala.motor_bd) as sesion:
        supresion.depurar(sesion, sala)


def _nueva(sesion: Session, correo: str, nombre: str, resumen: str) -> Cuenta:
    suya = Cuenta(
        correo=correo,
        nombre=nombre,
        clave=resumen,
        debe_cambiar_clave=True,
        clave_vence=ahora() + VALE_UN_SOLO_USO,
    )
    sesion.add(suya)
    sesion.flush()
    return suya


def _exigir_datos(sesion: Session, correo: str, nombre: str, cuenta_id: int | None) -> None:
    problemas = correos.problemas(correo)
    if not 0 < len(nombre) <= MAXIMO_NOMBRE:
        problemas.append(f"Falta el nombre, o pasa de {MAXIMO_NOMBRE} caracteres.")
    otra = sesion.exec(select(Cuenta).where(Cuenta.correo == correo)).first()
    if otra is not None and otra.id != cuenta_id:
        problemas.append(f"Ya hay una cuenta con el correo «{correo}».")
    if problemas:
        raise ErrorDeEntrada("Cuenta", problemas)
