"""axe no encuentra faltas graves en ninguna página, y el documento está en español."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from autodiagnostico.servicios import control, demostracion, diagnosticos
from autodiagnostico.servicios.control import Escrito
from tests.autodiagnostico.test_vida import cerrado
from tests.informes.piezas import con_plan
from tests.ui.navegador.conftest import Servidor
from tests.ui.navegador.gestos import abierta, escribir, tarjeta
from tests.ui.piezas import nuevo_local
from ui.enlaces import CUARTOS, PAGINAS, PRINCIPAL

pytestmark = pytest.mark.navegador

GRAVES = {"serious", "critical"}


@pytest.fixture(scope="module")
def visita(navegador: Browser) -> Iterator[Page]:
    """Una sola pestaña para todas las visitas, que ya tiene en memoria los archivos de Streamlit."""
    contexto = navegador.new_context(viewport={"width": 1366, "height": 768}, locale="es-CO")
    yield contexto.new_page()
    contexto.close()


def graves(pagina: Page) -> list[tuple[str, list[str]]]:
    """Las faltas graves, con los elementos donde están; primero se abre todo lo plegado."""
    pagina.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    faltas: list[dict[str, Any]] = Axe().run(pagina).response["violations"]
    return [(f["id"], [n["html"] for n in f["nodes"]]) for f in faltas if f["impact"] in GRAVES]


@pytest.mark.parametrize("nombre", PAGINAS)
def test_pagina_con_datos(fabrica: Servidor, visita: Page, nombre: str) -> None:
    """Con la demostración cargada."""
    demostracion.cargar(fabrica.sala)
    ficha = next(f for f in diagnosticos.listar(fabrica.sala) if f.estado == "borrador")
    abierta(visita, fabrica.ruta("" if nombre == PRINCIPAL else nombre, d=ficha.id))
    assert graves(visita) == []


@pytest.fixture(scope="module")
def planeado(fabrica: Servidor) -> int:
    """El diagnóstico del que salió un plan aprobado, en marcha, con avances y con mecanismos."""
    return con_plan(fabrica.sala)


@pytest.mark.parametrize("nombre", CUARTOS["mesa"])
def test_el_cuarto_de_la_mesa_con_un_plan_en_marcha(
    fabrica: Servidor, visita: Page, planeado: int, nombre: str
) -> None:
    """Tablas, tableros, gráficas y formularios con lo que de verdad llevan."""
    abierta(visita, fabrica.ruta(nombre, d=planeado))
    assert graves(visita) == []


def test_un_renglon_del_plan(fabrica: Servidor, visita: Page, planeado: int) -> None:
    """Con su origen, lo que dice, sus pasos y sus avances."""
    abierta(visita, fabrica.ruta("plan_de_vigencia", d=planeado, r=1))
    expect(visita.get_by_role("table", name="De dónde sale esta acción")).to_be_visible()
    assert graves(visita) == []


@pytest.mark.parametrize("nombre", PAGINAS)
def test_pagina_sin_haber_elegido(panaderia: Servidor, visita: Page, nombre: str) -> None:
    """Sin diagnóstico elegido."""
    abierta(visita, panaderia.ruta("" if nombre == PRINCIPAL else nombre))
    assert graves(visita) == []


def test_un_tema_con_un_error_a_la_vista(panaderia: Servidor, visita: Page) -> None:
    """Preguntas de todas las clases, con respuestas y con un rechazo."""
    diagnostico = nuevo_local(panaderia.sala, "AXE")
    for criterio, valor in {"masa.madre": True, "masa.harinas": ["trigo"], "horno.tipo": "gas"}.items():
        diagnosticos.responder(panaderia.sala, diagnostico, criterio, valor)
    abierta(visita, panaderia.ruta("cuestionario", d=diagnostico, tema="obrador"))
    escribir(visita, "¿Cuándo lo instaló?", "nunca")
    expect(tarjeta(visita, "¿Cuándo lo instaló?").get_by_role("alert")).to_be_visible()
    assert graves(visita) == []


@pytest.mark.parametrize("consulta", [{"editar": "1"}, {}])
def test_la_entidad(panaderia: Servidor, visita: Page, consulta: dict[str, str]) -> None:
    """El resumen y el formulario de una entidad."""
    codigo = f"AXE-E{len(consulta)}"
    abierta(visita, panaderia.ruta(d=nuevo_local(panaderia.sala, codigo), **consulta))
    assert graves(visita) == []


def test_un_cerrado_con_su_historia_y_lo_que_evaluo_control_interno(
    panaderia: Servidor, visita: Page
) -> None:
    """La línea de pasos, la historia, los cierres, una respuesta evaluada y la bitácora."""
    diagnostico = cerrado(panaderia.sala, "AXE-C")
    control.sortear(panaderia.sala, diagnostico, 7, 1, "tema")
    escrito = Escrito("Estaba seco", "Nadie lo cuida", "No sube", "Criar otra")
    for _ in range(2):
        control.registrar(panaderia.sala, diagnostico, "masa.madre", "sin_soporte", escrito=escrito)
    for ruta in (
        panaderia.ruta(d=diagnostico),
        panaderia.ruta("control", d=diagnostico),
        panaderia.ruta("control", d=diagnostico, c="masa.madre"),
        panaderia.ruta("madurez", d=diagnostico, cierre=1),
        panaderia.ruta("bitacora", d=diagnostico),
    ):
        abierta(visita, ruta)
        assert graves(visita) == []


def test_la_ficha_de_una_regla(fabrica: Servidor, visita: Page) -> None:
    """Donde lee un abogado."""
    abierta(visita, fabrica.ruta("normas", regla=next(iter(fabrica.sala.catalogo.reglas))))
    assert graves(visita) == []


def test_pantalla_angosta(fabrica: Servidor, visita: Page) -> None:
    """En un teléfono tampoco, y la página no se desborda a lo ancho."""
    demostracion.cargar(fabrica.sala)
    ficha = next(f for f in diagnosticos.listar(fabrica.sala) if f.estado == "enviado")
    visita.set_viewport_size({"width": 390, "height": 844})
    for nombre in ("madurez", "subsecretaria"):
        abierta(visita, fabrica.ruta(nombre, d=ficha.id))
        assert graves(visita) == []
        assert visita.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    visita.set_viewport_size({"width": 1366, "height": 768})


def test_el_documento_esta_en_espanol_y_protegido(fabrica: Servidor, visita: Page) -> None:
    """El idioma, el título y las cabeceras que Streamlit no pone."""
    respuesta = visita.goto(fabrica.ruta())
    assert respuesta is not None
    expect(visita.locator("html")).to_have_attribute("lang", "es")
    expect(visita).to_have_title("Mi entidad · Autodiagnóstico")
    expect(visita.get_by_role("link", name="Ir al contenido")).to_be_attached()
    expect(visita.get_by_role("region", name="Barra lateral")).to_be_visible()
    cabeceras = respuesta.headers
    assert "default-src 'self'" in cabeceras["content-security-policy"]
    assert cabeceras["x-content-type-options"] == "nosniff"
    assert cabeceras["x-frame-options"] == "DENY"
