"""Qué versión del programa es esta."""

from __future__ import annotations

from importlib import metadata


def version() -> str:
    """La del paquete instalado."""
    try:
        return metadata.version("autodiagnostico")
    except metadata.PackageNotFoundError:
        return "sin instalar"
