"""Entrar con el proveedor de la institución: el trato de Streamlit, un proveedor y nuestras cuentas."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.testclient import TestClient
from streamlit.runtime.secrets import secrets_singleton
from streamlit.web.server.starlette.starlette_auth_routes import create_auth_routes
from streamlit.web.server.starlette.starlette_server_config import TOKENS_COOKIE_NAME, USER_COOKIE_NAME

from autodiagnostico.ajustes import leer_ajustes
from autodiagnostico.errores import ErrorDeEntrada
from autodiagnostico.permisos import LOCAL
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import cuentas
from tests.cuentas.piezas import Persona
from tests.ui.entrada.conftest import ANA, PAGINAS
from tests.ui.entrada.gestos import HTML
from tests.ui.entrada.proveedor import CLIENTE, SECRETO, Proveedor, servir
from ui.entrada import institucional
from ui.entrada.puerta import Puerta
from ui.entrada.rutas import RUTAS

AQUI = "http://distrito.example"


@pytest.fixture(scope="module")
def proveedor() -> Iterator[Proveedor]:
    """Uno para todas."""
    with socket.socket() as prueba:
        prueba.bind(("127.0.0.1", 0))
        puerto: int = prueba.getsockname()[1]
    with servir(puerto) as servido:
        yield servido


@pytest.fixture
def navegador(proveedor: Proveedor, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Delante de la aplicación configurada con ese proveedor."""
    for nombre, valor in {
        "METADATOS": f"{proveedor.direccion}/.well-known/openid-configuration",
        "CLIENTE": CLIENTE,
        "SECRETO": SECRETO,
        "REGRESO": f"{AQUI}/oauth2callback",
    }.items():
        monkeypatch.setenv(f"AUTODIAGNOSTICO_OIDC_{nombre}", valor)
    secretos = institucional.secretos(leer_ajustes())
    assert secretos is not None
    secrets_singleton.merge_programmatic_secrets(secretos)
    aplicacion = Starlette(
        routes=[*RUTAS, *create_auth_routes(""), *PAGINAS],
        middleware=[Middleware(Puerta), Middleware(SessionMiddleware, secret_key="de prueba")],
    )
    with TestClient(aplicacion, base_url=AQUI, follow_redirects=False) as abierto:
        yield abierto
    secrets_singleton._programmatic_secrets = None
    secrets_singleton._reset()


def ir(navegador: TestClient, direccion: str) -> Any:
    """Un paso del navegador."""
    return navegador.get(direccion, headers=HTML)


def ser_reconocido(navegador: TestClient) -> Any:
    """De la hoja de entrada al proveedor y de vuelta, hasta donde la aplicación lo deje."""
    hacia = ir(navegador, "/entrar/institucional?ir=/normas").headers["location"]
    al_proveedor = ir(navegador, hacia).headers["location"]
    vuelta = httpx2.get(al_proveedor).headers["location"]
    assert vuelta.startswith(f"{AQUI}/oauth2callback")
    assert ir(navegador, vuelta).headers["location"] == "/"
    return ir(navegador, ir(navegador, "/").headers["location"])


def test_quien_tiene_cuenta_entra_y_llega_a_donde_iba(
    navegador: TestClient, proveedor: Proveedor, ana: Persona
) -> None:
    """Con una sesión nuestra; de la del proveedor no queda nada en el navegador."""
    assert "cuenta de su institución" in ir(navegador, "/entrar").text
    proveedor.dice = {"email": ANA.upper(), "email_verified": True}
    entro = ser_reconocido(navegador)
    assert (entro.status_code, entro.headers["location"]) == (303, "/normas")
    assert ir(navegador, "/normas").status_code == 200
    assert not [c for c in navegador.cookies if c.startswith((USER_COOKIE_NAME, TOKENS_COOKIE_NAME))]


@pytest.mark.parametrize(
    "dice",
    [
        {"email": "nadie@entidad.gov.co", "email_verified": True},
        {"email": ANA, "email_verified": False},
        {"email": ANA},
        {"email": ANA, "email_verified": "true"},
        {"email_verified": True},
        {"email": [ANA], "email_verified": True},
    ],
    ids=[
        "sin cuenta",
        "sin comprobar",
        "no dice si lo comprobó",
        "comprobado de palabra",
        "sin correo",
        "varios",
    ],
)
def test_sin_una_cuenta_o_sin_correo_comprobado_no_se_entra(
    navegador: TestClient, proveedor: Proveedor, ana: Persona, dice: dict[str, Any]
) -> None:
    """Se dice, y no se queda dando vueltas."""
    proveedor.dice = dice
    negada = ser_reconocido(navegador)
    assert negada.status_code == 401
    assert "no hay una cuenta activa" in negada.text
    assert ir(navegador, "/").headers["location"] == "/entrar"


def test_a_una_cuenta_desactivada_no_la_deja_pasar(
    navegador: TestClient, proveedor: Proveedor, sala: Sala, ana: Persona
) -> None:
    """El proveedor la reconoce igual."""
    cuentas.desactivar(sala.como(LOCAL), ana.id)
    proveedor.dice = {"email": ANA, "email_verified": True}
    assert ser_reconocido(navegador).status_code == 401


@pytest.mark.parametrize("cookie", ["", "x", "eyJlbWFpbCI6ImFuYSJ9.x.y", "chunks-9"])
def test_una_cookie_del_proveedor_inventada_no_entra(
    navegador: TestClient, ana: Persona, cookie: str
) -> None:
    """Va firmada: sin la firma no es de nadie."""
    navegador.cookies.set(USER_COOKIE_NAME, cookie, domain="distrito.example")
    assert ir(navegador, "/").headers["location"] == institucional.RECONOCIDO
    assert ir(navegador, institucional.RECONOCIDO).status_code == 401
    assert USER_COOKIE_NAME not in navegador.cookies


def test_la_cookie_del_proveedor_no_abre_el_websocket(navegador: TestClient, ana: Persona) -> None:
    """Solo lo abre una sesión nuestra."""
    navegador.cookies.set(USER_COOKIE_NAME, "lo que sea")
    assert navegador.get("/media/x").status_code == 401


@pytest.mark.parametrize("falta", ["METADATOS", "CLIENTE", "SECRETO", "REGRESO"])
def test_a_medio_configurar_se_dice_que_falta(
    navegador: TestClient, monkeypatch: pytest.MonkeyPatch, falta: str
) -> None:
    """Las cuatro cosas van juntas; el secreto no sale en el mensaje."""
    monkeypatch.delenv(f"AUTODIAGNOSTICO_OIDC_{falta}")
    with pytest.raises(ErrorDeEntrada, match=f"OIDC_{falta}: falta") as error:
        leer_ajustes()
    assert SECRETO not in str(error.value)
