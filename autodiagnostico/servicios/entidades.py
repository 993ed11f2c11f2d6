"""Las entidades que se evalúan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from autodiagnostico.sala import Sala
from motor.caso import Valor


@dataclass(frozen=True, slots=True)
class FichaDeEntidad:
    """Una entidad guardada; un atributo ausente se desconoce."""

    id: int
    codigo: str
    nombre: str
    atributos: Mapping[str, Valor]
    demostracion: bool


def listar(sala: Sala) -> list[FichaDeEntidad]:
    """Todas, por nombre."""
    raise NotImplementedError


def leer(sala: Sala, entidad_id: int) -> FichaDeEntidad:
    """Una entidad; ErrorDeServicio si no existe."""
    raise NotImplementedError


def guardar(sala: Sala, datos: Mapping[str, Any], entidad_id: int | None = None) -> FichaDeEntidad:
    """Crea o cambia una entidad. Lanza ErrorDeCaso con todos los problemas, con ruta «entidad.campo»."""
    raise NotImplementedError


def sugeridas(sala: Sala, texto: str) -> list[dict[str, str]]:
    """Filas de las listas del catálogo que contienen el texto, para precargar una entidad nueva."""
    raise NotImplementedError
