"""Lo que una persona hace en las hojas de entrada."""

from __future__ import annotations

import html
import re
from typing import Any

from starlette.testclient import TestClient

from tests.cuentas.piezas import CLAVE

HTML = {"accept": "text/html,application/xhtml+xml"}
OCULTO = re.compile(r'<input type="hidden" name="([a-z]+)" value="([^"]*)">')


def formulario(navegador: TestClient, ruta: str) -> dict[str, str]:
    """Los campos ocultos de la hoja de esa ruta."""
    halladas = OCULTO.findall(navegador.get(ruta, headers=HTML).text)
    return {nombre: html.unescape(valor) for nombre, valor in halladas}


def enviar(navegador: TestClient, ruta: str, **campos: str) -> Any:
    """Llena la hoja de una ruta y la manda, como lo haría un navegador."""
    ocultos = formulario(navegador, ruta)
    return navegador.post(ruta.partition("?")[0], data={**ocultos, **campos})


def entrar(navegador: TestClient, correo: str, clave: str = CLAVE, ir: str = "/") -> Any:
    """Entra con correo y clave."""
    return enviar(navegador, f"/entrar?ir={ir}", correo=correo, clave=clave)
