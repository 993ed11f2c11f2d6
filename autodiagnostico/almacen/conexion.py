"""Abrir la base y leer o escribir en ella.

En SQLite, toda escritura empieza con BEGIN IMMEDIATE: dos que escriben a la vez esperan su turno
(`busy_timeout`) en vez de pisarse, y con `synchronous=FULL` lo confirmado ya está en el disco.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlmodel import Session, create_engine

from autodiagnostico.errores import ErrorDeAlmacen

ESPERA_MS = 20_000
_ESCRIBE, _MIGRA = "autodiagnostico_escribe", "autodiagnostico_migra"


def crear_motor(url: str) -> Engine:
    """El motor de una URL; en SQLite crea la carpeta que falte. Lanza ErrorDeAlmacen."""
    try:
        partes = make_url(url)
        motor = create_engine(url, json_serializer=_en_json)
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise ErrorDeAlmacen(
            f"La dirección de la base de datos no se admite ({error}). "
            "Revise AUTODIAGNOSTICO_BD; por ejemplo sqlite:////ruta/autodiagnostico.sqlite3 "
            "o postgresql+psycopg://usuario@servidor/base."
        ) from error
    if partes.get_backend_name() == "sqlite":
        if partes.database and partes.database != ":memory:":
            _crear_carpeta(Path(partes.database).parent)
        event.listen(motor, "connect", _al_conectar)
        event.listen(motor, "begin", _al_empezar)
    return motor


def _en_json(valor: Any) -> str:
    return json.dumps(valor, ensure_ascii=False)


def _crear_carpeta(carpeta: Path) -> None:
    try:
        carpeta.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise ErrorDeAlmacen(f"No se puede crear la carpeta de datos {carpeta}: {error.strerror}.") from error


def _al_conectar(conexion: Any, _registro: Any) -> None:
    conexion.isolation_level = None  # el BEGIN lo pone _al_empezar, no el controlador
    for ajuste in (f"busy_timeout={ESPERA_MS}", "journal_mode=WAL", "synchronous=FULL"):
        conexion.execute(f"PRAGMA {ajuste}")


def _al_empezar(conexion: Connection) -> None:
    """Las claves foráneas se ponen aquí porque dentro de una transacción ya no se pueden cambiar."""
    opciones = conexion.get_execution_options()
    conexion.exec_driver_sql(f"PRAGMA foreign_keys={'OFF' if opciones.get(_MIGRA) else 'ON'}")
    conexion.exec_driver_sql("BEGIN IMMEDIATE" if opciones.get(_ESCRIBE) else "BEGIN")


def para_escribir(motor: Engine) -> Engine:
    """El mismo motor, cuyas transacciones toman el turno de escritura desde el principio."""
    return motor.execution_options(**{_ESCRIBE: True})


def para_migrar(motor: Engine) -> Engine:
    """Como `para_escribir`, sin claves foráneas.

    SQLite rehace una tabla borrándola, y con ellas puestas se llevaría lo que apunta a ella.
    """
    return motor.execution_options(**{_ESCRIBE: True, _MIGRA: True})


@contextmanager
def leer(motor: Engine) -> Iterator[Session]:
    """Una transacción de lectura: todo lo que se lee en ella es de un mismo momento."""
    with _traducir(), Session(motor) as sesion:
        yield sesion


@contextmanager
def escribir(motor: Engine) -> Iterator[Session]:
    """Una transacción: al salir queda confirmada; si algo falla, nada cambió."""
    with _traducir(), Session(para_escribir(motor), expire_on_commit=False) as sesion, sesion.begin():
        yield sesion


@contextmanager
def _traducir() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise ErrorDeAlmacen(_no_se_guardo(str(error.orig))) from error
    except SQLAlchemyError as error:
        raise ErrorDeAlmacen(_no_se_guardo(str(error))) from error


def _no_se_guardo(detalle: str) -> str:
    return f"La base de datos no respondió: {explicar(detalle)}. Lo que se estaba guardando no se guardó."


_CONOCIDOS = {
    "database is locked": "otro proceso la tiene ocupada; espere un momento y repita",
    "readonly database": "el archivo es de solo lectura",
    "disk is full": "el disco está lleno",
    "unable to open": "el archivo no se puede abrir; revise la carpeta y sus permisos",
    "file is not a database": "el archivo no es una base SQLite",
    "malformed": "el archivo está dañado; recupere una copia",
    "FOREIGN KEY": "lo que se iba a cambiar ya no existe; vuelva a abrir la página",
    "UNIQUE": "otra persona guardó lo mismo en este momento; vuelva a intentarlo",
    "duplicate key": "otra persona guardó lo mismo en este momento; vuelva a intentarlo",
}


def explicar(detalle: str) -> str:
    """Qué pasó con la base, en español cuando se sabe."""
    return next((texto for clave, texto in _CONOCIDOS.items() if clave in detalle), detalle)
