"""Abre un libro que vino de fuera sin creerle nada: ni que es un libro ni cuánto pesa."""

from __future__ import annotations

import io
import warnings
from typing import Any

from autodiagnostico.entrada.paquetes import ILEGIBLE, PaqueteInvalido, revisar_paquete

MAXIMO_BYTES = 5_000_000


class LibroInvalido(Exception):
    """El archivo no se puede usar como libro; el mensaje dice por qué."""


def abrir_libro(contenido: bytes) -> Any:
    """El libro de openpyxl, con sus fórmulas sin calcular. Lanza LibroInvalido."""
    import openpyxl

    try:
        revisar_paquete(contenido, MAXIMO_BYTES, "un libro de Excel")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(contenido), keep_links=False)
    except PaqueteInvalido as error:
        raise LibroInvalido(str(error)) from error
    except ILEGIBLE as error:
        raise LibroInvalido("El archivo está dañado y no se puede leer.") from error
