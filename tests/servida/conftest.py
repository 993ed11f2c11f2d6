"""Dos procesos de la aplicación sobre PostgreSQL, y un nginx con TLS delante."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from autodiagnostico.ajustes import Ajustes
from autodiagnostico.permisos import LOCAL
from autodiagnostico.sala import Sala, abrir_sala
from tests.postgres import Postgres
from tests.servida import nginx as de_nginx
from tests.servida.nginx import Nginx
from tests.servida.piezas import Instancia, servir


@pytest.fixture(scope="package")
def datos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """La carpeta de datos de la instalación."""
    return tmp_path_factory.mktemp("servida")


@pytest.fixture(scope="package")
def bd(servidor_postgres: Postgres) -> Iterator[str]:
    """Su base."""
    url = servidor_postgres.nueva()
    yield url
    servidor_postgres.quitar(url)


@pytest.fixture(scope="package")
def sala(bd: str, datos: Path) -> Iterator[Sala]:
    """Para preparar y mirar sus datos desde la prueba."""
    abierta = abrir_sala(Ajustes(bd=bd, datos=datos)).como(LOCAL)
    yield abierta
    abierta.motor_bd.dispose()


@pytest.fixture(scope="package")
def instancia(sala: Sala, bd: str, datos: Path) -> Iterator[Instancia]:
    """Dos procesos."""
    with servir(datos, bd, 2) as servida:
        yield servida


@pytest.fixture(scope="package")
def nginx(instancia: Instancia, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    """El intermediario."""
    with de_nginx.delante_de(instancia.puertos, tmp_path_factory.mktemp("nginx")) as delante:
        yield delante
