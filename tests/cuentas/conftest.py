"""Una sala vacía por prueba, y argon2 de verdad pero con poco trabajo."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from autodiagnostico.ajustes import Ajustes
from autodiagnostico.cuentas import claves
from autodiagnostico.sala import Sala, abrir_sala

DE_VERDAD = claves._RESUMIDOR


@pytest.fixture(autouse=True)
def _argon2_ligero(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    ligero = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=64, parallelism=1),))
    monkeypatch.setattr(claves, "_RESUMIDOR", ligero)
    claves.senuelo.cache_clear()
    yield
    claves.senuelo.cache_clear()


@pytest.fixture(scope="session")
def migrada(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Una base vacía ya migrada, para copiarla en cada prueba."""
    carpeta = tmp_path_factory.mktemp("migrada")
    abrir_sala(Ajustes(datos=carpeta)).motor_bd.dispose()
    return carpeta


@pytest.fixture
def sala(tmp_path: Path, migrada: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sala]:
    """Una sala con su base vacía, que todavía no es de nadie."""
    monkeypatch.setenv("AUTODIAGNOSTICO_DATOS", str(tmp_path / "datos"))
    shutil.copytree(migrada, tmp_path / "datos")
    abierta = abrir_sala(Ajustes(datos=tmp_path / "datos"))
    yield abierta
    abierta.motor_bd.dispose()
