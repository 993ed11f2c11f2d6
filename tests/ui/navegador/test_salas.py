"""La demostración, la Mesa y la Subsecretaría, como las ve una persona."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from autodiagnostico.servicios import control, demostracion, diagnosticos
from autodiagnostico.servicios.control import Escrito
from tests.autodiagnostico.piezas import correr
from tests.ui.navegador.conftest import Servidor, servir
from tests.ui.navegador.gestos import abierta, bajar, desplegar, escribir_en, oprimir, quieta, recomendacion
from tests.ui.piezas import PANADERIA, nuevo_local

pytestmark = pytest.mark.navegador

HOSTIL = (
    '<img src="https://ejemplo.invalid/x.png" onerror="alert(1)"> '
    "![y](https://ejemplo.invalid/y.png) $z$ :material/home:"
)
"""Etiquetas, una imagen de Markdown, una fórmula y un ícono: todo debe verse como se escribió."""


@pytest.fixture(scope="module")
def recien(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servidor]:
    """Una aplicación en que nadie más ha escrito."""
    with servir(tmp_path_factory.mktemp("recien")) as servidor:
        yield servidor


def _libro(contenido: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(contenido))


def test_la_demostracion_se_carga_con_un_clic(recien: Servidor, pagina: Page) -> None:
    """Tres entidades, marcadas en la lista, en la barra y sobre la página."""
    demostracion.quitar(recien.sala)
    abierta(pagina, recien.ruta(), "Mi entidad")
    oprimir(pagina, "Cargar la demostración")
    expect(pagina.get_by_text("están cargadas")).to_be_visible()
    assert len({f.entidad.id for f in diagnosticos.listar(recien.sala) if f.entidad.demostracion}) == 3
    oprimir(pagina, "Abrir")
    expect(pagina.get_by_role("heading", name="Qué sigue")).to_be_visible()
    expect(pagina.get_by_test_id("stMain").get_by_text("Datos de demostración.")).to_be_visible()
    expect(pagina.get_by_test_id("stSidebar").get_by_text("Datos de demostración")).to_be_visible()


def test_de_un_borrador_la_subsecretaria_no_ve_niveles(recien: Servidor, pagina: Page) -> None:
    """Su fila muestra cuánto lleva respondido y nada más; la de un enviado, su nivel."""
    demostracion.cargar(recien.sala)
    abierta(pagina, recien.ruta("subsecretaria", vista="comparar"), "Subsecretaría")
    mapa = pagina.get_by_role("table", name="Nivel y cobertura de cada entidad")
    borradores = mapa.get_by_role("row").filter(has_text="Borrador")
    expect(borradores).to_have_count(1)
    expect(borradores).to_contain_text("cobertura")
    niveles = [n.nombre for n in recien.sala.catalogo.niveles]
    assert not any(nombre in borradores.inner_text() for nombre in niveles)
    assert borradores.get_by_role("link").count() == 0
    enviados = mapa.get_by_role("row").filter(has_text="Enviado")
    expect(enviados).to_have_count(2)
    assert all(any(n in texto for n in niveles) for texto in enviados.all_inner_texts())


def test_el_excel_de_la_comparacion_abre(fabrica: Servidor, pagina: Page) -> None:
    """Se descarga y es un libro con las entidades."""
    demostracion.cargar(fabrica.sala)
    abierta(pagina, fabrica.ruta("subsecretaria", vista="comparar"))
    libro = _libro(bajar(pagina, "Descargar en Excel"))
    celdas = [str(c) for hoja in libro for fila in hoja.values for c in fila]
    assert any("de Ejemplo" in c for c in celdas)


def test_una_recomendacion_va_al_plan_y_al_excel(panaderia: Servidor, pagina: Page) -> None:
    """Se elige, se le pone responsable y fecha, se ve en el plan y se descarga."""
    diagnostico = nuevo_local(panaderia.sala, "PLAN")
    diagnosticos.responder(panaderia.sala, diagnostico, "masa.madre", False)
    abierta(pagina, panaderia.ruta("mesa", d=diagnostico), "Mesa")
    tarjeta = recomendacion(pagina, "Criar una masa madre")
    oprimir(tarjeta, "Llevar al plan")
    tarjeta.get_by_label("Termina").wait_for()
    quieta(pagina)
    escribir_en(tarjeta, Área_responsable="Quien amasa", Termina="15/01/2027")
    oprimir(tarjeta, "Guardar en el plan")
    expect(tarjeta.get_by_text("Ver en el plan, o cambiar lo que dice")).to_be_visible()
    abierta(pagina, panaderia.ruta("plan_de_vigencia", d=diagnostico))
    plan = pagina.get_by_role("table", name="Acciones del plan")
    expect(plan).to_contain_text("Criar una masa madre")
    expect(plan).to_contain_text("15/01/2027")
    libro = _libro(bajar(pagina, "Descargar el plan en Excel"))
    celdas = [str(c) for hoja in libro for fila in hoja.values for c in fila]
    assert "Quien amasa" in celdas


def test_enviar_congela_y_se_puede_devolver(panaderia: Servidor, pagina: Page) -> None:
    """Enviado no deja cambiar respuestas; se devuelve con un motivo, que queda en la historia."""
    diagnostico = nuevo_local(panaderia.sala, "ENVIO")
    abierta(pagina, panaderia.ruta(d=diagnostico))
    desplegar(pagina, "Enviar el autodiagnóstico")
    pagina.get_by_text("Entiendo que quedan").click()
    expect(pagina.get_by_role("checkbox").first).to_be_checked()
    quieta(pagina)
    camino = pagina.get_by_role("list", name="Por dónde va el autodiagnóstico")
    oprimir(pagina, "Enviar el diagnóstico")
    expect(camino.locator("[aria-current=step]", has_text="Enviado")).to_be_visible()
    abierta(pagina, panaderia.ruta("cuestionario", d=diagnostico, tema="obrador"))
    expect(pagina.get_by_text("Este diagnóstico se envió")).to_be_visible()
    expect(pagina.get_by_role("radio").first).to_be_disabled()
    abierta(pagina, panaderia.ruta(d=diagnostico))
    desplegar(pagina, "Devolverlo para corregir")
    escribir_en(pagina, Por_qué_se_devuelve="Faltaba una respuesta")
    oprimir(pagina, "Devolver")
    expect(camino.locator("[aria-current=step]")).to_contain_text("Borrador")
    desplegar(pagina, "Historia, cierres y comprobación")
    historia = pagina.get_by_role("table", name="Historia de los pasos")
    expect(historia).to_contain_text("Faltaba una respuesta")
    assert diagnosticos.leer(panaderia.sala, diagnostico).estado == "borrador"


def test_lo_cerrado_se_descarga_y_se_comprueba(panaderia: Servidor, pagina: Page, tmp_path: Path) -> None:
    """El informe que baja el navegador pasa la comprobación con el caso que baja de al lado."""
    diagnostico = nuevo_local(panaderia.sala, "CERRADO")
    diagnosticos.enviar(panaderia.sala, diagnostico, con_pendientes=True)
    diagnosticos.revisar(panaderia.sala, diagnostico)
    diagnosticos.cerrar(panaderia.sala, diagnostico)
    abierta(pagina, panaderia.ruta(d=diagnostico))
    desplegar(pagina, "Historia, cierres y comprobación")
    caso = _bajado(pagina, "Descargar las respuestas (JSON)", tmp_path / "caso.json")
    abierta(pagina, panaderia.ruta("control", d=diagnostico))
    informe = _bajado(pagina, "Descargar en Excel", tmp_path / "control.xlsx")
    corrida = correr("verificar-informe", informe, "--caso", caso, "--reglas", PANADERIA)
    assert corrida.codigo == 0, corrida.salida


def _bajado(pagina: Page, boton: str, archivo: Path) -> Path:
    archivo.write_bytes(bajar(pagina, boton))
    return archivo


def test_lo_que_alguien_escribe_se_ve_como_texto(panaderia: Servidor, pagina: Page) -> None:
    """Un nombre hostil no es HTML ni Markdown en ninguna página, y no hace pedir nada afuera."""
    afuera: list[str] = []
    pagina.on(
        "request", lambda r: afuera.append(r.url) if not r.url.startswith(panaderia.direccion) else None
    )
    diagnostico = nuevo_local(panaderia.sala, "HOSTIL", nombre=HOSTIL)
    diagnosticos.responder(panaderia.sala, diagnostico, "masa.madre", True)
    diagnosticos.anotar(panaderia.sala, diagnostico, "masa.madre", evidencias=[HOSTIL], observacion=HOSTIL)
    diagnosticos.asignar_tema(panaderia.sala, diagnostico, "obrador", HOSTIL, None)
    control.registrar(panaderia.sala, diagnostico, "masa.madre", "sin_soporte", escrito=Escrito(HOSTIL))
    for ruta in (
        panaderia.ruta(d=diagnostico),
        panaderia.ruta("cuestionario", d=diagnostico),
        panaderia.ruta("cuestionario", d=diagnostico, tema="obrador"),
        panaderia.ruta("resultados", d=diagnostico, estado="cumple"),
        panaderia.ruta("mesa", d=diagnostico),
        panaderia.ruta("control", d=diagnostico, c="masa.madre"),
        panaderia.ruta("bitacora", d=diagnostico),
        panaderia.ruta("subsecretaria", vista="comparar"),
    ):
        abierta(pagina, ruta)
        assert pagina.locator("img[src*='ejemplo.invalid'], .katex").count() == 0
        assert HOSTIL in pagina.locator("body").inner_text()
    abierta(pagina, panaderia.ruta())
    quieta(pagina)
    propias = [u for u in afuera if not u.startswith(("data:", "blob:", "ws:"))]
    assert propias == []
