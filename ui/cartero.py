"""Mientras la aplicación se sirve, avisa lo que está por vencer y envía los correos pendientes.

Va en un hilo aparte: ninguna página espera al correo.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.permisos import PROGRAMA
from autodiagnostico.servicios import cartero
from ui.instalacion import instalacion

REGISTRO = logging.getLogger(__name__)
CADA = 60
"""Segundos entre una vuelta y la siguiente."""


@contextmanager
def repartiendo() -> Iterator[None]:
    """Reparte hasta que se sale."""
    cerrar = threading.Event()
    threading.Thread(target=_vueltas, args=(cerrar,), name="cartero", daemon=True).start()
    try:
        yield
    finally:
        cerrar.set()


def _vueltas(cerrar: threading.Event) -> None:
    while not cerrar.wait(CADA):
        try:
            cartero.repartir(instalacion().sala.como(PROGRAMA))
        except ErrorDeServicio as error:  # la base pudo caerse: se vuelve a intentar en la siguiente vuelta
            REGISTRO.warning("No se repartieron los avisos: %s", error.mensaje)
