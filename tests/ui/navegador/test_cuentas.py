"""La aplicación servida con cuentas, en un navegador de verdad."""

from __future__ import annotations

import io
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from autodiagnostico.permisos import Pertenencia, Rol
from autodiagnostico.servicios import diagnosticos, entrada
from tests.cuentas.piezas import CLAVE, Persona, crear
from tests.ui.navegador.conftest import Servidor, servir
from tests.ui.navegador.gestos import abierta, elegir, quieta
from tests.ui.navegador.test_accesibilidad import graves
from tests.ui.piezas import PANADERIA, nuevo_local

pytestmark = pytest.mark.navegador

AJENA = "La Hogaza Ajena"


@pytest.fixture(scope="module")
def servida(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servidor]:
    """Una sola para todas: arrancarla es lo que más tarda."""
    with servir(tmp_path_factory.mktemp("servida"), PANADERIA, modo="servido") as servidor:
        yield servidor


RECARGAS = 40
"""Las que se hacen, a lo sumo, esperando que una sesión cerrada en otro proceso se note."""


def persona(servida: Servidor, correo: str, diagnostico: int, rol: Rol = Rol.LIDER) -> Persona:
    """Alguien con un rol en la entidad de un diagnóstico, que ya entró una vez."""
    entidad = diagnosticos.leer(servida.sala, diagnostico).entidad.id
    return crear(servida.sala, correo, Pertenencia(rol, entidad))


def ya_entro(contexto: BrowserContext, servida: Servidor, quien: Persona) -> None:
    """Deja su sesión en el navegador."""
    contexto.add_cookies([{"name": "autodiagnostico", "value": quien.testigo, "url": servida.direccion}])


def test_al_servir_por_primera_vez_la_terminal_dice_con_que_entrar(servida: Servidor, pagina: Page) -> None:
    """Con esa clave se entra, se cambia, se acepta el aviso y se administra; nada de eso pide guiones."""
    registro = (
        Path(str(servida.sala.motor_bd.url.database)).with_name("servidor.log").read_text(encoding="utf-8")
    )
    correo, clave = re.findall(r"(?:correo|clave):  ?(\S+)", registro)
    pagina.goto(servida.ruta("normas"))
    expect(pagina).to_have_title("Entrar · Autodiagnóstico")
    assert graves(pagina) == []
    pagina.get_by_label("Correo").fill(correo)
    pagina.get_by_label("Clave").fill("no es esta")
    pagina.get_by_role("button", name="Entrar").click()
    expect(pagina.get_by_role("alert")).to_contain_text("no coinciden")
    assert graves(pagina) == []
    pagina.get_by_label("Clave").fill(clave)
    pagina.get_by_role("button", name="Entrar").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Cambiar la clave")
    assert graves(pagina) == []
    pagina.get_by_label("Clave actual").fill(clave)
    pagina.get_by_label("Clave nueva", exact=True).fill(CLAVE)
    pagina.get_by_label("Clave nueva, otra vez").fill(CLAVE)
    pagina.get_by_role("button", name="Guardar la clave").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Aviso de privacidad")
    assert graves(pagina) == []
    pagina.get_by_role("button", name="Leí el aviso y lo acepto").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Normas")
    expect(pagina.get_by_test_id("stSidebar")).to_contain_text("Administración")
    for ruta in (servida.ruta("cuentas"), servida.ruta("cuentas", cuenta=1), servida.ruta("mi_cuenta")):
        abierta(pagina, ruta)
        assert graves(pagina) == []
    pagina.get_by_role("link", name="Salir").click()
    pagina.get_by_role("button", name="Salir").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Salió")
    pagina.goto(servida.ruta("normas"))
    expect(pagina).to_have_title("Entrar · Autodiagnóstico")


def test_cada_quien_en_lo_suyo_y_nada_de_lo_ajeno(
    servida: Servidor, contexto: BrowserContext, pagina: Page
) -> None:
    """Responde y descarga lo de su entidad; lo de otra no aparece ni pidiéndolo por la dirección."""
    propio, ajeno = nuevo_local(servida.sala, "PROPIA"), nuevo_local(servida.sala, "AJENA", nombre=AJENA)
    ya_entro(contexto, servida, persona(servida, "ana@x.co", propio))
    abierta(pagina, servida.ruta("cuestionario", d=propio, tema="obrador"))
    elegir(pagina, "¿Usa masa madre?", "Sí")
    abierta(pagina, servida.ruta("plan_de_vigencia", d=propio))
    with pagina.expect_download() as descarga:
        pagina.get_by_role("button", name="Descargar el plan en Excel").click()
    assert openpyxl.load_workbook(io.BytesIO(Path(descarga.value.path()).read_bytes())).sheetnames
    for ruta in ("", "cuestionario", "resultados", "mesa", "subsecretaria"):
        pagina.goto(servida.ruta(ruta, d=ajeno))
        expect(pagina.get_by_role("heading", level=1)).to_be_visible()
        quieta(pagina)
        assert AJENA not in pagina.content()


def test_una_sesion_cerrada_lo_dice_y_al_volver_todo_esta(
    servida: Servidor, contexto: BrowserContext, pagina: Page
) -> None:
    """Se vuelve a la misma página, con lo que ya se había respondido."""
    diagnostico = nuevo_local(servida.sala, "CIERRA")
    luz = persona(servida, "luz@x.co", diagnostico)
    ya_entro(contexto, servida, luz)
    abierta(pagina, servida.ruta("cuestionario", d=diagnostico, tema="obrador"))
    elegir(pagina, "¿Usa masa madre?", "Sí")
    entrada.salir(servida.sala, luz.testigo)
    for _ in range(RECARGAS):  # el servidor, que es otro proceso, tarda a lo sumo un segundo en saberlo
        pagina.reload()
        if pagina.title().startswith("Entrar"):
            break
    expect(pagina).to_have_title("Entrar · Autodiagnóstico")
    pagina.get_by_label("Correo").fill("luz@x.co")
    pagina.get_by_label("Clave").fill(CLAVE)
    pagina.get_by_role("button", name="Entrar").click()
    expect(pagina.get_by_role("radio", name="Sí").first).to_be_checked()


def test_sin_sesion_el_websocket_no_se_abre(servida: Servidor, pagina: Page) -> None:
    """Ni desde una página del mismo sitio."""
    pagina.goto(servida.ruta("entrar"))
    abrio = pagina.evaluate(
        """() => new Promise(listo => {
            const direccion = location.origin.replace('http', 'ws') + '/_stcore/stream';
            const canal = new WebSocket(direccion, ['streamlit']);
            canal.onopen = () => listo(true);
            canal.onclose = () => listo(false);
        })"""
    )
    assert abrio is False


@pytest.mark.parametrize("cabecera", [("Host", "malo.example"), ("X-Forwarded-For", "203.0.113.9")])
def test_el_modo_local_no_atiende_a_quien_no_esta_en_el_computador(
    panaderia: Servidor, cabecera: tuple[str, str]
) -> None:
    """La aplicación de verdad, con su servidor."""
    pedido = urllib.request.Request(panaderia.ruta(), headers=dict([cabecera]))
    with pytest.raises(urllib.error.HTTPError) as negado:
        urllib.request.urlopen(pedido)
    assert negado.value.code == 403
    assert "modo local" in negado.value.read().decode()
