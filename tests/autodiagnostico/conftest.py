"""Una sala recién hecha por prueba, en su carpeta y en cada motor de base de datos."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from autodiagnostico.ajustes import Ajustes
from autodiagnostico.permisos import LOCAL
from autodiagnostico.sala import Sala, abrir_sala
from autodiagnostico.servicios import diagnosticos, entidades
from tests.autodiagnostico.piezas import INSTITUTO


@pytest.fixture(autouse=True)
def _datos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ninguna prueba toca los datos de quien las corre."""
    monkeypatch.setenv("AUTODIAGNOSTICO_DATOS", str(tmp_path / "datos"))


@pytest.fixture
def sala(base: str) -> Iterator[Sala]:
    """Una sala con su base vacía; lo que la usa corre en SQLite y en PostgreSQL."""
    abierta = abrir_sala(Ajustes(bd=base)).como(LOCAL)
    yield abierta
    abierta.motor_bd.dispose()


@pytest.fixture
def diagnostico(sala: Sala) -> int:
    """Un diagnóstico de 2026, sin responder, de una entidad a la que el Modelo obliga."""
    entidad = entidades.guardar(sala, INSTITUTO)
    return diagnosticos.abrir(sala, entidad.id, 2026).id
