"""Huellas: el SHA-256 de unos datos escritos siempre de la misma manera."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from typing import Any


def canonico(datos: Any) -> str:
    """Los datos como JSON canónico: claves en orden, sin espacios y con las tildes tal cual.

    Un instante va en UTC con microsegundos y un día como AAAA-MM-DD.
    """
    return json.dumps(datos, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_decir)


def _decir(dato: Any) -> str:
    if isinstance(dato, datetime):
        return dato.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(dato, date):
        return dato.isoformat()
    raise TypeError(f"No hay manera canónica de escribir {type(dato).__name__}.")


def huella(datos: Any) -> str:
    """El SHA-256, en hexadecimal, de unos datos en JSON canónico."""
    return hashlib.sha256(canonico(datos).encode()).hexdigest()
