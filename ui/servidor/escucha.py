"""Un proceso que escucha en un puerto."""

from __future__ import annotations

import logging
import os

import uvicorn

from autodiagnostico.ajustes import Ajustes
from ui.servidor.apagado import PLAZO
from ui.servidor.registro import registrar_en_json

REGISTRO = logging.getLogger(__name__)


def configuracion(ajustes: Ajustes, direccion: str, puerto: int) -> uvicorn.Config:
    """Con cuentas, se registra en JSON y se cree lo que dicen los intermediarios de confianza."""
    servida = ajustes.modo == "servido"
    return uvicorn.Config(
        "ui.aplicacion:app",
        host=direccion,
        port=puerto,
        access_log=False,
        server_header=False,
        log_config=None if servida else uvicorn.config.LOGGING_CONFIG,
        log_level=None if servida else "info",
        proxy_headers=servida,
        forwarded_allow_ips=ajustes.intermediarios,
        timeout_graceful_shutdown=round(PLAZO),
    )


class _Servidor(uvicorn.Server):
    """Uno que avisa cuando ya atiende."""

    async def startup(self, *args: object, **opciones: object) -> None:
        await super().startup(*args, **opciones)  # type: ignore[arg-type]
        if self.started:
            REGISTRO.info("atendiendo", extra={"puerto": self.config.port, "proceso": os.getpid()})


def escuchar(ajustes: Ajustes, direccion: str, puerto: int) -> int:
    """Atiende hasta que se le pida terminar; devuelve el código de salida."""
    servidor = _Servidor(configuracion(ajustes, direccion, puerto))
    if ajustes.modo == "servido":
        servidor.config.load()  # carga la aplicación, y con ella las bibliotecas que ponen su propio registro
        registrar_en_json()
    servidor.run()
    return 0 if servidor.started else 3
