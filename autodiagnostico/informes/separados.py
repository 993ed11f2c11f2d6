"""CSV como lo abre en columnas un Excel en español: punto y coma, coma decimal y marca de orden."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from autodiagnostico.informes.libro import Celda

EMPIEZAN_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def escribir_csv(titulos: Sequence[str], filas: Iterable[Sequence[Celda]]) -> bytes:
    """La tabla. Un texto que una hoja de cálculo tomaría por fórmula va con un apóstrofo delante."""
    salida = io.StringIO()
    escritor = csv.writer(salida, delimiter=";", lineterminator="\r\n")
    escritor.writerow(titulos)
    for fila in filas:
        escritor.writerow([_para_csv(celda) for celda in fila])
    return salida.getvalue().encode("utf-8-sig")


def _para_csv(celda: Celda) -> Celda:
    if isinstance(celda, float):
        return str(celda).replace(".", ",")
    if isinstance(celda, date):
        return celda.isoformat()
    return f"'{celda}" if isinstance(celda, str) and celda.startswith(EMPIEZAN_FORMULA) else celda
