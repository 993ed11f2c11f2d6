"""`autodiagnostico abrir`: la aplicación web, en este computador."""

from __future__ import annotations

import errno
import importlib.util
import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from typing import Annotated

import typer

from autodiagnostico.ajustes import PREFIJO, Ajustes
from autodiagnostico.cli.comun import OpcionDeReglas, contexto
from autodiagnostico.cli.espanol import decir
from autodiagnostico.errores import ErrorDeEntrada, ErrorDeServicio

DIRECCION = "127.0.0.1"
ULTIMO_PUERTO = 65535


def abrir(
    ctx: typer.Context,
    puerto: Annotated[
        int | None,
        typer.Option("--puerto", metavar="N", help="Puerto; si falta, el de los ajustes (8501)."),
    ] = None,
    carpetas: OpcionDeReglas = None,
) -> None:
    """Abre la aplicación web en este computador, sin cuentas; crea y migra su base si hace falta."""
    from autodiagnostico.sala import abrir_sala

    ajustes = contexto(ctx, carpetas).ajustes
    elegido = ajustes.puerto if puerto is None else puerto
    if importlib.util.find_spec("ui") is None:
        raise ErrorDeServicio("Esta instalación no trae la aplicación web (falta el paquete «ui»).")
    _exigir_libre(elegido)
    sala = abrir_sala(ajustes)
    sala.motor_bd.dispose()
    decir(f"Base de datos: {sala.motor_bd.url.render_as_string(hide_password=True)}")
    _servir(elegido, {**os.environ, f"{PREFIJO}MODO": "local", **_reglas_pedidas(ajustes)})


def _reglas_pedidas(ajustes: Ajustes) -> dict[str, str]:
    """Las carpetas de --reglas, que el servidor lee del entorno; sin pedirlas, elige él las de siempre."""
    if not ajustes.reglas_pedidas:
        return {}
    return {f"{PREFIJO}REGLAS": os.pathsep.join(map(str, ajustes.reglas))}


def _servir(puerto: int, entorno: Mapping[str, str]) -> None:
    """Pasa a ser el servidor de las páginas, que dice su dirección y se cierra con Ctrl+C."""
    orden = [sys.executable, "-m", "ui", "--puerto", str(puerto), "--direccion", DIRECCION]
    if os.name == "nt":  # en Windows, execve devolvería el control a la consola con el servidor andando
        raise typer.Exit(subprocess.run(orden, env=entorno, check=False).returncode)
    os.execve(sys.executable, orden, entorno)


def _exigir_libre(puerto: int) -> None:
    if not 1 <= puerto <= ULTIMO_PUERTO:
        raise ErrorDeEntrada("--puerto", [f"{puerto} no es un puerto. Se admite: de 1 a {ULTIMO_PUERTO}."])
    with socket.socket() as prueba:
        prueba.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            prueba.bind((DIRECCION, puerto))
        except OSError as error:
            por_que = "lo usa otro programa" if error.errno == errno.EADDRINUSE else error.strerror
            problema = f"el puerto {puerto} no se puede usar ({por_que}). Elija otro con --puerto."
            raise ErrorDeEntrada("--puerto", [problema]) from error
