"""Buscar y decir textos."""

from __future__ import annotations

from dataclasses import fields, replace
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

from reglas.texto import normalizar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Ficha = TypeVar("Ficha", bound="DataclassInstance")


def contiene(buscado: str, *donde: str) -> bool:
    """Si entre los textos están todas las palabras buscadas, sin importar tildes ni mayúsculas."""
    todo = normalizar(" ".join(donde))
    return all(palabra in todo for palabra in normalizar(buscado).split())


def como_frase(texto: str) -> str:
    """El mismo texto, con mayúscula al comienzo."""
    return texto[:1].upper() + texto[1:]


def cuantas(numero: int, una: str, varias: str) -> str:
    """«1 regla», «3 reglas»."""
    return f"{numero} {una if numero == 1 else varias}"


def recortar(ficha: Ficha) -> Ficha:
    """La misma ficha, con sus textos sin espacios a los lados."""
    textos: dict[str, Any] = {
        campo.name: valor.strip()
        for campo in fields(ficha)
        if isinstance(valor := getattr(ficha, campo.name), str) and not isinstance(valor, Enum)
    }
    return replace(ficha, **textos)
