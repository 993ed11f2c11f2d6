"""Arranca la aplicación: `python -m ui --puerto 8501`."""

from __future__ import annotations

import argparse
import sys
import threading
import webbrowser

from autodiagnostico.ajustes import Ajustes, leer_ajustes
from autodiagnostico.errores import ErrorDeServicio
from ui.entrada.origenes import es_local
from ui.servidor.escucha import escuchar
from ui.servidor.flota import Flota
from ui.servidor.registro import registrar_en_json


def _argumentos(ajustes: Ajustes) -> argparse.Namespace:
    lector = argparse.ArgumentParser(prog="python -m ui", description="Abre la aplicación web.")
    lector.add_argument("--puerto", type=int, default=ajustes.puerto)
    lector.add_argument(
        "--direccion", default=ajustes.direccion, help="en modo servido, 0.0.0.0 para todos los equipos"
    )
    lector.add_argument("--procesos", type=int, default=ajustes.procesos, help="cuántos, en puertos seguidos")
    lector.add_argument("--sin-navegador", action="store_true", help="no abrir el navegador")
    pedido = lector.parse_args()
    if ajustes.modo == "local" and not es_local(pedido.direccion):
        lector.error(
            "en modo local no hay cuentas y solo se atiende a este computador: "
            f"«{pedido.direccion}» no se admite. "
            "Para servirla a otros equipos, AUTODIAGNOSTICO_MODO=servido."
        )
    return pedido


def principal() -> int:
    """Sirve hasta que se cierre con Ctrl+C o se le pida terminar; devuelve el código de salida."""
    try:
        ajustes = leer_ajustes()
        pedido = _argumentos(ajustes)
        if pedido.procesos > 1:
            registrar_en_json()
            return Flota(pedido.direccion, pedido.puerto, pedido.procesos).atender()
        if ajustes.modo == "local":
            _presentar(f"http://localhost:{pedido.puerto}", con_navegador=not pedido.sin_navegador)
        return escuchar(ajustes, pedido.direccion, pedido.puerto)
    except ErrorDeServicio as error:
        sys.stderr.write(f"{error.mensaje}\n")
        return 1


def _presentar(direccion: str, *, con_navegador: bool) -> None:
    como = "modo local, solo en este computador y sin cuentas"
    sys.stdout.write(f"Autodiagnóstico abierto en {direccion}, {como}  (Ctrl+C para cerrar)\n")
    sys.stdout.flush()
    if con_navegador:
        threading.Timer(1.5, webbrowser.open, [direccion]).start()


if __name__ == "__main__":
    sys.exit(principal())
