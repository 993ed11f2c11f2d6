"""Lo que una persona hace y mira en una página."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

PULSADAS = 3
"""Cuántas veces insiste una persona con un botón."""


def tarjeta(pagina: Page, pregunta: str) -> Locator:
    """La tarjeta de una pregunta, con su control, su estado y sus errores."""
    enunciado = pagina.get_by_role("heading", name=pregunta, exact=True)
    return pagina.locator("[class*='st-key-pregunta_']").filter(has=enunciado)


def recomendacion(pagina: Page, titulo: str) -> Locator:
    """La tarjeta de una recomendación."""
    encabezado = pagina.get_by_role("heading", name=titulo, exact=True)
    return pagina.locator("[class*='st-key-recomendacion_']").filter(has=encabezado)


def elegir(pagina: Page, pregunta: str, opcion: str) -> None:
    """Elige una opción y espera a que quede guardada."""
    suya = tarjeta(pagina, pregunta)
    suya.get_by_text(opcion, exact=True).click()
    expect(suya.get_by_role("status").first).to_contain_text("Guardado")


def elegir_en_lista(pagina: Page, rotulo: str, opcion: str) -> None:
    """Abre una lista desplegable con el teclado y elige."""
    lista = pagina.get_by_role("combobox", name=rotulo).first
    lista.focus()
    lista.press("ArrowDown")
    pagina.get_by_role("option", name=opcion, exact=True).click()


def escribir(pagina: Page, pregunta: str, texto: str) -> None:
    """Escribe en la casilla de una pregunta y sale de ella."""
    casilla = tarjeta(pagina, pregunta).get_by_role("textbox", name=pregunta)
    casilla.fill(texto)
    casilla.press("Tab")


def abierta(pagina: Page, direccion: str, titulo: str | None = None) -> None:
    """Va a una dirección y espera su título."""
    pagina.goto(direccion)
    encabezado = pagina.get_by_role("heading", level=1)
    expect(encabezado).to_have_text(titulo) if titulo else expect(encabezado).to_be_visible()
    quieta(pagina)


def quieta(pagina: Page) -> None:
    """Espera a que la página termine de correr y a que no quede ninguna pieza por dibujar.

    Sin lo segundo se revisa un esqueleto: sin enlaces, ni botones, ni textos.
    """
    expect(pagina.locator("[data-testid='stApp'][data-test-script-state='notRunning']")).to_be_visible()
    expect(pagina.get_by_test_id("stSkeleton")).to_have_count(0)


def pulsar_hasta(boton: Locator, visto: Locator) -> None:
    """Pulsa y, si la página se estaba dibujando y el botón no lo oyó, vuelve a pulsar, como una persona."""
    for _ in range(PULSADAS - 1):
        boton.click()
        try:
            expect(visto).to_be_visible()
        except AssertionError:
            continue
        return
    boton.click()
    expect(visto).to_be_visible()
