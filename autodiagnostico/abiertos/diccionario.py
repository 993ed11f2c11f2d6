"""Qué tablas se descargan, qué significa cada columna y desde cuántas entidades se habla de un grupo."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

ARCHIVO = Path(__file__).with_name("diccionario.yaml")


class Paquete(StrEnum):
    """Lo que se puede descargar de una vez."""

    ABIERTOS = "abiertos"
    ANONIMOS = "anonimos"
    RESPUESTAS = "respuestas"


class _Declarado(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DeColumna(_Declarado):
    """Qué trae una columna."""

    clase: str
    dice: str
    unidad: str = ""


class DeTabla(_Declarado):
    """Qué es una fila, y sus columnas en orden."""

    dice: str
    columnas: list[str]


class DePaquete(_Declarado):
    """Cómo se llama, para qué sirve y qué tablas trae."""

    nombre: str
    para: str
    tablas: list[str]


class DeGrupo(_Declarado):
    """Desde cuántas entidades se habla de un grupo, y por qué desde esas."""

    valor: int
    razon: str


class Diccionario(_Declarado):
    """Todo lo declarado."""

    grupo_minimo: DeGrupo
    columnas: dict[str, DeColumna]
    tablas: dict[str, DeTabla]
    paquetes: dict[Paquete, DePaquete]


@cache
def diccionario() -> Diccionario:
    """Lo declarado en `diccionario.yaml`."""
    return Diccionario.model_validate(yaml.safe_load(ARCHIVO.read_text("utf-8")))
