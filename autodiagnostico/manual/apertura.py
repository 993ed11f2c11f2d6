"""Abre un libro que vino de fuera sin creerle nada: ni que es un libro ni cuánto pesa."""

from __future__ import annotations

import io
import warnings
from typing import Any

from autodiagnostico.entrada.paquetes import ILEGIBLE, PaqueteInvalido, revisar_paquete
from autodiagnostico.manual.errores import DefectoDeManual, ErrorDeManual

MAXIMO_BYTES = 5_000_000


def abrir_libro(contenido: bytes) -> Any:
    """El libro de openpyxl, con sus fórmulas sin calcular. Lanza ErrorDeManual."""
    import openpyxl

    try:
        revisar_paquete(contenido, MAXIMO_BYTES, "un libro de Excel")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(contenido), keep_links=False)
    except PaqueteInvalido as error:
        raise _no_sirve(str(error)) from error
    except ILEGIBLE as error:
        raise _no_sirve("El archivo está dañado y no se puede leer.") from error


def _no_sirve(mensaje: str) -> ErrorDeManual:
    return ErrorDeManual([DefectoDeManual(mensaje, admite="la plantilla del Manual, guardada como .xlsx")])
