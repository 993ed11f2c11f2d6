"""El servidor de verdad, en su puerto y con sus datos, y un Chromium que lo visita."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from autodiagnostico.sala import Sala
from tests.ui.navegador.gestos import PACIENCIA, escuchar
from tests.ui.piezas import PANADERIA, RAIZ, abrir

OPCIONES = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ESPERA = 60
"""Segundos que se espera a que el servidor responda o se cierre."""


@dataclass(frozen=True)
class Servidor:
    """Una aplicación corriendo, y la sala para preparar o mirar sus datos desde la prueba."""

    direccion: str
    sala: Sala
    pid: int

    def ruta(self, pagina: str = "", **consulta: object) -> str:
        """La dirección de una página."""
        partes = "&".join(f"{nombre}={valor}" for nombre, valor in consulta.items())
        return f"{self.direccion}/{pagina}" + (f"?{partes}" if partes else "")


def _puerto_libre() -> int:
    with socket.socket() as prueba:
        prueba.bind(("127.0.0.1", 0))
        puerto: int = prueba.getsockname()[1]
        return puerto


def _esperar_salud(direccion: str, proceso: subprocess.Popen[bytes]) -> None:
    """Pregunta por la salud hasta que responda; si el proceso se cae, lo dice."""
    limite = time.monotonic() + ESPERA
    turno = threading.Event()
    while time.monotonic() < limite:
        if proceso.poll() is not None:
            pytest.fail(f"El servidor terminó con {proceso.returncode} antes de responder.")
        try:
            with urllib.request.urlopen(f"{direccion}/_stcore/health", timeout=5) as respuesta:
                if respuesta.read() == b"ok":
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            turno.wait(0.1)
    pytest.fail("El servidor no respondió a tiempo.")


@contextmanager
def servir(datos: Path, *reglas: Path, modo: str = "local") -> Iterator[Servidor]:
    """Sirve la aplicación desde una carpeta cualquiera: nada depende de dónde se arranque."""
    puerto = _puerto_libre()
    direccion = f"http://127.0.0.1:{puerto}"
    sala = abrir(datos, *reglas)
    entorno = os.environ | {
        "AUTODIAGNOSTICO_DATOS": str(datos),
        "AUTODIAGNOSTICO_REGLAS": os.pathsep.join(map(str, reglas)),
        "AUTODIAGNOSTICO_MODO": modo,
        "PYTHONPATH": str(RAIZ),
    }
    orden = [sys.executable, "-m", "ui", "--puerto", str(puerto), "--sin-navegador"]
    registro = (datos / "servidor.log").open("wb")
    proceso = subprocess.Popen(orden, cwd=datos, env=entorno, stdout=registro, stderr=registro)
    try:
        _esperar_salud(direccion, proceso)
        yield Servidor(direccion, sala, proceso.pid)
    finally:
        proceso.terminate()
        proceso.wait(ESPERA)
        registro.close()
        sala.motor_bd.dispose()


@pytest.fixture(scope="package")
def navegador() -> Iterator[Browser]:
    """El Chromium de Debian, con un perfil nuevo."""
    ejecutable = shutil.which("chromium") or shutil.which("chromium-browser")
    if ejecutable is None:
        falta = "No hay Chromium. Instálelo con: apt-get install --no-install-recommends chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(falta)
        pytest.skip(falta)
    expect.set_options(timeout=PACIENCIA)
    with sync_playwright() as playwright:
        abierto = playwright.chromium.launch(executable_path=ejecutable, args=OPCIONES)
        yield abierto
        abierto.close()


@pytest.fixture(scope="package")
def fabrica(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servidor]:
    """La aplicación con la base de fábrica."""
    with servir(tmp_path_factory.mktemp("fabrica")) as servidor:
        yield servidor


@pytest.fixture(scope="package")
def panaderia(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servidor]:
    """La aplicación con las reglas de una panadería, que trae preguntas de todas las clases."""
    with servir(tmp_path_factory.mktemp("panaderia"), PANADERIA) as servidor:
        yield servidor


@pytest.fixture
def contexto(navegador: Browser) -> Iterator[BrowserContext]:
    """Un navegador sin memoria: lo que se cierre aquí no lo recuerda nadie."""
    nuevo = navegador.new_context(
        viewport={"width": 1366, "height": 768}, locale="es-CO", accept_downloads=True
    )
    nuevo.set_default_timeout(PACIENCIA)
    yield nuevo
    nuevo.close()


@pytest.fixture
def pagina(contexto: BrowserContext) -> Page:
    """Una pestaña."""
    nueva = contexto.new_page()
    escuchar(nueva)
    return nueva
