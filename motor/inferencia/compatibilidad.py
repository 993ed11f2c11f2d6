"""Con qué versiones de Python se puede cargar durable-rules."""

from __future__ import annotations

import sys

PRIMERA_QUE_NO_SIRVE = (3, 13)


def exigir_python(version: tuple[int, ...] = sys.version_info[:2]) -> None:
    """Lanza ImportError, con la razón y el remedio, si durable-rules no carga en esta versión."""
    if tuple(version[:2]) >= PRIMERA_QUE_NO_SIRVE:
        numero = ".".join(str(n) for n in version[:2])
        raise ImportError(
            f"El motor de inferencia no funciona en Python {numero}: durable-rules 2.0.28 usa "
            "PyEval_CallObject, que Python retiró en la 3.13. Instale el programa con Python 3.11 o 3.12."
        )
