"""Libros y documentos de Office que vienen de fuera: se revisan antes de abrirlos.

Son un zip con XML dentro: puede no serlo, puede descomprimirse sin fin y puede traer entidades.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath

MAXIMO_DESCOMPRIMIDO = 20_000_000
MAXIMO_PARTES = 500
_DE_CONTRASENA_O_ANTIGUO = b"\xd0\xcf\x11\xe0"
_DTD = tuple("<!DOCTYPE".encode(c) for c in ("utf-8", "utf-16-le", "utf-16-be"))

# Lo que un archivo dañado o malicioso hace fallar dentro de zipfile, del lector de XML o de openpyxl.
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


class PaqueteInvalido(Exception):
    """El archivo no se debe abrir; el mensaje dice por qué."""


class PaqueteIlegible(PaqueteInvalido):
    """No es un zip, o está dañado."""


class PaqueteDesmedido(PaqueteInvalido):
    """Descomprimido pesaría demasiado, o trae demasiadas partes."""


@contextmanager
def abrir_paquete(contenido: bytes, *, maximo: int, partes: int) -> Iterator[zipfile.ZipFile]:
    """El zip abierto, si lo que declara cabe. Lanza PaqueteIlegible o PaqueteDesmedido.

    zipfile nunca entrega más de lo que la parte declara: la suma acota lo que se descomprime.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(contenido)) as abierto:
            dentro = abierto.infolist()
            if sum(p.file_size for p in dentro) > maximo or len(dentro) > partes:
                raise PaqueteDesmedido("El archivo, descomprimido, es demasiado grande.")
            yield abierto
    except ILEGIBLE as error:
        raise PaqueteIlegible("El archivo está dañado y no se puede leer.") from error


def sale_de_su_carpeta(nombre: str) -> bool:
    """Si el nombre de una parte, al extraerla, escribiría en otro lugar."""
    ruta = PurePosixPath(nombre.replace("\\", "/"))
    return ruta.is_absolute() or ".." in ruta.parts or ":" in nombre


def revisar_paquete(contenido: bytes, maximo: int, que: str) -> None:
    """Que sea un paquete de tamaño razonable antes de descomprimirlo entero. Lanza PaqueteInvalido.

    `maximo` va en bytes; `que` dice lo que se esperaba: «un libro de Excel».
    """
    if len(contenido) > maximo:
        raise PaqueteInvalido(f"El archivo pesa más de {maximo // 10**6} MB.")
    if contenido.startswith(_DE_CONTRASENA_O_ANTIGUO):
        raise PaqueteInvalido("El archivo tiene contraseña o es de un Office anterior a 2007.")
    try:
        with abrir_paquete(contenido, maximo=MAXIMO_DESCOMPRIMIDO, partes=MAXIMO_PARTES) as paquete:
            de_xml = [p for p in paquete.infolist() if p.filename.endswith((".xml", ".rels"))]
            if any(_trae_dtd(paquete.read(p)) for p in de_xml):
                raise PaqueteInvalido(
                    f"El archivo trae una definición de tipo de documento, que {que} no lleva."
                )
    except PaqueteIlegible as error:
        raise PaqueteInvalido(f"El archivo no es {que}.") from error


def _trae_dtd(parte: bytes) -> bool:
    return any(marca in parte for marca in _DTD)
