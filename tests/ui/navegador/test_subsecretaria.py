"""Lo de la Subsecretaría en un navegador: se crea una campaña, se descarga su lista y se importan medidas."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from autodiagnostico.sala import hoy
from autodiagnostico.servicios import campanas, comision, demostracion, entidades
from tests.ui.navegador.conftest import Servidor
from tests.ui.navegador.gestos import abierta, bajar, escribir_en, oprimir, quieta
from tests.ui.navegador.test_accesibilidad import graves

pytestmark = pytest.mark.navegador


def test_de_la_campana_a_las_medidas(fabrica: Servidor, pagina: Page, tmp_path: Path) -> None:
    """De un vistazo se sabe quién falta; la lista se descarga y el archivo se importa con su columna."""
    demostracion.cargar(fabrica.sala)
    codigos = [e.codigo for e in entidades.listar(fabrica.sala) if e.demostracion]
    abierta(pagina, fabrica.ruta("campanas"))
    escribir_en(pagina, Nombre_de_la_campaña="De otoño", Cierra_el=f"{hoy() + timedelta(days=9):%d/%m/%Y}")
    pagina.get_by_text("Una lista que voy a pegar").click()
    quieta(pagina)
    escribir_en(pagina, Un_código_o_un_nombre_por_renglón="\n".join(codigos))
    oprimir(pagina, "Crear la campaña")
    expect(pagina.get_by_text("De 3 entidades convocadas, falta 1 por enviar.")).to_be_visible()
    assert graves(pagina) == []
    lista = bajar(pagina, "Lista de recordatorios en CSV").decode("utf-8-sig")
    (falta,) = campanas.tablero(fabrica.sala, campanas.listar(fabrica.sala)[0].id).faltan
    assert falta.entidad.codigo in lista

    archivo = tmp_path / "idi.csv"
    archivo.write_text(f"Código;IDI\n{codigos[0]};95\n", encoding="utf-8")
    abierta(pagina, fabrica.ruta("medidas"))
    pagina.locator("input[type=file]").set_input_files(archivo)
    expect(pagina.get_by_text("trae 1 medida de entidades de aquí")).to_be_visible()
    assert graves(pagina) == []
    oprimir(pagina, "Importar 1 medida")
    expect(pagina.get_by_text("Importado: 1 medida.")).to_be_visible()
    expect(pagina.get_by_role("table").first).to_be_visible()

    abierta(pagina, fabrica.ruta("comision"))
    for fila in comision.leer(fabrica.sala, 2026).plan.filas:
        expect(pagina.get_by_role("rowheader", name=fila.codigo).first).to_be_visible()
    assert graves(pagina) == []
