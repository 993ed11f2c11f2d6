"""Con un distrito inventado, una persona contesta cuatro preguntas sin salir de la página."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from autodiagnostico.analisis import distribuciones, grupos
from autodiagnostico.analisis.grupos import Grupo
from autodiagnostico.sala import hoy
from autodiagnostico.servicios import distrito, distrito_sintetico, rezagos
from tests.ui.navegador.conftest import Servidor, servir
from tests.ui.navegador.gestos import abierta, escoger, quieta
from tests.ui.navegador.test_accesibilidad import graves
from ui.distrito.tablas import ubicadas

LA_PRIMERA = 60_000
"""Milisegundos de la primera visita: la máquina que evalúa muchas a la vez se carga entonces."""
pytestmark = pytest.mark.navegador


@pytest.fixture(scope="module")
def con_distrito(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servidor]:
    """La aplicación con doce entidades inventadas y dos vigencias."""
    with servir(tmp_path_factory.mktemp("con_distrito")) as servidor:
        distrito_sintetico.cargar(servidor.sala, 12, 2, 5)
        distrito.preparar(servidor.sala)
        yield servidor


def test_las_cuatro_preguntas(con_distrito: Servidor, pagina: Page) -> None:
    """Quién se rezaga en participación y por qué; qué acciones; quién cayó; quién va seguro arriba."""
    sala, ano = con_distrito.sala, hoy().year
    cuadro = distrito.abrir(sala, [ano])
    pagina.goto(con_distrito.ruta("subsecretaria"))
    ultima = pagina.get_by_role("heading", name="Quiénes están con seguridad en el grupo alto")
    expect(ultima).to_be_visible(timeout=LA_PRIMERA)
    quieta(pagina)
    escoger(pagina, "Política o escenario", sala.catalogo.politicas["participacion"].nombre)
    peor = distribuciones.rezagos(cuadro, "politica", "participacion")[0].distribucion.grupo
    expect(pagina.get_by_text(re.compile(f"{re.escape(peor)} es el que más se rezaga"))).to_be_visible()
    expect(pagina.get_by_role("table", name=f"Lo que más incumple {peor}")).to_be_visible()
    cuerpo = pagina.get_by_test_id("stMain")
    for palanca in rezagos.palancas(sala, ano).juntas:
        expect(cuerpo).to_contain_text(sala.catalogo.acciones[palanca.acciones[-1]].titulo)
    for m in rezagos.historia(sala, [ano, ano - 1]).movidas(ano - 1, ano):
        if m.nivel_despues < m.nivel_antes:
            expect(cuerpo).to_contain_text(m.nombre)
    for u in grupos.en(ubicadas(cuadro), Grupo.ALTO, seguras=True):
        expect(cuerpo.get_by_role("link", name=u.fila.nombre).first).to_be_visible()
    assert graves(pagina) == []


def test_de_la_regla_a_la_entidad_y_su_respuesta(con_distrito: Servidor, pagina: Page) -> None:
    """Desde «Qué frena» se baja a la entidad que no la cumple."""
    abierta(pagina, con_distrito.ruta("subsecretaria", vista="frenos"), "Subsecretaría")
    quieta(pagina)
    pagina.locator("summary", has_text=re.compile("no cumple")).first.click()
    pagina.locator("details[open] li a").first.click()
    expect(pagina.get_by_role("heading", level=1)).to_contain_text("Resultados")
