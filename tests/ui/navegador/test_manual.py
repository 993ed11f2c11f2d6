"""Una funcionaria carga el Manual desde Excel y lo ve preguntado, sin escribir código."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from autodiagnostico.servicios import diagnosticos, entidades
from tests.manual.piezas import COLUMNAS, ENCABEZADO, PRIMERA, filas, poner
from tests.ui.navegador.conftest import Servidor, servir
from tests.ui.navegador.gestos import abierta, bajar, oprimir, quieta, tarjeta
from tests.ui.navegador.test_accesibilidad import graves
from tests.ui.piezas import VIGENCIA
from tests.ui.test_manual import INSTITUTO

pytestmark = pytest.mark.navegador

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def propia(tmp_path: Path) -> Iterator[Servidor]:
    """Una aplicación con la base de fábrica, solo para esta prueba: aquí se le cambian las reglas."""
    with servir(tmp_path) as servidor:
        yield servidor


def llena(plantilla: bytes, **cambios: Any) -> bytes:
    """La plantilla descargada, con su encabezado y un lineamiento."""
    abierto = openpyxl.load_workbook(io.BytesIO(plantilla))
    for celda, valor in ENCABEZADO.items():
        abierto["Manual"][celda] = valor
    lineamiento: Mapping[str, Any] = {**filas()[0], **cambios}
    poner(abierto["Lineamientos"], PRIMERA, lineamiento)
    salida = io.BytesIO()
    abierto.save(salida)
    return salida.getvalue()


def subir(pagina: Page, contenido: bytes) -> None:
    """Elige el archivo, como quien lo busca en su computador."""
    archivo: Any = {"name": "manual.xlsx", "mimeType": EXCEL, "buffer": contenido}
    pagina.locator("input[type=file]").set_input_files(archivo)


def test_de_la_plantilla_a_la_pregunta(propia: Servidor, pagina: Page) -> None:
    """Descarga, llena, se equivoca en una celda y se le dice cuál, corrige, instala y ve la pregunta."""
    entidad = entidades.guardar(propia.sala, INSTITUTO)
    diagnostico = diagnosticos.abrir(propia.sala, entidad.id, VIGENCIA).id
    abierta(pagina, propia.ruta("manual"), "Manual y documentos")
    expect(pagina.get_by_text("5MB por archivo")).to_be_visible()
    plantilla = bajar(pagina, "Descargar la plantilla")
    subir(pagina, llena(plantilla, nivel="Organisado"))
    columna = openpyxl.utils.get_column_letter(COLUMNAS["nivel"])
    expect(pagina.get_by_role("alert")).to_contain_text("1 cosa por corregir")
    mal = pagina.get_by_role("table", name="Lo que hay que corregir")
    expect(mal).to_contain_text(f"Lineamientos, fila {PRIMERA}, columna {columna}")
    expect(mal).to_contain_text("¿Quiso decir «2 · Organizado»?")
    assert graves(pagina) == []
    pagina.get_by_role("button", name="Quitar manual.xlsx").click()
    expect(pagina.get_by_role("alert")).to_have_count(0)
    quieta(pagina)
    subir(pagina, llena(plantilla))
    expect(pagina.get_by_text("«manual.xlsx» está bien: 1 lineamiento.")).to_be_visible()
    expect(pagina.get_by_role("table", name="Preguntas nuevas")).to_contain_text(filas()[0]["pregunta"])
    assert graves(pagina) == []
    oprimir(pagina, "Instalar este Manual")
    expect(pagina.get_by_text("Manual instalado: 1 lineamiento.")).to_be_visible()
    abierta(pagina, propia.ruta("cuestionario", d=diagnostico, tema="planeacion"))
    suya = tarjeta(pagina, filas()[0]["pregunta"])
    expect(suya).to_be_visible()
    expect(suya).to_contain_text("Manual Operativo, versión 7.0")


def test_un_archivo_muy_grande_o_de_otra_clase_se_rechaza_en_espanol(propia: Servidor, pagina: Page) -> None:
    """Antes de subirlo, y sin palabras en inglés."""
    abierta(pagina, propia.ruta("manual"))
    subir(pagina, b"x" * 5_300_000)
    caja = pagina.get_by_test_id("stFileUploader")
    expect(caja).to_contain_text("El archivo pesa demasiado: lo máximo es 5.0MB")
    abierta(pagina, propia.ruta("manual"))
    otro: Any = {"name": "foto.png", "mimeType": "image/png", "buffer": b"x"}
    pagina.locator("input[type=file]").set_input_files(otro)
    expect(caja).to_contain_text("ese tipo de archivo no se admite")
