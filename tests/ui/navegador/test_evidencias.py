"""Una funcionaria adjunta un archivo desde la pregunta, lo encuentra en su página y lo descarga igual."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from autodiagnostico.servicios import diagnosticos, evidencias
from tests.autodiagnostico import archivos
from tests.ui.navegador.conftest import Servidor
from tests.ui.navegador.gestos import abierta, desplegar, oprimir, quieta, tarjeta
from tests.ui.navegador.test_accesibilidad import graves
from tests.ui.piezas import nuevo_local

pytestmark = pytest.mark.navegador

PREGUNTA = "¿Usa masa madre?"


def test_de_la_pregunta_al_archivo_descargado(panaderia: Servidor, pagina: Page) -> None:
    """Sin perder un byte, con su nombre, y con cabeceras que impiden abrirlo en el navegador."""
    local = nuevo_local(panaderia.sala, "EVI")
    diagnosticos.responder(panaderia.sala, local, "masa.madre", True)
    abierta(pagina, panaderia.ruta("cuestionario", d=local, tema="obrador"))
    suya = tarjeta(pagina, PREGUNTA)
    expect(suya).to_contain_text("Sin evidencia")
    desplegar(suya, "Evidencias y observación")
    oprimir(suya, "Agregar o ver evidencias")
    ventana = pagina.get_by_role("dialog")
    archivo: Any = {"name": "Acta ñ «1».pdf", "mimeType": "application/pdf", "buffer": archivos.pdf()}
    ventana.locator("input[type=file]").set_input_files(archivo)
    expect(ventana.get_by_text("Acta ñ «1».pdf")).to_be_visible()
    oprimir(ventana, "Agregar")
    expect(ventana.get_by_role("status").first).to_contain_text("Quedó «Acta ñ «1»».")
    assert graves(pagina) == []
    pagina.get_by_role("button", name="Cerrar").click()
    expect(ventana).to_have_count(0)
    expect(suya).not_to_contain_text("Sin evidencia")
    (ficha,) = evidencias.listar(panaderia.sala, diagnosticos.leer(panaderia.sala, local).entidad.id)
    abierta(pagina, panaderia.ruta("evidencias", d=local))
    oprimir(pagina, "Abrir la ficha")
    expect(ventana.get_by_text(ficha.huella or "")).to_be_visible()
    quieta(pagina)
    with pagina.expect_response(lambda r: "/media/" in r.url) as media, pagina.expect_download() as descarga:
        ventana.get_by_role("button", name="Descargar").click()
    assert descarga.value.suggested_filename == "Acta ñ «1».pdf"
    assert Path(descarga.value.path()).read_bytes() == archivos.pdf()
    assert media.value.url == descarga.value.url
    cabeceras = media.value.headers
    assert cabeceras["content-disposition"].startswith("attachment;")
    assert "sandbox" in cabeceras["content-security-policy"]
    assert cabeceras["x-content-type-options"] == "nosniff"
    assert cabeceras["cache-control"] == "private, no-store"
