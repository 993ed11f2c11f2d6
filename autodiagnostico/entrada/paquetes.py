"""Libros y documentos de Office que vienen de fuera: se revisan antes de abrirlos.

Son un zip con XML dentro: puede no serlo, puede descomprimirse sin fin y puede traer entidades.
"""

from __future__ import annotations

import io
import zipfile
import zlib

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


def revisar_paquete(contenido: bytes, maximo: int, que: str) -> None:
    """Que sea un paquete de tamaño razonable antes de descomprimirlo entero. Lanza PaqueteInvalido.

    `maximo` va en bytes; `que` dice lo que se esperaba: «un libro de Excel».
    """
    if len(contenido) > maximo:
        raise PaqueteInvalido(f"El archivo pesa más de {maximo // 10**6} MB.")
    if contenido.startswith(_DE_CONTRASENA_O_ANTIGUO):
        raise PaqueteInvalido("El archivo tiene contraseña o es de un Office anterior a 2007.")
    try:
        with zipfile.ZipFile(io.BytesIO(contenido)) as paquete:
            partes = paquete.infolist()
            # zipfile nunca entrega más de lo que la parte declara: la suma acota lo que se descomprime.
            peso = sum(p.file_size for p in partes)
            if peso > MAXIMO_DESCOMPRIMIDO or len(partes) > MAXIMO_PARTES:
                raise PaqueteInvalido("El archivo, descomprimido, es demasiado grande.")
            if any(_trae_dtd(paquete.read(p)) for p in partes if p.filename.endswith((".xml", ".rels"))):
                raise PaqueteInvalido(
                    f"El archivo trae una definición de tipo de documento, que {que} no lleva."
                )
    except ILEGIBLE as error:
        raise PaqueteInvalido(f"El archivo no es {que}.") from error


def _trae_dtd(parte: bytes) -> bool:
    return any(marca in parte for marca in _DTD)
