"""Mirar dentro de un zip que vino de fuera sin creerle lo que dice pesar."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath

ILEGIBLE = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
"""Lo que un archivo dañado o malicioso hace fallar dentro de las bibliotecas que lo abren."""


class ComprimidoIlegible(Exception):
    """No es un zip, o está dañado."""


class ComprimidoDesmedido(Exception):
    """Descomprimido pesaría demasiado, o trae demasiadas partes."""


@contextmanager
def abrir_comprimido(contenido: bytes, *, maximo: int, partes: int) -> Iterator[zipfile.ZipFile]:
    """El zip abierto, si lo que declara cabe. Lanza ComprimidoIlegible o ComprimidoDesmedido.

    zipfile nunca entrega más de lo que la parte declara: la suma acota lo que se descomprime.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(contenido)) as abierto:
            dentro = abierto.infolist()
            if sum(p.file_size for p in dentro) > maximo or len(dentro) > partes:
                raise ComprimidoDesmedido
            yield abierto
    except ILEGIBLE as error:
        raise ComprimidoIlegible(str(error)) from error


def sale_de_su_carpeta(nombre: str) -> bool:
    """Si el nombre de una parte, al extraerla, escribiría en otro lugar."""
    ruta = PurePosixPath(nombre.replace("\\", "/"))
    return ruta.is_absolute() or ".." in ruta.parts or ":" in nombre
