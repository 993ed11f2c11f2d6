"""Abre un libro que vino de fuera sin creerle nada: ni que es un libro ni cuánto pesa."""

from __future__ import annotations

import io
import warnings
from typing import Any

from autodiagnostico.entrada.comprimidos import (
    ILEGIBLE,
    ComprimidoDesmedido,
    ComprimidoIlegible,
    abrir_comprimido,
)
from autodiagnostico.manual.errores import DefectoDeManual, ErrorDeManual

MAXIMO_BYTES = 5_000_000
MAXIMO_DESCOMPRIMIDO = 20_000_000
MAXIMO_PARTES = 500
_DE_CONTRASENA_O_ANTIGUO = b"\xd0\xcf\x11\xe0"
_DTD = tuple("<!DOCTYPE".encode(c) for c in ("utf-8", "utf-16-le", "utf-16-be"))


def abrir_libro(contenido: bytes) -> Any:
    """El libro de openpyxl, con sus fórmulas sin calcular. Lanza ErrorDeManual."""
    import openpyxl

    _revisar_paquete(contenido)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(contenido), keep_links=False)
    except ILEGIBLE as error:
        raise _no_sirve("El archivo está dañado y no se puede leer.") from error


def _revisar_paquete(contenido: bytes) -> None:
    """Que sea un .xlsx de tamaño razonable antes de descomprimirlo entero."""
    if len(contenido) > MAXIMO_BYTES:
        raise _no_sirve(f"El archivo pesa más de {MAXIMO_BYTES // 10**6} MB.")
    if contenido.startswith(_DE_CONTRASENA_O_ANTIGUO):
        raise _no_sirve("El archivo tiene contraseña o es de un Excel anterior a 2007.")
    try:
        with abrir_comprimido(contenido, maximo=MAXIMO_DESCOMPRIMIDO, partes=MAXIMO_PARTES) as paquete:
            partes = [p for p in paquete.infolist() if p.filename.endswith((".xml", ".rels"))]
            if any(_trae_dtd(paquete.read(p)) for p in partes):
                raise _no_sirve("El archivo trae una definición de tipo de documento, que un libro no lleva.")
    except ComprimidoDesmedido as error:
        raise _no_sirve("El archivo, descomprimido, es demasiado grande.") from error
    except ComprimidoIlegible as error:
        raise _no_sirve("El archivo no es un libro de Excel.") from error


def _trae_dtd(parte: bytes) -> bool:
    return any(marca in parte for marca in _DTD)


def _no_sirve(mensaje: str) -> ErrorDeManual:
    return ErrorDeManual([DefectoDeManual(mensaje, admite="la plantilla del Manual, guardada como .xlsx")])
