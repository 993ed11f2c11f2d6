"""Lo que queda registrado al servir: un renglón de JSON por hecho, en la salida de error.

Sin datos personales: ni direcciones de red, ni correos, ni lo que alguien escribió. De una petición, su ruta
sin la consulta; de una falla, dónde fue y de qué clase, pero no su mensaje, que puede citar un dato.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import time
import traceback
from contextvars import ContextVar
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from autodiagnostico.reloj import ZONA

PETICION: ContextVar[str | None] = ContextVar("peticion", default=None)
"""El número de la petición que se atiende; lo pone el intermediario o, si no, aquí."""
CABECERA = "x-request-id"
REGISTRO = logging.getLogger(__name__)
_DEL_INTERMEDIARIO = re.compile(r"[0-9a-f]{32}")
_DE_FABRICA = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_NIVELES = {"DEBUG": "detalle", "INFO": "dato", "WARNING": "aviso", "ERROR": "error", "CRITICAL": "grave"}
_CALLADAS = ("/static/", "/_stcore/health", "/_stcore/host-config", "/salud")
"""Rutas que se piden tanto que taparían lo demás."""
_TRAMOS = 3
"""De una ruta, hasta dónde se anota: lo que sigue puede ser el número de una sesión o de un archivo."""


class EnJson(logging.Formatter):
    """Un hecho en un renglón."""

    def format(self, record: logging.LogRecord) -> str:
        """El renglón."""
        renglon: dict[str, Any] = {
            "cuando": datetime.fromtimestamp(record.created, ZONA).isoformat(timespec="milliseconds"),
            "nivel": _NIVELES.get(record.levelname, record.levelname),
            "origen": record.name,
            "mensaje": record.getMessage(),
        }
        if (peticion := PETICION.get()) is not None:
            renglon["peticion"] = peticion
        renglon |= {c: v for c, v in vars(record).items() if c not in _DE_FABRICA}
        if record.exc_info and record.exc_info[1] is not None:
            renglon |= _de_la_falla(record.exc_info[1])
        return json.dumps(renglon, ensure_ascii=False, default=str)


def _de_la_falla(falla: BaseException) -> dict[str, Any]:
    marcos = traceback.extract_tb(falla.__traceback__)
    donde = [f"{Path(m.filename).name}:{m.lineno} {m.name}" for m in marcos]
    return {"falla": type(falla).__name__, "donde": donde}


def registrar_en_json() -> None:
    """Todo lo que se registre en este proceso sale así; de las bibliotecas, solo avisos y errores."""
    salida = logging.StreamHandler(sys.stderr)
    salida.setFormatter(EnJson())
    logging.basicConfig(level=logging.WARNING, handlers=[salida], force=True)
    for nuestro in ("ui", "autodiagnostico"):
        logging.getLogger(nuestro).setLevel(logging.INFO)
    for nombre in list(logging.root.manager.loggerDict):
        ajeno = logging.getLogger(nombre)
        if nombre.split(".")[0] in {"streamlit", "uvicorn", "websockets"}:  # traen su propia salida
            ajeno.handlers.clear()
            ajeno.propagate = True
            ajeno.setLevel(logging.NOTSET)


class Registro:
    """Capa ASGI: da número a cada petición y deja cómo terminó."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Atiende una petición."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        numero = Headers(scope=scope).get(CABECERA, "")
        PETICION.set(numero if _DEL_INTERMEDIARIO.fullmatch(numero) else uuid4().hex)
        anotando = _Anotando(scope, send)
        try:
            await self._app(scope, receive, anotando.enviar)
        finally:
            anotando.terminar()


class _Anotando:
    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope, self._send = scope, send
        self._empezo = time.monotonic()
        self._estado: int | None = None

    async def enviar(self, mensaje: Message) -> None:
        if mensaje["type"] == "http.response.start":
            self._estado = mensaje["status"]
            MutableHeaders(scope=mensaje)[CABECERA] = str(PETICION.get())
        await self._send(mensaje)

    def terminar(self) -> None:
        ruta: str = self._scope["path"]
        nivel = logging.DEBUG if ruta.startswith(_CALLADAS) else logging.INFO
        REGISTRO.log(
            nivel,
            "petición" if self._scope["type"] == "http" else "websocket cerrado",
            extra={
                "metodo": self._scope.get("method", "WS"),
                "ruta": "/".join(ruta.split("/")[:_TRAMOS]),
                "estado": self._estado,
                "ms": round((time.monotonic() - self._empezo) * 1000),
            },
        )
