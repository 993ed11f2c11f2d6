"""Sin sesión no hay páginas ni datos; en modo local, nadie de fuera."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from autodiagnostico.cuentas.identidades import Identidades
from autodiagnostico.errores import ErrorDeAlmacen
from autodiagnostico.permisos import LOCAL
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import cuentas, entrada
from tests.cuentas.piezas import CLAVE, VISITA, Persona
from tests.ui.entrada.conftest import ANA, local, servida
from tests.ui.entrada.gestos import HTML
from ui.entrada.origenes import DE_INTERMEDIARIO
from ui.instalacion import instalacion

DATOS = [
    "/",
    "/index.html",
    "/cuestionario",
    "/media/abc.xlsx",
    "/component/x",
    "/_stcore/metrics",
    "/_stcore/x",
]
CANAL = "/_stcore/stream"


def recibe(navegador: TestClient, **cabeceras: str) -> str | None:
    """Lo que llega por el websocket, o None si no se deja abrir."""
    direccion = str(navegador.base_url).replace("http", "ws", 1).rstrip("/")
    try:
        with navegador.websocket_connect(f"{direccion}{CANAL}", headers=cabeceras) as canal:
            return canal.receive_text()
    except WebSocketDisconnect:
        return None


@pytest.mark.parametrize("cookie", [None, "", "x", "A" * 43, "' OR 1=1 --", "%00"])
def test_sin_una_sesion_que_valga_no_hay_nada(
    navegador: TestClient, ana: Persona, cookie: str | None
) -> None:
    """Ni páginas, ni descargas, ni medidas, ni websocket; con la cookie vacía, falsa o manipulada."""
    if cookie is not None:
        navegador.cookies.set("autodiagnostico", cookie)
    for ruta in DATOS:
        assert navegador.get(ruta, headers=HTML).headers["location"].startswith("/entrar")
        assert navegador.get(ruta).status_code == 401
    assert navegador.put("/_stcore/upload_file/a/b", content=b"x").status_code == 401
    assert recibe(navegador) is None


def test_el_testigo_con_una_letra_cambiada_no_vale(navegador: TestClient, ana: Persona) -> None:
    """Cada letra cuenta."""
    navegador.cookies.set("autodiagnostico", ana.testigo[:-1] + ("A" if ana.testigo[-1] != "A" else "B"))
    assert recibe(navegador) is None
    navegador.cookies.set("autodiagnostico", ana.testigo)
    assert recibe(navegador) is not None


def test_lo_que_no_trae_datos_se_atiende(navegador: TestClient) -> None:
    """La salud, que pregunta quien vigila el servidor, y los archivos de Streamlit."""
    for ruta in ("/_stcore/health", "/_stcore/host-config", "/static/js/x.js", "/favicon.png"):
        assert navegador.get(ruta).status_code == 200


@pytest.mark.parametrize("pendiente", ["clave", "aviso"])
def test_con_algo_pendiente_tampoco_hay_websocket(navegador: TestClient, sala: Sala, pendiente: str) -> None:
    """La sesión es suya, pero todavía no sirve para ver datos."""
    nueva = cuentas.crear(sala.como(LOCAL), ANA, "Ana")
    testigo = entrada.entrar(sala, ANA, nueva.clave, VISITA)
    if pendiente == "aviso":
        testigo = entrada.cambiar_clave(sala, testigo, nueva.clave, CLAVE, CLAVE)
    navegador.cookies.set("autodiagnostico", testigo)
    assert recibe(navegador) is None
    assert navegador.get("/", headers=HTML).headers["location"] == f"/{pendiente}"


def test_cerrada_en_la_base_la_sesion_deja_de_abrir(navegador: TestClient, sala: Sala, ana: Persona) -> None:
    """En este proceso, en cuanto deja de recordarla."""
    navegador.cookies.set("autodiagnostico", ana.testigo)
    assert recibe(navegador) is not None
    cuentas.desactivar(sala.como(LOCAL), ana.id)
    instalacion().identidades.olvidar()
    assert recibe(navegador) is None
    assert navegador.get("/", headers=HTML).headers["location"] == "/entrar"


def test_el_websocket_dice_de_que_sesion_es_y_nadie_lo_puede_fingir(
    navegador: TestClient, ana: Persona
) -> None:
    """Con eso Streamlit no deja seguir lo que otra sesión dejó a medias."""
    navegador.cookies.set("autodiagnostico", ana.testigo)
    abierta = instalacion().identidades.mirar(ana.testigo)
    assert abierta is not None
    dicho = recibe(navegador, **{"X-Autodiagnostico-Sesion": "999"})
    assert dicho == f"datos de la sesión ['{abierta.id}']"


@pytest.mark.parametrize(
    ("origen", "pasa"),
    [
        ("http://distrito.example", True),
        ("http://distrito.example:8080", True),
        ("https://malo.example", False),
        ("http://distrito.example.malo.example", False),
        ("http://localhost:3000", False),
        ("null", False),
    ],
)
def test_el_websocket_solo_se_abre_desde_una_pagina_de_aqui(
    navegador: TestClient, ana: Persona, origen: str, pasa: bool
) -> None:
    """Otro sitio no puede usar la sesión de quien lo visita."""
    navegador.cookies.set("autodiagnostico", ana.testigo)
    assert (recibe(navegador, origin=origen) is not None) is pasa


@pytest.mark.parametrize("direccion", ["http://127.0.0.1:8501", "http://localhost:8501", "http://[::1]:8501"])
def test_en_modo_local_se_atiende_a_este_computador(direccion: str) -> None:
    """Con los tres nombres que tiene."""
    with local(direccion) as navegador:
        assert navegador.get("/", headers=HTML).status_code == 200
        assert recibe(navegador, origin=direccion) is not None


@pytest.mark.parametrize(
    ("direccion", "quien"),
    [
        ("http://malo.example:8501", "127.0.0.1"),
        ("http://127.0.0.1.malo.example:8501", "127.0.0.1"),
        ("http://192.168.1.5:8501", "127.0.0.1"),
        ("http://192.168.1.5:8501", "192.168.1.9"),
        ("http://127.0.0.1:8501", "192.168.1.9"),
        ("http://localhost:8501", "2001:db8::1"),
    ],
    ids=["otro nombre", "nombre parecido", "otra dirección", "la red", "conexión de fuera", "ipv6 de fuera"],
)
def test_en_modo_local_nadie_de_fuera(direccion: str, quien: str) -> None:
    """Ni una página de fuera cuyo nombre apunte aquí (DNS rebinding), ni otro equipo de la red."""
    with local(direccion, quien) as navegador:
        pagina = navegador.get("/", headers=HTML)
        assert pagina.status_code == 403
        assert "modo local" in pagina.text
        assert recibe(navegador, origin=direccion) is None


@pytest.mark.parametrize("cabecera", sorted(DE_INTERMEDIARIO))
def test_en_modo_local_un_intermediario_se_nota(cabecera: str) -> None:
    """Aunque se conecte desde aquí y con un nombre de aquí, si dice por quién viene no se le atiende."""
    with local("http://127.0.0.1:8501") as navegador:
        assert navegador.get("/", headers={**HTML, cabecera: "203.0.113.9"}).status_code == 403
        assert recibe(navegador, origin="http://127.0.0.1:8501", **{cabecera: "x"}) is None


@pytest.mark.parametrize("origen", [None, "https://distrito.example", "https://malo.example", "null"])
def test_en_modo_local_los_datos_solo_van_a_una_pagina_de_aqui(origen: str | None) -> None:
    """Un intermediario callado deja pasar el origen verdadero; y sin origen no es un navegador."""
    with local("http://127.0.0.1:8501") as navegador:
        assert recibe(navegador, **({} if origen is None else {"origin": origen})) is None


def test_un_host_malformado_no_es_de_aqui() -> None:
    """Lo que no se entiende se rechaza."""
    for anfitrion in ("127.0.0.1@malo.example", "127.0.0.1:99999999", "127.0.0.1/x", "", "[::1", "127.1"):
        with local("http://127.0.0.1:8501") as navegador:
            assert navegador.get("/", headers={"host": anfitrion}).status_code == 403


def test_con_https_la_puerta_lee_la_cookie_segura(ana: Persona) -> None:
    """La misma con que se entra."""
    with servida("https://distrito.example") as navegador:
        navegador.cookies.set("__Host-autodiagnostico", ana.testigo)
        assert recibe(navegador) is not None


def test_si_la_base_no_responde_se_dice_y_no_se_deja_pasar(
    navegador: TestClient, ana: Persona, monkeypatch: pytest.MonkeyPatch
) -> None:
    """En la página y en las hojas; y al volver la base, la sesión sigue."""
    navegador.cookies.set("autodiagnostico", ana.testigo)
    with monkeypatch.context() as caida:
        caida.setattr(Identidades, "mirar", _sin_base)
        for ruta in ("/", "/entrar", "/clave"):
            respuesta = navegador.get(ruta, headers=HTML)
            assert respuesta.status_code == 503
            assert "no responde ahora" in respuesta.text
            assert "contraseña-secreta" not in respuesta.text
        assert recibe(navegador) is None
    assert navegador.get("/", headers=HTML).status_code == 200


def _sin_base(_de: Identidades, _testigo: str | None) -> None:
    raise ErrorDeAlmacen("La base de datos postgresql://u:contraseña-secreta@h/b no respondió.")
