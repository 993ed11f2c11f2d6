"""Lo que comparten `abrir` y `servir`: preparar la base y pasar a ser el servidor de las páginas."""

from __future__ import annotations

import errno
import importlib.util
import os
import socket
import subprocess
import sys
from collections.abc import Iterable

import typer

from autodiagnostico.ajustes import PREFIJO, Ajustes
from autodiagnostico.cli.espanol import decir
from autodiagnostico.errores import ErrorDeEntrada, ErrorDeServicio

ULTIMO_PUERTO = 65535


def preparar(ajustes: Ajustes, direccion: str, puertos: Iterable[int]) -> None:
    """Comprueba que se puede escuchar ahí y deja la base migrada. Lanza ErrorDeServicio."""
    from autodiagnostico.sala import abrir_sala

    if importlib.util.find_spec("ui") is None:
        raise ErrorDeServicio("Esta instalación no trae la aplicación web (falta el paquete «ui»).")
    _exigir_libres(direccion, puertos)
    sala = abrir_sala(ajustes)
    sala.motor_bd.dispose()
    decir(f"Base de datos: {sala.motor_bd.url.render_as_string(hide_password=True)}")


def servir_paginas(ajustes: Ajustes, modo: str, *opciones: str) -> None:
    """Pasa a ser el servidor de las páginas, con los ajustes de siempre por el entorno."""
    entorno = {**os.environ, f"{PREFIJO}MODO": modo, **_reglas_pedidas(ajustes)}
    orden = [sys.executable, "-m", "ui", *opciones]
    if os.name == "nt":  # en Windows, execve devolvería el control a la consola con el servidor andando
        raise typer.Exit(subprocess.run(orden, env=entorno, check=False).returncode)
    os.execve(sys.executable, orden, entorno)


def _reglas_pedidas(ajustes: Ajustes) -> dict[str, str]:
    """Las carpetas de --reglas, que el servidor lee del entorno; sin pedirlas, elige él las de siempre."""
    if not ajustes.reglas_pedidas:
        return {}
    return {f"{PREFIJO}REGLAS": os.pathsep.join(map(str, ajustes.reglas))}


def _exigir_libres(direccion: str, puertos: Iterable[int]) -> None:
    problemas = [p for puerto in puertos if (p := _problema(direccion, puerto)) is not None]
    if problemas:
        raise ErrorDeEntrada("--puerto", problemas)


def _problema(direccion: str, puerto: int) -> str | None:
    if not 1 <= puerto <= ULTIMO_PUERTO:
        return f"{puerto} no es un puerto. Se admite: de 1 a {ULTIMO_PUERTO}."
    try:
        familia = socket.getaddrinfo(direccion, puerto, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(familia) as prueba:
            prueba.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            prueba.bind((direccion, puerto))
    except socket.gaierror:
        return f"la dirección «{direccion}» no es de este equipo. Se admite: 127.0.0.1, 0.0.0.0 o una suya."
    except OSError as error:
        por_que = "lo usa otro programa" if error.errno == errno.EADDRINUSE else error.strerror
        return f"el puerto {puerto} no se puede usar ({por_que}). Elija otro con --puerto."
    return None
