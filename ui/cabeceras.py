"""Lo que el servidor agrega a cada página: el idioma del documento y las cabeceras de seguridad."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui import idioma

# Vega y Streamlit necesitan estilos y guiones en línea; lo que se cierra es el resto del mundo.
POLITICA = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' ws: wss:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
CABECERAS = {
    "content-security-policy": POLITICA,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
CON_CIFRADO = {"strict-transport-security": "max-age=31536000"}
"""Un año sin volver a pedir por http; no incluye subdominios, que no son nuestros."""


# Lo que alguien subió se descarga; si un navegador lo abriera, no podría correr nada ni dejarlo en su caché.
DE_LO_SUBIDO = {
    "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "cache-control": "private, no-store",
}


def cabeceras_de(ruta: str, *, cifrada: bool) -> dict[str, str]:
    """Las cabeceras de una dirección."""
    subido = "/media/" in ruta and "/static/" not in ruta
    return CABECERAS | (DE_LO_SUBIDO if subido else {}) | (CON_CIFRADO if cifrada else {})


class Cabeceras:
    """Capa ASGI: pone las cabeceras en toda respuesta y traduce el documento."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Atiende una petición; lo que no es HTTP pasa igual."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        cifrada = scope["scheme"] == "https"  # aquí o hasta el intermediario en que se confía
        cabeceras = cabeceras_de(scope["path"], cifrada=cifrada)
        await self._app(scope, receive, _Respuesta(send, cabeceras).enviar)


class _Respuesta:
    """Retiene el comienzo de lo que se traduce hasta tenerlo completo, porque cambia de largo."""

    def __init__(self, send: Send, cabeceras: Mapping[str, str]) -> None:
        self._send = send
        self._cabeceras = cabeceras
        self._comienzo: Message | None = None
        self._cuerpo = b""

    async def enviar(self, mensaje: Message) -> None:
        if mensaje["type"] == "http.response.start":
            cabeceras = MutableHeaders(scope=mensaje)
            for nombre, valor in self._cabeceras.items():
                cabeceras[nombre] = valor
            if _se_traduce(mensaje, cabeceras):
                self._comienzo = mensaje
                return
        elif mensaje["type"] == "http.response.body" and self._comienzo is not None:
            self._cuerpo += mensaje.get("body", b"")
            if not mensaje.get("more_body", False):
                await self._entregar(self._comienzo)
            return
        await self._send(mensaje)

    async def _entregar(self, comienzo: Message) -> None:
        cabeceras = MutableHeaders(scope=comienzo)
        cuerpo = idioma.traducir(cabeceras["content-type"], self._cuerpo)
        if "content-length" in cabeceras:
            cabeceras["content-length"] = str(len(cuerpo))
        await self._send(comienzo)
        await self._send({"type": "http.response.body", "body": cuerpo})


def _se_traduce(comienzo: Message, cabeceras: MutableHeaders) -> bool:
    """Una respuesta completa y sin comprimir, con textos de Streamlit."""
    entera = comienzo["status"] == HTTPStatus.OK and "content-encoding" not in cabeceras
    return entera and idioma.se_traduce(cabeceras.get("content-type", ""))
