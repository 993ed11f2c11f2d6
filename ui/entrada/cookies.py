"""Las cookies: la de la sesión y la que protege los formularios. Ninguna la puede leer un guion."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping

from starlette.requests import HTTPConnection
from starlette.responses import Response

from ui.entrada.origenes import es_segura

_SESION, _FORMULARIO = "autodiagnostico", "autodiagnostico_formulario"
CAMPO = "formulario"
"""El campo oculto que repite lo que dice la cookie del formulario."""


def _nombre(conexion: HTTPConnection, nombre: str) -> str:
    """Con «__Host-», que pide cifrado, otro sitio del mismo dominio no la puede poner."""
    return f"__Host-{nombre}" if es_segura(conexion) else nombre


def testigo(conexion: HTTPConnection) -> str | None:
    """El testigo de sesión que trae una petición."""
    return conexion.cookies.get(_nombre(conexion, _SESION))


def testigo_entre(cookies: Mapping[str, str]) -> str | None:
    """El testigo entre las cookies de un websocket que la puerta ya dejó pasar."""
    return cookies.get(f"__Host-{_SESION}") or cookies.get(_SESION)


def poner_testigo(conexion: HTTPConnection, respuesta: Response, valor: str) -> None:
    """Deja el testigo en el navegador hasta que se cierre; cuánto vale lo dice la base."""
    _poner(conexion, respuesta, _SESION, valor)


def quitar_testigo(conexion: HTTPConnection, respuesta: Response) -> None:
    """Quita el testigo del navegador."""
    respuesta.delete_cookie(
        _nombre(conexion, _SESION), secure=es_segura(conexion), httponly=True, samesite="lax"
    )


def de_formulario(conexion: HTTPConnection) -> str:
    """Lo que debe llevar un formulario: lo que ya trae el navegador o algo nuevo."""
    return conexion.cookies.get(_nombre(conexion, _FORMULARIO)) or secrets.token_urlsafe(24)


def poner_formulario(conexion: HTTPConnection, respuesta: Response, valor: str) -> None:
    """Deja en el navegador lo que debe repetir el formulario."""
    _poner(conexion, respuesta, _FORMULARIO, valor)


def formulario_propio(conexion: HTTPConnection, enviado: str) -> bool:
    """Si el formulario salió de una página nuestra en este navegador."""
    puesto = conexion.cookies.get(_nombre(conexion, _FORMULARIO), "")
    return bool(puesto) and hmac.compare_digest(puesto.encode(), enviado.encode())


def _poner(conexion: HTTPConnection, respuesta: Response, nombre: str, valor: str) -> None:
    respuesta.set_cookie(
        _nombre(conexion, nombre), valor, secure=es_segura(conexion), httponly=True, samesite="lax"
    )
