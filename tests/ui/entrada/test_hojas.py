"""Entrar, cambiar la clave, aceptar el aviso y salir, por sus hojas."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from autodiagnostico.cuentas import frenos
from autodiagnostico.permisos import LOCAL
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import cuentas, entrada
from tests.cuentas.piezas import CLAVE, VISITA, Persona
from tests.ui.entrada.conftest import ANA, servida
from tests.ui.entrada.gestos import HTML, entrar, enviar, formulario

HOSTIL = '"><script>alert(1)</script>'


def cookies_puestas(respuesta: object) -> list[str]:
    """Las cookies que deja una respuesta."""
    return respuesta.headers.get_list("set-cookie")  # type: ignore[attr-defined, no-any-return]


def test_se_entra_y_se_llega_a_donde_se_iba(navegador: TestClient, ana: Persona) -> None:
    """La página pedida, con su consulta, espera al otro lado."""
    pedida = navegador.get("/cuestionario?d=3&tema=mesa", headers=HTML)
    assert pedida.status_code == 303
    assert pedida.headers["location"] == "/entrar?ir=%2Fcuestionario%3Fd%3D3%26tema%3Dmesa"
    entro = enviar(navegador, pedida.headers["location"], correo=ANA, clave=CLAVE)
    assert (entro.status_code, entro.headers["location"]) == (303, "/cuestionario?d=3&tema=mesa")
    assert navegador.get("/cuestionario?d=3", headers=HTML).text.startswith("página de la sesión")
    assert navegador.get("/entrar?ir=/normas").headers["location"] == "/normas"


def test_la_primera_vez_se_cambia_la_clave_y_se_acepta_el_aviso(navegador: TestClient, sala: Sala) -> None:
    """Antes de las dos cosas no hay páginas; después, se llega a donde se iba."""
    nueva = cuentas.crear(sala.como(LOCAL), ANA, "Ana")
    entro = entrar(navegador, ANA, nueva.clave, ir="/normas")
    assert entro.headers["location"] == "/clave?ir=%2Fnormas"
    assert navegador.get("/normas", headers=HTML).headers["location"] == "/clave?ir=%2Fnormas"
    mala = enviar(navegador, "/clave?ir=/normas", actual=nueva.clave, nueva="corta", repetida="otra")
    assert mala.status_code == 422
    assert "Tiene 5 caracteres" in mala.text
    assert "no coinciden" in mala.text
    buena = enviar(navegador, "/clave?ir=/normas", actual=nueva.clave, nueva=CLAVE, repetida=CLAVE)
    assert buena.headers["location"] == "/aviso?ir=%2Fnormas"
    assert navegador.get("/normas", headers=HTML).headers["location"] == "/aviso?ir=%2Fnormas"
    assert "Texto de muestra." in navegador.get("/aviso").text
    acepto = enviar(navegador, "/aviso?ir=/normas")
    assert acepto.headers["location"] == "/normas"
    assert navegador.get("/normas", headers=HTML).status_code == 200


def test_una_clave_que_no_es_lo_dice_sin_decir_que_fallo(navegador: TestClient, ana: Persona) -> None:
    """Igual con un correo de nadie; el correo escrito sigue ahí."""
    mala = entrar(navegador, ANA, "no es la clave")
    de_nadie = entrar(navegador, "nadie@entidad.gov.co", "no es la clave")
    assert (mala.status_code, de_nadie.status_code) == (401, 401)
    assert mala.text.replace(ANA, "") == de_nadie.text.replace("nadie@entidad.gov.co", "")
    assert f'value="{ANA}"' in mala.text
    assert 'role="alert"' in mala.text


def test_la_fuerza_bruta_se_frena_en_la_hoja(navegador: TestClient, ana: Persona) -> None:
    """Ni la clave buena entra mientras dure el freno."""
    for _ in range(frenos.POR_CUENTA.libres):
        assert "no coinciden" in entrar(navegador, ANA, "no es").text
    frenada = entrar(navegador, ANA)
    assert frenada.status_code == 401
    assert "demasiados intentos" in frenada.text


def test_salir_borra_la_sesion_aqui_y_en_la_base(navegador: TestClient, ana: Persona) -> None:
    """Y el testigo, aunque alguien lo hubiera copiado, ya no sirve."""
    entrar(navegador, ANA)
    copiado = navegador.cookies["autodiagnostico"]
    assert "Entró como Ana Pérez" in navegador.get("/salir").text
    assert enviar(navegador, "/salir").status_code == 200
    assert "autodiagnostico" not in navegador.cookies
    navegador.cookies.set("autodiagnostico", copiado)
    assert navegador.get("/", headers=HTML).headers["location"] == "/entrar"


def test_la_cookie_no_la_lee_un_guion_y_bajo_https_no_viaja_en_claro(ana: Persona) -> None:
    """HttpOnly y SameSite siempre; Secure y «__Host-» con https."""
    with servida() as sin, servida("https://distrito.example") as con:
        (en_claro,) = cookies_puestas(entrar(sin, ANA))
        (cifrada,) = cookies_puestas(entrar(con, ANA))
    for cookie in (en_claro.lower(), cifrada.lower()):
        assert "httponly" in cookie
        assert "samesite=lax" in cookie
        assert "max-age" not in cookie
    assert "secure" not in en_claro.lower()
    assert cifrada.startswith("__Host-autodiagnostico=")
    assert "secure" in cifrada.lower()
    assert "path=/" in cifrada.lower()


def test_bajo_https_una_cookie_que_pudo_poner_otro_sitio_no_vale(ana: Persona) -> None:
    """Sin el prefijo, un vecino del mismo dominio podría poner la suya."""
    with servida("https://distrito.example") as navegador:
        navegador.cookies.set("autodiagnostico", ana.testigo)
        assert navegador.get("/", headers=HTML).headers["location"] == "/entrar"
        navegador.cookies.set("__Host-autodiagnostico", ana.testigo)
        assert navegador.get("/", headers=HTML).status_code == 200


def test_entrar_no_conserva_el_testigo_que_traia_el_navegador(navegador: TestClient, ana: Persona) -> None:
    """Fijar la sesión de otra persona no sirve de nada."""
    puesto = "A" * 43
    navegador.cookies.set("autodiagnostico", puesto, domain="distrito.example")
    entrar(navegador, ANA)
    assert navegador.cookies.get("autodiagnostico", domain="distrito.example") != puesto
    with servida() as atacante:
        atacante.cookies.set("autodiagnostico", puesto)
        assert atacante.get("/", headers=HTML).headers["location"] == "/entrar"


@pytest.mark.parametrize(
    "ir",
    [
        "https://malo.example/",
        "//malo.example/",
        "/\\malo.example",
        "\\\\malo.example",
        "javascript:alert(1)",
        "/%0d%0aset-cookie:x=1",
        " /normas",
        "normas",
        "/normas\r\nx: y",
        "/\tmalo",
        HOSTIL,
    ],
)
def test_solo_se_redirige_a_rutas_propias(navegador: TestClient, ana: Persona, ir: str) -> None:
    """Una dirección de fuera, o rara, lleva al comienzo."""
    ocultos = formulario(navegador, "/entrar")
    entro = navegador.post("/entrar", data={**ocultos, "ir": ir, "correo": ANA, "clave": CLAVE})
    assert entro.status_code == 303
    destino = entro.headers["location"]
    assert destino == "/" or (destino == ir and ir.startswith("/%0d"))
    assert "malo" not in destino
    assert "set-cookie: x" not in str(entro.headers)


@pytest.mark.parametrize("ruta", ["/entrar", "/salir", "/clave", "/aviso"])
@pytest.mark.parametrize(
    ("que", "cabeceras"),
    [
        ("sin el campo", {}),
        ("otro campo", {}),
        ("otro origen", {"origin": "https://malo.example"}),
        ("otro origen", {"origin": "null"}),
        ("otro sitio", {"sec-fetch-site": "cross-site"}),
        ("sin cookie", {}),
    ],
)
def test_un_formulario_ajeno_no_hace_nada(
    navegador: TestClient, ana: Persona, ruta: str, que: str, cabeceras: dict[str, str]
) -> None:
    """CSRF: sin el campo que solo sabe la hoja, o mandado desde otro sitio, se rechaza."""
    entrar(navegador, ANA)
    ocultos = formulario(navegador, "/clave")
    datos = {
        **ocultos,
        "correo": ANA,
        "clave": CLAVE,
        "actual": CLAVE,
        "nueva": "x" * 20,
        "repetida": "x" * 20,
    }
    if que == "sin el campo":
        del datos["formulario"]
    elif que == "otro campo":
        datos["formulario"] = "inventado"
    elif que == "sin cookie":
        navegador.cookies.delete("autodiagnostico_formulario")
    respuesta = navegador.post(ruta, data=datos, headers=cabeceras)
    assert respuesta.status_code == 403
    assert cookies_puestas(respuesta) == []
    assert navegador.get("/", headers=HTML).status_code == 200


def test_un_formulario_enorme_se_rechaza_sin_leerlo(navegador: TestClient) -> None:
    """Ni llena la memoria ni llega a comprobar una clave."""
    ocultos = formulario(navegador, "/entrar")
    assert (
        navegador.post("/entrar", data={**ocultos, "correo": ANA, "clave": "x" * 100_000}).status_code == 403
    )


def test_lo_escrito_se_muestra_como_texto(navegador: TestClient) -> None:
    """Un correo hostil no es HTML en la hoja que vuelve."""
    mala = entrar(navegador, HOSTIL, "x")
    assert "<script>" not in mala.text
    assert "&lt;script&gt;" in mala.text


@pytest.mark.parametrize(
    "correo", ["' OR '1'='1", "ana@entidad.gov.co'--", "\x00", "a" * 5000, "ａｎａ＠entidad.gov.co"]
)
def test_un_correo_hostil_no_entra_ni_rompe(navegador: TestClient, ana: Persona, correo: str) -> None:
    """Es un correo que no es de nadie, y ya."""
    respuesta = entrar(navegador, correo, "' OR '1'='1")
    assert respuesta.status_code == 401
    assert "no coinciden" in respuesta.text


def test_las_hojas_no_llevan_guiones_ni_se_guardan(navegador: TestClient) -> None:
    """Se leen sin JavaScript, en español, y no quedan en la memoria del navegador."""
    hoja = navegador.get("/entrar")
    assert "<script" not in hoja.text
    assert '<html lang="es">' in hoja.text
    assert hoja.headers["cache-control"] == "no-store"


def test_quien_entra_desde_otro_proceso_es_quien_es(sala: Sala, ana: Persona) -> None:
    """La sesión abierta por uno vale en otro: solo la base las comparte."""
    testigo = entrada.entrar(sala, ANA, CLAVE, VISITA)
    with servida() as otro:
        otro.cookies.set("autodiagnostico", testigo)
        assert otro.get("/", headers=HTML).status_code == 200
