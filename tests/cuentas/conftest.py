"""Una sala vacía por prueba, y argon2 de verdad pero con poco trabajo."""

from collections.abc import Iterator

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


@pytest.fixture
def sala(base: str) -> Iterator[Sala]:
    """Una sala con su base vacía, que todavía no es de nadie; en SQLite y en PostgreSQL."""
    abierta = abrir_sala(Ajustes(bd=base))
    yield abierta
    abierta.motor_bd.dispose()
