"""Casos de prueba escritos en YAML, leídos como se lee la base de reglas."""

from pathlib import Path
from typing import Any

from reglas.lectura import leer


def leer_yaml(ruta: Path) -> Any:
    """Los datos de un archivo YAML que está bien escrito."""
    documento = leer(ruta.name, ruta.read_bytes())
    assert not documento.defectos, documento.defectos
    return documento.datos
