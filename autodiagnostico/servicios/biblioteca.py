"""Las normas y reglas del catálogo, para leerlas. Puro: no toca la base de datos."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reglas import Catalogo, Regla
from reglas.fichas import Accion, Criterio, Norma


@dataclass(frozen=True, slots=True)
class ArticuloConReglas:
    """Un artículo de una norma con las reglas que salen de él."""

    norma: Norma
    articulo: str
    reglas: list[Regla]


@dataclass(frozen=True, slots=True)
class FichaDeRegla:
    """Una regla dicha en palabras: cada condición es una lista de (sangría, texto)."""

    regla: Regla
    norma: Norma
    aplica: list[tuple[int, str]]
    cumple: list[tuple[int, str]]
    parcial: list[tuple[int, str]]
    plazo: str
    preguntas: list[Criterio]
    acciones: list[Accion]
    escenarios: Mapping[str, int]


def articulos(catalogo: Catalogo) -> list[ArticuloConReglas]:
    """Los artículos citados por alguna regla, en el orden del catálogo."""
    raise NotImplementedError


def buscar(catalogo: Catalogo, texto: str) -> list[Regla]:
    """Las reglas que dicen todas las palabras, sin importar tildes ni mayúsculas."""
    raise NotImplementedError


def ficha_de_regla(catalogo: Catalogo, codigo: str) -> FichaDeRegla:
    """La ficha de una regla; ErrorDeServicio si no existe."""
    raise NotImplementedError
