"""De dónde viene una petición."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

_PARES = {"ws": "http", "wss": "https"}
DE_INTERMEDIARIO = frozenset(
    {
        "forwarded",
        "via",
        "x-forwarded-for",
        "x-forwarded-host",
        "x-forwarded-port",
        "x-forwarded-proto",
        "x-forwarded-server",
        "x-real-ip",
        "x-original-host",
        "true-client-ip",
        "cf-connecting-ip",
    }
)
"""Cabeceras que pone quien está en medio: un navegador de este computador no las manda."""


def es_segura(conexion: HTTPConnection) -> bool:
    """Si llegó cifrada, aquí o hasta el intermediario en que se confía."""
    return conexion.scope["scheme"] in {"https", "wss"}


def anfitrion(conexion: HTTPConnection) -> str:
    """El nombre con que se pidió, sin puerto y en minúsculas; vacío si no se entiende."""
    return _nombre(f"//{conexion.headers.get('host', '')}")


def del_mismo_sitio(conexion: HTTPConnection, *, exigido: bool) -> bool:
    """Si la mandó una página de este sitio.

    Un navegador dice su origen en todo formulario y en todo websocket; `exigido` rechaza a quien no lo dice.
    """
    if conexion.headers.get("sec-fetch-site") in {"cross-site", "same-site"}:
        return False
    origen = conexion.headers.get("origin")
    if origen is None:
        return not exigido
    return bool(anfitrion(conexion)) and _nombre(origen) == anfitrion(conexion)


def es_de_este_computador(conexion: HTTPConnection) -> bool:
    """Si la conexión se hizo desde aquí, con un nombre de aquí y sin nadie en medio.

    El nombre importa: una página de fuera puede hacer que el suyo apunte a 127.0.0.1 y leer lo que haya.
    """
    quien = conexion.client
    de_aqui = quien is not None and es_local(quien.host) and es_local(anfitrion(conexion))
    return de_aqui and DE_INTERMEDIARIO.isdisjoint(conexion.headers.keys())


def es_local(nombre: str) -> bool:
    """Si ese nombre o dirección es el de este mismo computador."""
    if nombre == "localhost":
        return True
    try:
        ip = ip_address(nombre)
    except ValueError:
        return False
    mapeada = getattr(ip, "ipv4_mapped", None)
    return (mapeada or ip).is_loopback


def _nombre(direccion: str) -> str:
    try:
        partes = urlsplit(direccion)
        _ = partes.port  # un puerto que no es un número hace inválida toda la dirección
    except ValueError:
        return ""
    if partes.username is not None or partes.password is not None or partes.path or partes.query:
        return ""
    return (partes.hostname or "").rstrip(".")


def ruta_propia(pedida: str | None) -> str:
    """La ruta a la que se quiere ir, si es de este sitio; si no, el comienzo."""
    if not pedida or not pedida.startswith("/") or pedida.startswith(("//", "/\\")):
        return "/"
    if any(c < " " or c in "\\\x7f" for c in pedida):
        return "/"
    partes = urlsplit(pedida)
    return "/" if partes.scheme or partes.netloc else pedida
