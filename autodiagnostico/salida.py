"""Lo que se escribe en disco aparece completo o no aparece."""

from __future__ import annotations

import errno
import fcntl
import logging
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from autodiagnostico.errores import ErrorDeEntrada

REGISTRO = logging.getLogger(__name__)

_RAZONES = {
    errno.ENOENT: "la carpeta no existe",
    errno.ENOTDIR: "una parte de la ruta no es una carpeta",
    errno.EISDIR: "es una carpeta",
    errno.EACCES: "no hay permiso",
    errno.EROFS: "el disco no admite cambios",
    errno.ENOSPC: "no queda espacio",
    errno.EDQUOT: "se acabó el cupo de disco",
    errno.EFBIG: "el archivo pasa de lo que el disco admite",
    errno.ENAMETOOLONG: "el nombre es demasiado largo",
}


_PARCIAL = re.compile(r"\..+\.[0-9a-f]{8}\.parcial")


@contextmanager
def entera(salida: Path, permisos: int = 0o666) -> Iterator[Path]:
    """Un archivo de paso que, si nada falla, toma el nombre de la salida. Lanza ErrorDeEntrada.

    Los que otro intento dejó a medias en esa carpeta se borran antes.
    """
    parcial = salida.with_name(f".{salida.name}.{token_hex(4)}.parcial")
    try:
        borrar_abandonados(p for p in salida.parent.glob(".*.parcial") if _PARCIAL.fullmatch(p.name))
        with de_paso(parcial, permisos):
            yield parcial
            parcial.replace(salida)
    except OSError as error:
        raise ErrorDeEntrada(str(salida), [f"no se puede escribir ({por_que(error)})."]) from error


@contextmanager
def de_paso(archivo: Path, permisos: int) -> Iterator[int]:
    """Un archivo nuevo, abierto para escribir, que al salir no queda con ese nombre. Lanza OSError.

    Mientras dura está tomado: si el proceso muere, el sistema lo suelta y así se sabe que nadie lo usa.
    """
    descriptor = os.open(archivo, os.O_WRONLY | os.O_CREAT | os.O_EXCL, permisos)
    try:
        with suppress(
            OSError
        ):  # hay discos de red que no saben tomar archivos: allí nada se da por abandonado
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield descriptor
    finally:
        os.close(descriptor)
        archivo.unlink(missing_ok=True)


def borrar_abandonados(archivos: Iterable[Path]) -> None:
    """Borra, y lo dice, los archivos de paso cuyo proceso murió; los que alguien escribe no se tocan."""
    for archivo in archivos:
        with suppress(OSError), archivo.open("rb") as abierto:
            fcntl.flock(abierto, fcntl.LOCK_EX | fcntl.LOCK_NB)
            archivo.unlink()
            REGISTRO.warning("Se borró %s: lo dejó a medias un intento que no terminó.", archivo)


def por_que(error: OSError) -> str:
    """Por qué falló el disco, en español cuando se sabe."""
    return _RAZONES.get(error.errno or 0, error.strerror or str(error))


def escribir(salida: Path, contenido: bytes) -> None:
    """Escribe un archivo entero. Lanza ErrorDeEntrada si no se puede."""
    with entera(salida) as parcial:
        parcial.write_bytes(contenido)
