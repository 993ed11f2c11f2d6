"""Dos procesos detrás de nginx: cifrado, websocket, afinidad, subidas, y un proceso que muere."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator, Mapping
from itertools import count

import httpx
import pytest

from autodiagnostico.sala import Sala
from autodiagnostico.servicios import diagnosticos
from tests.protocolo import Persona
from tests.servida.nginx import Nginx
from tests.servida.piezas import Instancia, Usuaria, esperar, nueva_usuaria

pytestmark = pytest.mark.nginx

PREGUNTA = "¿Está creada la Mesa Técnica de apoyo de relacionamiento con la ciudadanía?"
NUMEROS = count(1)


@pytest.fixture
def navegador(nginx: Nginx) -> Iterator[httpx.Client]:
    """Quien pide como un navegador: con galletas y comprobando el certificado."""
    with httpx.Client(base_url=nginx.direccion, verify=nginx.tls, timeout=60) as cliente:
        yield cliente


@pytest.fixture
def usuaria(sala: Sala) -> Usuaria:
    """Una persona que ya entró."""
    return nueva_usuaria(sala, next(NUMEROS), cifrada=True)


def con_afinidad(nginx: Nginx, usuaria: Usuaria) -> Mapping[str, str]:
    """Las galletas de alguien que ya abrió la página: la de su sesión y las que puso el servidor."""
    with httpx.Client(verify=nginx.tls, timeout=60, cookies=dict(usuaria.galletas)) as cliente:
        cliente.get(f"{nginx.direccion}/")
        cliente.get(f"{nginx.direccion}/_stcore/health")
        return dict(cliente.cookies) | dict(usuaria.galletas)


def test_lo_que_se_pide_sin_cifrar_se_manda_a_lo_cifrado(nginx: Nginx) -> None:
    """A la misma página."""
    respuesta = httpx.get(f"{nginx.sin_cifrar}/madurez?d=3")
    assert (respuesta.status_code, respuesta.headers["location"]) == (308, "https://localhost/madurez?d=3")


def test_toda_respuesta_lleva_sus_cabeceras(navegador: httpx.Client) -> None:
    """La entrada, lo que pide sesión, lo que no existe y los archivos; con HSTS, porque va cifrada."""
    for ruta in ("/entrar", "/", "/no-existe", "/salud", "/static/no.js", "/_stcore/health"):
        cabeceras = navegador.get(ruta).headers
        assert cabeceras["strict-transport-security"] == "max-age=31536000", ruta
        assert cabeceras["x-content-type-options"] == "nosniff", ruta
        assert cabeceras["x-frame-options"] == "DENY", ruta
        assert "default-src 'self'" in cabeceras["content-security-policy"], ruta
        assert "server" not in cabeceras or cabeceras["server"] == "nginx", ruta
    assert '<html lang="es"' in navegador.get("/entrar").text


def test_la_galleta_de_afinidad_solo_va_cifrada_y_ningun_guion_la_lee(navegador: httpx.Client) -> None:
    """Y se pone una sola vez."""
    puesta = navegador.get("/entrar").headers.get_list("set-cookie")
    assert any(
        g.startswith("afinidad=") and {"HttpOnly", "Secure"} <= {p.strip() for p in g.split(";")}
        for g in puesta
    )
    assert not any(g.startswith("afinidad=") for g in navegador.get("/entrar").headers.get_list("set-cookie"))


def test_una_peticion_se_sigue_por_su_numero_y_nadie_anota_quien_la_hizo(
    nginx: Nginx, instancia: Instancia, navegador: httpx.Client
) -> None:
    """El número está en la respuesta, en nginx y en la aplicación; la consulta y la dirección, en ninguno."""
    respuesta = navegador.get("/entrar", params={"correo": "alguien@entidad.test"})
    numero = respuesta.headers["x-request-id"]
    de_nginx = esperar(lambda: [r for r in nginx.renglones if r["peticion"] == numero], "nginx la anota")
    de_la_app = esperar(
        lambda: [r for r in instancia.renglones if r.get("peticion") == numero], "la aplicación la anota"
    )
    assert (de_nginx[0]["ruta"], de_la_app[0]["ruta"], de_la_app[0]["estado"]) == ("/entrar", "/entrar", 200)
    todo = nginx.registro.read_text(encoding="utf-8") + instancia.registro.read_text(encoding="utf-8")
    assert "alguien@" not in todo
    assert not any("cliente" in r or "127.0.0.1" in str(r.get("mensaje", "")) for r in instancia.renglones)


def test_se_responde_por_el_websocket_y_queda_en_la_base(nginx: Nginx, sala: Sala, usuaria: Usuaria) -> None:
    """Cifrado, con la galleta de la sesión."""

    async def responder() -> str:
        galletas = con_afinidad(nginx, usuaria)
        async with Persona(nginx.direccion, galletas, tls=nginx.tls) as persona:
            dibujo = await persona.abrir("cuestionario", d=usuaria.diagnostico, tema="comite_mesa")
            dibujo = await persona.elegir(dibujo.radios[PREGUNTA], "Sí")
            return dibujo.textos

    assert "Guardado" in asyncio.run(responder())
    assert diagnosticos.caso(sala, usuaria.diagnostico).respuestas["mesa.existe"].valor is True


def test_cada_quien_vuelve_siempre_a_su_proceso_y_lo_que_sube_llega(
    nginx: Nginx, instancia: Instancia, sala: Sala
) -> None:
    """Ocho personas: entre todas usan los dos procesos, y cada subida llega al que atiende su página."""
    usuarias = [nueva_usuaria(sala, next(NUMEROS), cifrada=True) for _ in range(8)]

    async def subir(usuaria: Usuaria) -> tuple[set[str], int]:
        galletas = con_afinidad(nginx, usuaria)
        async with Persona(nginx.direccion, galletas, tls=nginx.tls) as persona:
            await persona.abrir("entidad")
            async with httpx.AsyncClient(verify=nginx.tls, cookies=dict(galletas), timeout=60) as cliente:
                return await _subir(cliente, nginx, galletas, persona.sesion)

    async def todas() -> list[tuple[set[str], int]]:
        return await asyncio.gather(*(subir(u) for u in usuarias))

    hechas = asyncio.run(todas())
    assert [estado for _, estado in hechas] == [204] * 8
    por_numero = {r["peticion"]: r["proceso"] for r in nginx.renglones}
    suyos = [{por_numero[n] for n in numeros} for numeros, _ in hechas]
    assert all(len(procesos) == 1 for procesos in suyos)
    assert set().union(*suyos) == {f"127.0.0.1:{p}" for p in instancia.puertos}


async def _subir(
    cliente: httpx.AsyncClient, nginx: Nginx, galletas: Mapping[str, str], sesion: str, peso: int = 100
) -> tuple[set[str], int]:
    """Sube un archivo a la página de una sesión: los números de las peticiones y cómo terminó."""
    antes = await cliente.get(f"{nginx.direccion}/_stcore/health")
    puesta = await cliente.put(
        f"{nginx.direccion}/_stcore/upload_file/{sesion}/archivo",
        files={"file": ("acta.pdf", b"%PDF" + b" " * peso)},
        headers={"X-Xsrftoken": galletas["_streamlit_xsrf"]},
    )
    if "text/html" in puesta.headers.get("content-type", ""):  # la que da nginx por su cuenta
        assert 'lang="es"' in puesta.text
        assert puesta.headers["x-frame-options"] == "DENY"
    return {r.headers.get("x-request-id", "") for r in (antes, puesta)}, puesta.status_code


def test_lo_que_pesa_demasiado_no_pasa(nginx: Nginx, usuaria: Usuaria) -> None:
    """Lo detiene la aplicación y, si pesa aún más, nginx."""

    async def subir(peso: int) -> int:
        galletas = con_afinidad(nginx, usuaria)
        async with Persona(nginx.direccion, galletas, tls=nginx.tls) as persona:
            await persona.abrir("entidad")
            async with httpx.AsyncClient(verify=nginx.tls, cookies=dict(galletas), timeout=60) as cliente:
                return (await _subir(cliente, nginx, galletas, persona.sesion, peso))[1]

    assert [asyncio.run(subir(megas << 20)) for megas in (21, 26)] == [413, 413]


def test_si_un_proceso_muere_se_sigue_en_otro_y_no_se_pierde_lo_respondido(
    nginx: Nginx, instancia: Instancia, sala: Sala, usuaria: Usuaria
) -> None:
    """Se mata al que la atendía: la misma persona vuelve por nginx, ve lo suyo y sigue. El muerto revive."""
    galletas = con_afinidad(nginx, usuaria)

    async def con_uno_menos() -> None:
        async with Persona(nginx.direccion, galletas, tls=nginx.tls) as persona:
            dibujo = await persona.abrir("cuestionario", d=usuaria.diagnostico, tema="comite_mesa")
            await persona.elegir(dibujo.radios[PREGUNTA], "Sí")
            muerto = _el_que_atiende(nginx, instancia)
            os.kill(instancia.numero_de_proceso(muerto), signal.SIGKILL)
            with pytest.raises(Exception, match="close"):
                await persona.elegir(dibujo.radios[PREGUNTA], "No")
        async with Persona(nginx.direccion, galletas, tls=nginx.tls) as persona:
            dibujo = await persona.abrir("cuestionario", d=usuaria.diagnostico, tema="comite_mesa")
            assert dibujo.radios[PREGUNTA].raw_value == "Sí"
            await persona.elegir(dibujo.radios[PREGUNTA], "No")

    asyncio.run(con_uno_menos())
    assert diagnosticos.caso(sala, usuaria.diagnostico).respuestas["mesa.existe"].valor is False
    for numero in range(2):
        esperar(lambda n=numero: instancia.lista(n), "los dos procesos vuelven a atender")


def _el_que_atiende(nginx: Nginx, instancia: Instancia) -> int:
    """El proceso al que fue la última petición de la persona, que es la de la página."""
    ultimo = next(r["proceso"] for r in reversed(nginx.renglones) if r["ruta"] == "/_stcore/health")
    return [f"127.0.0.1:{p}" for p in instancia.puertos].index(ultimo)
