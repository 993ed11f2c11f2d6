"""Abrir archivos diciendo con claridad por qué no se pudo."""

from __future__ import annotations

import csv
import errno
from pathlib import Path
from typing import BinaryIO

from autodiagnostico.errores import ErrorDeEntrada

MAXIMO_BYTES = 5_000_000
"""Lo más que puede pesar un caso."""

_RAZONES = {
    errno.ENOENT: "el archivo no existe.",
    errno.EISDIR: "es una carpeta y se esperaba un archivo.",
    errno.ENOTDIR: "una parte de la ruta no es una carpeta.",
    errno.EACCES: "no hay permiso para leerlo.",
    errno.ENAMETOOLONG: "el nombre es demasiado largo.",
}


def abrir(archivo: Path) -> BinaryIO:
    """El archivo abierto para leer. Lanza ErrorDeEntrada."""
    try:
        return archivo.open("rb")
    except OSError as error:
        raise ErrorDeEntrada(str(archivo), [por_que(error)]) from error
    except ValueError as error:  # un byte nulo en la ruta
        raise ErrorDeEntrada(repr(str(archivo)), ["la ruta no se admite."]) from error


def por_que(error: OSError) -> str:
    """Por qué falló una operación con un archivo, en español cuando se sabe."""
    return _RAZONES.get(error.errno or 0, f"no se puede leer ({error.strerror}).")


_RAZONES_DE_CSV = {
    "unexpected end of data": "unas comillas se abren y no se cierran",
    "expected after": "después de cerrar unas comillas hay algo que no es el separador",
    "field larger": "una celda es demasiado larga",
    "new-line character": "un salto de línea no va entre comillas",
}


def falla_de_csv(error: csv.Error) -> str:
    """Qué tiene mal un renglón de CSV, en español."""
    dicho = str(error)
    return next((razon for parte, razon in _RAZONES_DE_CSV.items() if parte in dicho), "no es CSV")


def leer_bytes(archivo: Path, maximo: int = MAXIMO_BYTES) -> bytes:
    """El contenido de un archivo, hasta un tamaño; sin decir otro, el de un caso. Lanza ErrorDeEntrada."""
    with abrir(archivo) as abierto:
        try:
            contenido = abierto.read(maximo + 1)
        except OSError as error:
            raise ErrorDeEntrada(str(archivo), [por_que(error)]) from error
    if len(contenido) > maximo:
        problema = f"el archivo pesa más de {maximo // 10**6} MB, lo máximo que se lee."
        raise ErrorDeEntrada(str(archivo), [problema])
    return contenido
