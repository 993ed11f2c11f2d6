"""SQLite: un archivo en el disco, para una sola máquina.

Toda escritura empieza con BEGIN IMMEDIATE: dos que escriben a la vez esperan su turno (`busy_timeout`) en
vez de pisarse, y con `synchronous=FULL` lo confirmado ya está en el disco.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, event
from sqlmodel import create_engine

from autodiagnostico.almacen.comun import ESPERA, LEE, MIGRA, TOMA_TURNO, en_json
from autodiagnostico.errores import ErrorDeAlmacen

NOMBRE = "sqlite"


def motor(url: URL) -> Engine:
    """El motor de un archivo; crea la carpeta que falte. Lanza ErrorDeAlmacen."""
    if url.database and url.database != ":memory:":
        _crear_carpeta(Path(url.database).parent)
    nuevo = create_engine(url, json_serializer=en_json)
    event.listen(nuevo, "connect", _al_conectar)
    event.listen(nuevo, "begin", _al_empezar)
    return nuevo


def _crear_carpeta(carpeta: Path) -> None:
    try:
        carpeta.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise ErrorDeAlmacen(f"No se puede crear la carpeta de datos {carpeta}: {error.strerror}.") from error


def _al_conectar(conexion: Any, _registro: Any) -> None:
    conexion.isolation_level = None  # el BEGIN lo pone _al_empezar, no el controlador
    for ajuste in (f"busy_timeout={ESPERA * 1000}", "journal_mode=WAL", "synchronous=FULL"):
        conexion.execute(f"PRAGMA {ajuste}")


def _al_empezar(conexion: Connection) -> None:
    """Las claves foráneas se ponen aquí porque dentro de una transacción ya no se pueden cambiar."""
    opciones = conexion.get_execution_options()
    conexion.exec_driver_sql(f"PRAGMA foreign_keys={'OFF' if opciones.get(MIGRA) else 'ON'}")
    conexion.exec_driver_sql(f"PRAGMA query_only={'ON' if opciones.get(LEE) else 'OFF'}")
    conexion.exec_driver_sql("BEGIN IMMEDIATE" if opciones.get(TOMA_TURNO) else "BEGIN")
