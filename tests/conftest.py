"""Cuánto buscan las propiedades, y las bases de datos: una por prueba, copia de una plantilla ya migrada."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import make_url

from autodiagnostico.almacen import crear_motor, migrar
from tests import postgres
from tests.postgres import Postgres

_LENTAS = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
settings.register_profile("moderado", max_examples=80, deadline=None, suppress_health_check=_LENTAS)
settings.register_profile("CI", settings.get_profile("moderado"), max_examples=500)
settings.load_profile("CI" if os.environ.get("CI") else "moderado")

SQLITE, POSTGRESQL = "sqlite", "postgresql"
SOLO_SQLITE = pytest.mark.parametrize("motor_de_base", [SQLITE], indirect=True)
SOLO_POSTGRESQL = pytest.mark.parametrize("motor_de_base", [POSTGRESQL], indirect=True)
"""Para lo que es de un solo motor."""


class Prestar(Protocol):
    """Presta una base hasta que se sale."""

    def __call__(self, migrada: bool) -> AbstractContextManager[str]: ...


@pytest.fixture(scope="session")
def servidor_postgres() -> Iterator[Postgres]:
    """Uno para toda la corrida; solo arranca si alguna prueba lo pide."""
    with postgres.servir() as servidor:
        yield servidor


@pytest.fixture(scope="session")
def plantilla_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Una base SQLite vacía y migrada."""
    archivo = tmp_path_factory.mktemp("plantilla") / "autodiagnostico.sqlite3"
    _migrar(f"sqlite:///{archivo}")
    return archivo


@pytest.fixture(scope="session")
def plantilla_postgres(servidor_postgres: Postgres) -> str:
    """Una base PostgreSQL vacía y migrada: su nombre."""
    url = servidor_postgres.nueva()
    _migrar(url)
    return str(make_url(url).database)


def _migrar(url: str) -> None:
    motor = crear_motor(url)
    migrar(motor)
    motor.dispose()


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def motor_de_base(request: pytest.FixtureRequest) -> str:
    """En qué se guarda: quien lo pide corre dos veces."""
    return str(request.param)


@pytest.fixture
def base_vacia(prestar: Prestar) -> Iterator[str]:
    """La dirección de una base sin nada, que es la que dicen los ajustes."""
    with prestar(migrada=False) as url:
        yield url


@pytest.fixture
def base(prestar: Prestar) -> Iterator[str]:
    """Como `base_vacia`, ya migrada."""
    with prestar(migrada=True) as url:
        yield url


@pytest.fixture
def prestar(
    motor_de_base: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Prestar:
    """Cómo se consigue una base para una prueba."""
    datos = tmp_path / "datos"
    monkeypatch.setenv("AUTODIAGNOSTICO_DATOS", str(datos))

    @contextmanager
    def en_sqlite(migrada: bool) -> Iterator[str]:
        archivo = datos / "autodiagnostico.sqlite3"
        datos.mkdir(mode=0o700, exist_ok=True)
        if migrada:
            shutil.copy(request.getfixturevalue("plantilla_sqlite"), archivo)
        yield f"sqlite:///{archivo}"

    @contextmanager
    def en_postgresql(migrada: bool) -> Iterator[str]:
        servidor: Postgres = request.getfixturevalue("servidor_postgres")
        url = servidor.nueva(*([request.getfixturevalue("plantilla_postgres")] if migrada else []))
        monkeypatch.setenv("AUTODIAGNOSTICO_BD", url)
        yield url
        servidor.quitar(url)

    return en_sqlite if motor_de_base == SQLITE else en_postgresql
