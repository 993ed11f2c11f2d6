"""`/salud`: si el proceso está vivo y listo para atender. No trae datos: la puede mirar cualquiera."""

from __future__ import annotations

import logging
from typing import Any

from anyio import to_thread
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from autodiagnostico.almacen.migracion import revision_de, ultima_revision
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.version import version
from ui.instalacion import instalacion

SALUD = "/salud"
REGISTRO = logging.getLogger(__name__)


async def salud(_pedido: Request) -> Response:
    """200 si está lista; 503 si responde pero no puede guardar nada."""
    base = await to_thread.run_sync(_de_la_base)
    lista = base["estado"] == "al día"
    estado = {"viva": True, "lista": lista, "programa": version(), "base": base}
    return JSONResponse(estado, status_code=200 if lista else 503, headers={"cache-control": "no-store"})


def _de_la_base() -> dict[str, Any]:
    try:
        motor = instalacion().sala.motor_bd
        with motor.connect() as conexion:
            revision = revision_de(conexion)
    except (SQLAlchemyError, ErrorDeServicio) as error:
        REGISTRO.warning("la base de datos no responde", exc_info=error)
        return {"estado": "no responde"}
    esperada = ultima_revision()
    estado = "al día" if revision == esperada else f"se espera la revisión {esperada}"
    return {"estado": estado, "motor": motor.dialect.name, "revision": revision}


RUTA = Route(SALUD, salud)
