"""Arranca la aplicación: `python -m ui --puerto 8501`."""

from __future__ import annotations

import argparse
import sys
import threading
import webbrowser

import uvicorn

from autodiagnostico.ajustes import leer_ajustes


def _argumentos() -> argparse.Namespace:
    lector = argparse.ArgumentParser(prog="python -m ui", description="Abre la aplicación web.")
    lector.add_argument("--puerto", type=int, default=leer_ajustes().puerto)
    lector.add_argument("--direccion", default="127.0.0.1", help="0.0.0.0 para que la vean otros equipos")
    lector.add_argument("--sin-navegador", action="store_true", help="no abrir el navegador")
    return lector.parse_args()


def principal() -> None:
    """Sirve hasta que se cierre con Ctrl+C."""
    pedido = _argumentos()
    direccion = f"http://localhost:{pedido.puerto}"
    sys.stdout.write(f"Autodiagnóstico abierto en {direccion}  (Ctrl+C para cerrar)\n")
    sys.stdout.flush()
    if not pedido.sin_navegador:
        threading.Timer(1.5, webbrowser.open, [direccion]).start()
    uvicorn.run("ui.aplicacion:app", host=pedido.direccion, port=pedido.puerto, access_log=False)


if __name__ == "__main__":
    principal()
