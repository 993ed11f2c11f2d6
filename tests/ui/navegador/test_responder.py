"""Responder: lo dado queda, lo inválido no entra, y se puede con el teclado."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from autodiagnostico.servicios import diagnosticos
from tests.ui.navegador.conftest import Servidor
from tests.ui.navegador.gestos import abierta, elegir, escoger, escribir, oprimir, quieta, tarjeta
from tests.ui.piezas import VIGENCIA, nuevo_local

pytestmark = pytest.mark.navegador


def test_crear_una_entidad_responder_y_recargar(panaderia: Servidor, pagina: Page) -> None:
    """Del formulario en blanco a una respuesta que sigue ahí al recargar."""
    abierta(pagina, panaderia.ruta(), "Mi entidad")
    pagina.get_by_label("Nombre de la entidad (obligatorio)").fill("Panadería El Trigal")
    pagina.get_by_label("Sigla o código (obligatorio)").fill("TRIGAL")
    escoger(pagina, "¿Qué local es?", "De barrio")
    oprimir(pagina, "Crear la entidad y empezar")
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Panadería El Trigal")
    expect(pagina.get_by_role("heading", level=1)).to_be_in_viewport()
    pagina.get_by_role("link", name="Responder «El obrador»").click()
    elegir(pagina, "¿Usa masa madre?", "Sí")
    pagina.reload()
    expect(tarjeta(pagina, "¿Usa masa madre?").get_by_label("Sí", exact=True)).to_be_checked()


def test_lo_respondido_sobrevive_a_cerrar_el_navegador(
    panaderia: Servidor, navegador: Browser, pagina: Page
) -> None:
    """Otro navegador, sin nada guardado, entra por la portada y encuentra la respuesta."""
    diagnostico = nuevo_local(panaderia.sala, "CIERRE", nombre="La que cierra")
    abierta(pagina, panaderia.ruta("cuestionario", d=diagnostico, tema="obrador"), "El obrador")
    elegir(pagina, "¿Qué horno tiene?", "De leña")
    pagina.context.close()
    otro = navegador.new_context(locale="es-CO")
    nueva = otro.new_page()
    abierta(nueva, panaderia.ruta(), "Mi entidad")
    escoger(nueva, "Entidad", "La que cierra")
    nueva.get_by_role("button", name="Abrir", exact=True).click()
    expect(nueva.get_by_role("heading", level=1)).to_have_text("La que cierra")
    nueva.get_by_role("link", name="Cuestionario", exact=True).click()
    expect(nueva.get_by_role("heading", level=1)).to_have_text("Cuestionario")
    nueva.get_by_role("link", name="El obrador", exact=True).click()
    expect(tarjeta(nueva, "¿Qué horno tiene?").get_by_label("De leña")).to_be_checked()
    otro.close()


def test_una_respuesta_invalida_se_rechaza_junto_a_su_campo(panaderia: Servidor, pagina: Page) -> None:
    """El error aparece en la misma tarjeta, la casilla vuelve a lo anterior y el disco no cambia."""
    diagnostico = nuevo_local(panaderia.sala, "INVALIDA")
    diagnosticos.responder(panaderia.sala, diagnostico, "masa.madre", True)
    abierta(pagina, panaderia.ruta("cuestionario", d=diagnostico, tema="obrador"))
    pregunta = "¿Qué parte reposa?"
    escribir(pagina, pregunta, "80")
    expect(tarjeta(pagina, pregunta)).to_contain_text("Respondida · Guardado")
    for malo in ("ochenta", "180", "-1"):
        escribir(pagina, pregunta, malo)
        error = tarjeta(pagina, pregunta).get_by_role("alert")
        expect(error).to_contain_text(f"«{malo}»")
        expect(error).to_contain_text("Sigue guardada la respuesta anterior: 80 %")
        expect(tarjeta(pagina, pregunta).get_by_role("textbox", name=pregunta)).to_have_value("80")
    assert pagina.get_by_role("alert").count() == 1
    assert diagnosticos.caso(panaderia.sala, diagnostico).respuestas["masa.reposo"].valor == 80
    pagina.reload()
    expect(tarjeta(pagina, pregunta).get_by_role("textbox", name=pregunta)).to_have_value("80")


def test_una_fecha_que_no_existe_se_rechaza(panaderia: Servidor, pagina: Page) -> None:
    """31 de febrero no entra; una buena sí, escrita como aquí se escribe."""
    diagnostico = nuevo_local(panaderia.sala, "FECHA")
    abierta(pagina, panaderia.ruta("cuestionario", d=diagnostico, tema="obrador"))
    pregunta = "¿Cuándo lo instaló?"
    escribir(pagina, pregunta, "31/02/2025")
    expect(tarjeta(pagina, pregunta).get_by_role("alert")).to_contain_text("La pregunta sigue sin responder")
    escribir(pagina, pregunta, "1/3/2025")
    expect(tarjeta(pagina, pregunta)).to_contain_text("Respondida · Guardado")
    expect(tarjeta(pagina, pregunta).get_by_role("alert")).to_have_count(0)
    expect(tarjeta(pagina, pregunta).get_by_role("textbox", name=pregunta)).to_have_value("01/03/2025")


def test_un_error_en_la_entidad_va_junto_a_su_campo(panaderia: Servidor, pagina: Page) -> None:
    """Lo que falta se señala en cada campo y lo escrito no se pierde."""
    abierta(pagina, panaderia.ruta())
    pagina.get_by_label("Nombre de la entidad (obligatorio)").fill("Sin sigla")
    pagina.get_by_label("¿Cuántas mesas tiene?").fill("muchas")
    oprimir(pagina, "Crear la entidad y empezar")
    expect(pagina.get_by_role("alert")).to_have_count(4)
    expect(pagina.get_by_text("hay 3 campos por corregir")).to_be_visible()
    expect(pagina.get_by_label("Nombre de la entidad (obligatorio)")).to_have_value("Sin sigla")
    assert all(
        f.entidad.nombre != "Sin sigla" for f in diagnosticos.listar(panaderia.sala, vigencia=VIGENCIA)
    )


def test_un_tema_entero_solo_con_el_teclado(panaderia: Servidor, pagina: Page) -> None:
    """De la lista de temas a todas las respuestas, sin tocar el ratón."""
    diagnostico = nuevo_local(panaderia.sala, "TECLADO")
    abierta(pagina, panaderia.ruta("cuestionario", d=diagnostico), "Cuestionario")
    _tabular_hasta(pagina, "document.activeElement.textContent.trim() === 'El obrador'")
    pagina.keyboard.press("Enter")
    expect(pagina.get_by_role("heading", level=1)).to_have_text("El obrador")
    quieta(pagina)
    tema = [c for c in panaderia.sala.catalogo.criterios.values() if c.tema == "obrador"]
    escritos = {"porcentaje": "90", "fecha": "15/03/2025"}
    for criterio in tema:
        suya = tarjeta(pagina, criterio.pregunta)
        _tabular_hasta(pagina, _ENFOCA_SU_CONTROL, criterio.pregunta)
        pagina.keyboard.type(
            escritos[criterio.clase]
        ) if criterio.clase in escritos else pagina.keyboard.press("Space")
        pagina.keyboard.press("Tab")
        expect(suya.get_by_role("status").first).to_contain_text("Respondida · Guardado")
        quieta(pagina)
    expect(pagina.get_by_text(f"✓ Completo: {len(tema)} preguntas")).to_be_visible()
    respondidas = diagnosticos.caso(panaderia.sala, diagnostico).respuestas
    assert {c.codigo for c in tema} == {c for c, r in respondidas.items() if r.valor is not None}


_ENFOCA_SU_CONTROL = """pregunta => {
    const foco = document.activeElement
    const tarjeta = foco.closest("[class*='st-key-pregunta_']")
    return foco.tagName === "INPUT" && tarjeta?.querySelector("h2")?.textContent === pregunta
}"""


def _tabular_hasta(pagina: Page, condicion: str, dato: str | None = None) -> None:
    """Pulsa el tabulador hasta que el foco cumpla la condición."""
    for _ in range(150):
        if pagina.evaluate(condicion, dato):
            return
        pagina.keyboard.press("Tab")
    pytest.fail(f"Con el teclado no se llega a: {dato or condicion}")
