"""Lo que una persona hace y mira en una página."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from weakref import WeakKeyDictionary

from playwright.sync_api import Error, Locator, Page, WebSocket, expect

INTENTOS = 4
"""Cuántas veces insiste una persona con un botón o una lista."""
PACIENCIA = 20_000
"""Milisegundos que se espera a que algo se vea; en una máquina ocupada la primera visita es lenta."""


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


def escoger(lugar: Page | Locator, rotulo: str, *opciones: str) -> None:
    """Elige en una lista desplegable, de una o de varias; basta una parte de lo que dice cada opción.

    Si la página se dibuja de nuevo mientras la lista se abre, la lista se cierra: se vuelve a abrir,
    como lo hace una persona.
    """
    pagina = lugar if isinstance(lugar, Page) else lugar.page
    lista = lugar.get_by_role("combobox", name=rotulo).first
    for opcion in opciones:
        _escoger_una(lista, opcion, pagina.get_by_role("option").filter(has_text=opcion).first)
    if lista.locator("xpath=ancestor::*[@data-testid='stMultiSelect']").count():
        _plegar(lista)
    # La de una se cierra sola: plegarla antes de que lo haga devolvería lo que decía.
    expect(lista).to_have_attribute("aria-expanded", "false")
    quieta(pagina)


def _escoger_una(lista: Locator, opcion: str, ofrecida: Locator) -> None:
    def abrirla(espera: float) -> None:
        _plegar(lista)
        lista.fill(opcion, timeout=espera)
        lista.press("ArrowDown", timeout=espera)  # si ya decía eso, escribirlo no la abre

    def elegirla(espera: float) -> None:
        ofrecida.click(timeout=espera)

    insistir(abrirla, elegirla)


def _plegar(lista: Locator) -> None:
    """Cierra la lista si está abierta."""
    if lista.get_attribute("aria-expanded") == "true":
        lista.press("Escape")


def escribir_en(lugar: Page | Locator, **casillas: str) -> None:
    """Escribe en la primera casilla que se vea con cada rótulo y sale de ella; el guion bajo es espacio.

    Si se sale al oprimir un botón, lo que la casilla dibuja puede mover el botón de debajo del dedo.
    """
    for rotulo, texto in casillas.items():
        nombre = rotulo.replace("_", " ")
        casilla = lugar.get_by_role("textbox", name=nombre, exact=True).locator("visible=true").first
        casilla.fill(texto)
        casilla.blur()
    quieta(lugar if isinstance(lugar, Page) else lugar.page)


def oprimir(lugar: Page | Locator, boton: str) -> None:
    """Oprime el primer botón que se vea con ese rótulo y espera a que la página termine.

    Si la página se estaba dibujando, el botón puede no oírlo y no se manda nada: se oprime otra vez.
    """
    pagina = lugar if isinstance(lugar, Page) else lugar.page
    quieta(pagina)
    suyo = lugar.get_by_role("button", name=boton, exact=True).locator("visible=true").first
    for _ in range(INTENTOS - 1):
        try:
            with _canal(pagina).expect_event("framesent", timeout=PACIENCIA / INTENTOS):
                suyo.click(timeout=PACIENCIA / INTENTOS)
        except Error:
            continue
        break
    else:
        suyo.click()
    quieta(pagina)


def bajar(lugar: Page | Locator, boton: str) -> bytes:
    """Oprime un botón de descarga y da lo que baja."""
    pagina = lugar if isinstance(lugar, Page) else lugar.page
    quieta(pagina)
    with pagina.expect_download() as descarga:
        lugar.get_by_role("button", name=boton, exact=True).locator("visible=true").first.click()
    return Path(descarga.value.path()).read_bytes()


def desplegar(lugar: Page | Locator, titulo: str) -> Locator:
    """Un recuadro que se abre, ya abierto."""
    pagina = lugar if isinstance(lugar, Page) else lugar.page
    quieta(pagina)
    suyo = lugar.locator("details").filter(has=pagina.locator("summary", has_text=titulo)).first

    def abrir(espera: float) -> None:
        if suyo.get_attribute("open", timeout=espera) is None:
            suyo.locator("summary").first.click(timeout=espera)

    insistir(abrir, lambda espera: expect(suyo).to_have_attribute("open", "", timeout=espera))
    return suyo


def dicho(pagina: Page, texto: str) -> None:
    """Espera a que la página diga, como aviso de algo hecho, un texto."""
    expect(pagina.get_by_role("status").filter(has_text=texto).first).to_be_visible()
    quieta(pagina)


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


def insistir(gesto: Callable[[float], None], efecto: Callable[[float], None]) -> None:
    """Hace el gesto hasta que se vea su efecto; cada uno espera los milisegundos que se le den.

    El gesto puede no poderse repetir, porque ya hizo efecto. Lanza lo que lance el efecto la última vez.
    """
    for _ in range(INTENTOS):
        with suppress(Error):
            gesto(PACIENCIA / INTENTOS)
        with suppress(AssertionError, Error):
            efecto(PACIENCIA / INTENTOS)
            return
    efecto(PACIENCIA)


def escuchar(pagina: Page) -> None:
    """Sigue los canales por los que la pestaña habla con el servidor."""
    pagina.on("websocket", lambda canal: _CANALES.setdefault(pagina, []).append(canal))


def _canal(pagina: Page) -> WebSocket:
    return next(c for c in reversed(_CANALES[pagina]) if not c.is_closed())


_CANALES: WeakKeyDictionary[Page, list[WebSocket]] = WeakKeyDictionary()
