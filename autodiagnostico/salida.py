"""Lo que se escribe en disco aparece completo o no aparece."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from autodiagnostico.errores import ErrorDeEntrada

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


@contextmanager
def entera(salida: Path) -> Iterator[Path]:
    """Un archivo de paso que, si nada falla, toma el nombre de la salida. Lanza ErrorDeEntrada."""
    parcial = salida.with_name(f".{salida.name}.{os.getpid()}.parcial")
    try:
        yield parcial
        parcial.replace(salida)
    except OSError as error:
        raise ErrorDeEntrada(str(salida), [f"no se puede escribir ({por_que(error)})."]) from error
    finally:
        parcial.unlink(missing_ok=True)


def por_que(error: OSError) -> str:
    """Por qué falló el disco, en español cuando se sabe."""
    return _RAZONES.get(error.errno or 0, error.strerror or str(error))


def escribir(salida: Path, contenido: bytes) -> None:
    """Escribe un archivo entero. Lanza ErrorDeEntrada si no se puede."""
    with entera(salida) as parcial:
        parcial.write_bytes(contenido)
