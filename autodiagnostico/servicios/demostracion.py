"""Tres entidades inventadas para conocer el programa."""

from __future__ import annotations

from autodiagnostico.sala import Sala
from autodiagnostico.servicios.diagnosticos import FichaDeDiagnostico


def cargar(sala: Sala) -> list[FichaDeDiagnostico]:
    """Las carga si faltan; volver a cargarlas no cambia nada."""
    raise NotImplementedError


def hay(sala: Sala) -> bool:
    """Si están cargadas."""
    raise NotImplementedError


def quitar(sala: Sala) -> None:
    """Las borra con todo lo suyo."""
    raise NotImplementedError
