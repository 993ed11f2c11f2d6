"""Quién pasa. Sin sesión no hay páginas ni datos, tampoco por el websocket; en modo local, nadie de fuera."""

from __future__ import annotations

import logging
from contextvars import ContextVar
from urllib.parse import urlencode

from anyio import to_thread
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from autodiagnostico.cuentas.sesiones import Abierta
from autodiagnostico.errores import ErrorDeServicio
from ui.entrada import cookies, hojas, institucional
from ui.entrada.origenes import del_mismo_sitio, es_de_este_computador, ruta_propia
from ui.instalacion import instalacion

REGISTRO = logging.getLogger(__name__)
ENTRAR, SALIR, CLAVE, AVISO = "/entrar", "/salir", "/clave", "/aviso"
DE_LO_PENDIENTE = {"clave": CLAVE, "aviso": AVISO}
PUBLICAS = frozenset(
    {
        SALIR,
        CLAVE,
        AVISO,
        "/salud",
        "/favicon.png",
        "/_stcore/health",
        "/_stcore/host-config",
        *institucional.RUTAS,
    }
)
"""Lo que se atiende sin sesión: no trae datos, o mira la sesión por su cuenta."""
PUBLICAS_DESDE = (f"{ENTRAR}/", "/static/")
CABECERA = b"x-autodiagnostico-sesion"
"""De quién es un websocket. Con ella Streamlit no deja que otra sesión siga lo que una dejó a medias."""
POLITICA_VIOLADA, VUELVA_LUEGO = 1008, 1013

TESTIGO: ContextVar[str | None] = ContextVar("testigo", default=None)
"""El de la petición que se atiende: lo que Streamlit prepara fuera del guion (una descarga) lo hereda."""


class Puerta:
    """Capa ASGI de la aplicación servida: exige una sesión a la que no le falte nada."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Atiende una petición; si la base no responde, lo dice."""
        try:
            await self._atender(scope, receive, send)
        except ErrorDeServicio as error:
            REGISTRO.error("No se pudo saber quién entra: %s", error.mensaje)
            if scope["type"] == "http":
                await HTMLResponse(hojas.no_responde(), status_code=503)(scope, receive, send)
            else:
                await send({"type": "websocket.close", "code": VUELVA_LUEGO})

    async def _atender(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"} or es_publica(scope["path"]):
            await self._app(scope, receive, send)
            return
        conexion = HTTPConnection(scope)
        testigo = cookies.testigo(conexion)
        abierta = await to_thread.run_sync(lambda: instalacion().identidades.mirar(testigo))
        if scope["type"] == "websocket":
            if not del_mismo_sitio(conexion, exigido=False):
                abierta = None
            if abierta is None or abierta.pendiente is not None:
                await send({"type": "websocket.close", "code": POLITICA_VIOLADA})
                return
        elif abierta is None or abierta.pendiente is not None:
            await _desviar(conexion, abierta)(scope, receive, send)
            return
        TESTIGO.set(testigo)
        await self._app(_marcada(scope, abierta), receive, send)


class SoloLocal:
    """Capa ASGI del modo local: no atiende a nadie que no esté en este computador."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Atiende una petición."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        conexion, websocket = HTTPConnection(scope), scope["type"] == "websocket"
        # Los datos solo van por el websocket: ahí se exige origen. Una página se puede abrir desde un enlace.
        if es_de_este_computador(conexion) and (not websocket or del_mismo_sitio(conexion, exigido=True)):
            await self._app(scope, receive, send)
        elif websocket:
            await send({"type": "websocket.close", "code": POLITICA_VIOLADA})
        else:
            await HTMLResponse(hojas.solo_local(), status_code=403)(scope, receive, send)


def es_publica(ruta: str) -> bool:
    """Si se atiende sin sesión."""
    return ruta == ENTRAR or ruta in PUBLICAS or ruta.startswith(PUBLICAS_DESDE)


def _desviar(conexion: HTTPConnection, abierta: Abierta | None) -> Response:
    if conexion.scope["method"] != "GET" or "text/html" not in conexion.headers.get("accept", ""):
        return PlainTextResponse("Hace falta entrar.", status_code=401)
    if abierta is not None and abierta.pendiente is not None:
        destino = DE_LO_PENDIENTE[abierta.pendiente]
    elif institucional.reconocido(conexion):
        return RedirectResponse(institucional.RECONOCIDO, status_code=303)
    else:
        destino = ENTRAR
    consulta = conexion.url.query
    ir = ruta_propia(conexion.url.path + (f"?{consulta}" if consulta else ""))
    return RedirectResponse(destino if ir == "/" else f"{destino}?{urlencode({'ir': ir})}", status_code=303)


def _marcada(scope: Scope, abierta: Abierta) -> Scope:
    """La misma petición, con la cabecera que dice de qué sesión es y sin la que hubiera traído."""
    cabeceras = [(n, v) for n, v in scope["headers"] if n.lower() != CABECERA]
    return {**scope, "headers": [*cabeceras, (CABECERA, str(abierta.id).encode())]}
