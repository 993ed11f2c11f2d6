"""La Mesa de principio a fin: su registro, una sesión, su acta y el compromiso que llega a la siguiente."""

from __future__ import annotations

import io

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from autodiagnostico.servicios import diagnosticos, entidades
from tests.autodiagnostico.piezas import INSTITUTO
from tests.ui.navegador.conftest import Servidor
from tests.ui.navegador.gestos import abierta, bajar, escribir_en, oprimir
from tests.ui.navegador.test_accesibilidad import graves

pytestmark = pytest.mark.navegador


def test_del_registro_a_la_segunda_sesion(fabrica: Servidor, pagina: Page) -> None:
    """Con el acta descargada en Word, que dice lo decidido."""
    entidad = entidades.guardar(fabrica.sala, {**INSTITUTO, "codigo": "MESA", "nombre": "Instituto con Mesa"})
    local = diagnosticos.abrir(fabrica.sala, entidad.id, 2026).id
    abierta(pagina, fabrica.ruta("integrantes", d=local))
    escribir_en(pagina, **{"Cargo (obligatorio)": "Oficina de Servicio"})
    oprimir(pagina, "Guardar integrante")
    expect(pagina.get_by_role("rowheader", name="Oficina de Servicio")).to_be_visible()
    escribir_en(pagina, Acto_que_creó_la_Mesa="Resolución 7 de 2026")
    oprimir(pagina, "Guardar el registro")
    expect(pagina.get_by_role("status").first).to_contain_text("Guardado")
    assert graves(pagina) == []

    abierta(pagina, fabrica.ruta("sesiones", d=local))
    escribir_en(pagina, Fecha="1/6/2026", Orden_del_día="Revisar el plan")
    oprimir(pagina, "Convocar la sesión")
    pagina.get_by_text("Asistió", exact=True).click()
    escribir_en(pagina, Qué_se_decidió="Aprobar el plan", A_favor="1")
    escribir_en(pagina, Qué_se_hará="Publicar el plan", Quién="Planeación", Para_cuándo="1/7/2026")
    assert graves(pagina) == []
    oprimir(pagina, "Guardar el acta")
    expect(pagina.get_by_text("Hubo quórum: 1 con voto de 1")).to_be_visible()
    acta = Document(io.BytesIO(bajar(pagina, "Descargar el acta en Word")))
    assert acta.paragraphs[0].text == "Acta 1 de la Mesa Técnica"
    assert "Aprobar el plan" in [c.text for t in acta.tables for f in t.rows for c in f.cells]

    escribir_en(pagina, Fecha="1/8/2026", Orden_del_día="Seguir los compromisos")
    oprimir(pagina, "Convocar la sesión")
    siguiente = pagina.locator("[class*='st-key-sesion_']").filter(has_text="Sesión 2 ·")
    expect(siguiente).to_contain_text("Compromisos abiertos que llegan a esta sesión")
    expect(siguiente).to_contain_text("Publicar el plan. Planeación, para el 01/07/2026 (sesión 1)")

    abierta(pagina, fabrica.ruta("calendario", d=local))
    expect(pagina.get_by_role("table").first).to_contain_text("Publicar el plan")
    assert graves(pagina) == []
