"""Los nombres y los perfiles del distrito inventado, tal como los dice `distrito.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field

ARCHIVO = Path(__file__).parent.parent / "demostracion" / "distrito.yaml"


class _Ficha(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Tipo(_Ficha):
    """Una clase de entidad y con qué palabra empieza su nombre."""

    tipo: str
    nombre: str


class Sector(_Ficha):
    """Cómo van las entidades de un sector."""

    nombre: str
    parte: float
    sube: float
    atraso: Mapping[str, float] = Field(default_factory=dict)


class Caen(_Ficha):
    """Cuántas bajan, y cuánto."""

    parte: float
    cuanto: float


class Perfiles(_Ficha):
    """Todo lo que decide cómo es el distrito inventado."""

    tipos: tuple[Tipo, ...]
    de_que: tuple[str, ...]
    sectores: tuple[Sector, ...]
    dispersion: float
    caen: Caen
    borradores: float
    cerrados: float
    evaluados: float
    sin_responder: float
    con_evidencia: float
    suerte_de: Mapping[int, float]


@cache
def perfiles() -> Perfiles:
    """Los de fábrica."""
    return Perfiles.model_validate(yaml.safe_load(ARCHIVO.read_text(encoding="utf-8")))
