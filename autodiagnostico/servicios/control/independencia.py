"""Por qué control interno no da ningún paso: se lee de `independencia.yaml`, porque la ley es dato."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from reglas.lectura import leer

_ARCHIVO = Path(__file__).with_name("independencia.yaml")


@lru_cache(maxsize=1)
def independencia() -> str:
    """La explicación, con su norma y su artículo."""
    datos = leer(_ARCHIVO.name, _ARCHIVO.read_bytes()).datos
    return f"{datos['explicacion']} ({datos['norma']}, {datos['articulo']})."
