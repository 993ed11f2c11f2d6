"""La puerta y las hojas de verdad, delante de una aplicación que solo dice quién llegó."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from autodiagnostico.ajustes import Ajustes
from autodiagnostico.permisos import Pertenencia, Rol
from autodiagnostico.sala import Sala, abrir_sala
from tests.cuentas.conftest import _argon2_ligero
from tests.cuentas.piezas import Persona, crear
from ui.entrada.puerta import CABECERA, Puerta, SoloLocal
from ui.entrada.rutas import RUTAS

__all__ = ["_argon2_ligero"]

ANA = "ana@entidad.gov.co"


async def _pagina(pedido: Request) -> Response:
    return PlainTextResponse(f"página de la sesión {pedido.headers.get(CABECERA.decode())}")


async def _canal(canal: WebSocket) -> None:
    await canal.accept()
    await canal.send_text(f"datos de la sesión {canal.headers.getlist(CABECERA.decode())}")
    await canal.close()


PAGINAS = [
    WebSocketRoute("/_stcore/stream", _canal),
    Route("/{ruta:path}", _pagina, methods=["GET", "POST", "PUT", "DELETE"]),
]


@pytest.fixture
def sala(tmp_path: Path, plantilla_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sala]:
    """Una sala con su base vacía, que es la que abren la puerta y las hojas."""
    datos = tmp_path / "datos"
    datos.mkdir()
    shutil.copy(plantilla_sqlite, datos / "autodiagnostico.sqlite3")
    monkeypatch.setenv("AUTODIAGNOSTICO_DATOS", str(datos))
    abierta = abrir_sala(Ajustes(datos=datos))
    yield abierta
    abierta.motor_bd.dispose()


@pytest.fixture(autouse=True)
def _servido(sala: Sala, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("AUTODIAGNOSTICO_MODO", "servido")
    yield
    st.cache_resource.clear()


@pytest.fixture
def ana(sala: Sala) -> Persona:
    """Alguien con cuenta."""
    return crear(sala, ANA, Pertenencia(Rol.VEEDURIA))


def servida(direccion: str = "http://distrito.example", **opciones: object) -> TestClient:
    """Un navegador sin memoria, delante de la aplicación con cuentas."""
    aplicacion = Starlette(routes=[*RUTAS, *PAGINAS], middleware=[Middleware(Puerta)])
    return TestClient(aplicacion, base_url=direccion, follow_redirects=False, **opciones)  # type: ignore[arg-type]


def local(direccion: str, quien: str = "127.0.0.1") -> TestClient:
    """Alguien que llega a la aplicación en modo local."""
    aplicacion = Starlette(routes=PAGINAS, middleware=[Middleware(SoloLocal)])
    return TestClient(aplicacion, base_url=direccion, follow_redirects=False, client=(quien, 50000))


@pytest.fixture
def navegador() -> Iterator[TestClient]:
    """Un navegador que todavía no ha entrado."""
    with servida() as abierto:
        yield abierto
