"""Arranca la aplicación: `python -m ui --puerto 8501`."""

from __future__ import annotations

import argparse
import sys
import threading
import webbrowser

import uvicorn

from autodiagnostico.ajustes import Ajustes, leer_ajustes
from ui.entrada.origenes import es_local


def _argumentos(ajustes: Ajustes) -> argparse.Namespace:
    lector = argparse.ArgumentParser(prog="python -m ui", description="Abre la aplicación web.")
    lector.add_argument("--puerto", type=int, default=ajustes.puerto)
    lector.add_argument(
        "--direccion", default="127.0.0.1", help="en modo servido, 0.0.0.0 para todos los equipos"
    )
    lector.add_argument("--sin-navegador", action="store_true", help="no abrir el navegador")
    pedido = lector.parse_args()
    if ajustes.modo == "local" and not es_local(pedido.direccion):
        lector.error(
            "en modo local no hay cuentas y solo se atiende a este computador: "
            f"«{pedido.direccion}» no se admite. "
            "Para servirla a otros equipos, AUTODIAGNOSTICO_MODO=servido."
        )
    return pedido


def principal() -> None:
    """Sirve hasta que se cierre con Ctrl+C."""
    pedido = _argumentos(leer_ajustes())
    direccion = f"http://localhost:{pedido.puerto}"
    sys.stdout.write(f"Autodiagnóstico abierto en {direccion}  (Ctrl+C para cerrar)\n")
    sys.stdout.flush()
    if not pedido.sin_navegador:
        threading.Timer(1.5, webbrowser.open, [direccion]).start()
    uvicorn.run("ui.aplicacion:app", host=pedido.direccion, port=pedido.puerto, access_log=False)


if __name__ == "__main__":
    principal()
