"""Las bases de reglas que se guardan: con la que algo se envió se sigue mirando aunque la de hoy sea otra."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import Engine
from sqlmodel import Session, select

from autodiagnostico.almacen import leer
from autodiagnostico.almacen.tablas import BaseDeReglas
from autodiagnostico.errores import ErrorDeServicio
from reglas import Catalogo
from reglas.errores import ErrorDeVolcado
from reglas.volcado import restaurar, volcar


def guardar(sesion: Session, catalogo: Catalogo) -> None:
    """Guarda una base si todavía no está; es la misma para todos los que la usaron."""
    if sesion.exec(select(BaseDeReglas.id).where(BaseDeReglas.digesto == catalogo.digesto)).first() is None:
        documento = volcar(catalogo)
        sesion.add(BaseDeReglas(digesto=catalogo.digesto, version=catalogo.base.version, contenido=documento))
        sesion.flush()


def con_digesto(motor_bd: Engine, digesto: str, de_hoy: Catalogo) -> Catalogo | None:
    """La base de un digesto: la de hoy si es esa; si no, la guardada, o None si no se guardó.

    Lanza ErrorDeServicio si la guardada ya no se puede usar.
    """
    if digesto == de_hoy.digesto:
        return de_hoy
    with leer(motor_bd) as sesion:
        if sesion.exec(select(BaseDeReglas.id).where(BaseDeReglas.digesto == digesto)).first() is None:
            return None
    return _guardada(motor_bd, digesto)


@lru_cache(maxsize=4)
def _guardada(motor_bd: Engine, digesto: str) -> Catalogo:
    with leer(motor_bd) as sesion:
        fila = sesion.exec(select(BaseDeReglas).where(BaseDeReglas.digesto == digesto)).one()
        try:
            return restaurar(fila.contenido)
        except ErrorDeVolcado as error:
            raise ErrorDeServicio(
                f"{error} Es la {fila.version}, digesto {digesto[:12]}. Lo que se cerró con ella sigue "
                "guardado entero y se puede descargar."
            ) from error
