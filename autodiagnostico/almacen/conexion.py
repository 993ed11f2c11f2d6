"""Abrir la base y leer o escribir en ella, igual en SQLite y en PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from sqlalchemy import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlmodel import Session

from autodiagnostico.almacen import postgresql, sqlite
from autodiagnostico.almacen.comun import ESPERA, LEE, MIGRA, TOMA_TURNO
from autodiagnostico.almacen.razones import OCUPADA, explicar
from autodiagnostico.errores import ErrorDeAlmacen

_MOTORES = {sqlite.NOMBRE: sqlite.motor, postgresql.NOMBRE: postgresql.motor}
_NO_SE_GUARDO = "Lo que se estaba guardando no se guardó."
_NO_SE_SABE = "No se sabe si lo último quedó guardado: vuelva a cargar la página y revíselo."


def crear_motor(url: str) -> Engine:
    """El motor de una URL; en SQLite crea la carpeta que falte. Lanza ErrorDeAlmacen."""
    try:
        partes = make_url(url)
        return _MOTORES[partes.get_backend_name()](partes)
    except (ArgumentError, NoSuchModuleError, ImportError, KeyError) as error:
        raise ErrorDeAlmacen(
            f"La dirección de la base de datos no se admite ({error}). "
            "Revise AUTODIAGNOSTICO_BD; por ejemplo sqlite:////ruta/autodiagnostico.sqlite3 "
            "o postgresql+psycopg://usuario:clave@servidor/base."
        ) from error


def para_escribir(motor: Engine) -> Engine:
    """El mismo motor, cuyas transacciones toman el turno de escritura desde el principio."""
    return motor.execution_options(**{TOMA_TURNO: True})


def para_migrar(motor: Engine) -> Engine:
    """Como `para_escribir`, esperando lo que haga falta y, en SQLite, sin claves foráneas.

    SQLite rehace una tabla borrándola, y con ellas puestas se llevaría lo que apunta a ella.
    """
    return motor.execution_options(**{TOMA_TURNO: True, MIGRA: True})


@contextmanager
def leer(motor: Engine) -> Iterator[Session]:
    """Una transacción de lectura: todo lo que se lee en ella es de un mismo momento y nada se cambia."""
    with Session(motor.execution_options(**{LEE: True})) as sesion, _traducir():
        yield sesion


@contextmanager
def escribir(motor: Engine) -> Iterator[Session]:
    """Una transacción: al salir queda confirmada; si algo falla, nada cambió.

    Las escrituras van en fila: lo que se lee dentro no lo cambia nadie hasta salir.
    """
    with _en_fila(motor), Session(para_escribir(motor), expire_on_commit=False) as sesion:
        with _traducir(_NO_SE_GUARDO):
            yield sesion
            sesion.flush()
        with _traducir(_NO_SE_GUARDO, si_se_corta=_NO_SE_SABE):
            sesion.commit()


_FILAS: dict[URL, Lock] = {}


@contextmanager
def _en_fila(motor: Engine) -> Iterator[None]:
    """Entre los hilos de un proceso la fila se hace aquí: quien espera no ocupa una conexión.

    Si la ocupara, unos cuantos esperando dejarían sin ninguna a quien tiene el turno.
    """
    fila = _FILAS.setdefault(motor.url, Lock())
    if not fila.acquire(timeout=ESPERA):
        raise ErrorDeAlmacen(f"La base de datos no respondió: {OCUPADA}. {_NO_SE_GUARDO}")
    try:
        yield
    finally:
        fila.release()


@contextmanager
def _traducir(consecuencia: str = "", si_se_corta: str = "") -> Iterator[None]:
    """Un error de la base, dicho en español con su consecuencia.

    Si la conexión se corta al confirmar, pudo quedar guardado o no: solo lo sabe el servidor.
    """
    try:
        yield
    except SQLAlchemyError as error:
        cortada = isinstance(error, DBAPIError) and error.connection_invalidated
        despues = si_se_corta if cortada and si_se_corta else consecuencia
        raise ErrorDeAlmacen(
            f"La base de datos no respondió: {explicar(error)}. {despues}".strip()
        ) from error
