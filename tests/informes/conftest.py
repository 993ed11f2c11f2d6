"""Una sala por módulo: armar un plan aprobado y con avances cuesta, y ninguna de estas pruebas lo cambia."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from autodiagnostico.ajustes import Ajustes
from autodiagnostico.permisos import LOCAL
from autodiagnostico.sala import Sala, abrir_sala
from tests.informes.piezas import con_plan


@pytest.fixture(scope="module")
def sala(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sala]:
    abierta = abrir_sala(Ajustes(datos=tmp_path_factory.mktemp("datos"))).como(LOCAL)
    yield abierta
    abierta.motor_bd.dispose()


@pytest.fixture(scope="module")
def planeado(sala: Sala) -> int:
    """El diagnóstico del que salió el plan."""
    return con_plan(sala)
