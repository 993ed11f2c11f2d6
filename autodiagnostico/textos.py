"""Buscar y decir textos."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

from reglas.texto import normalizar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_DE_CONTROL = re.compile("[^\\t\\n\\r\\x20-\\x7e\\x85\\xa0-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""Lo que no admite XML y los controles C1."""
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


def limpiar(texto: str) -> str:
    """El texto sin espacios a los lados ni caracteres de control, que al pegar de Word vienen sin verse.

    Con ellos no se puede escribir un documento. Los renglones y las tabulaciones quedan.
    """
    return _DE_CONTROL.sub(" ", texto).strip()


def recortar(ficha: Ficha) -> Ficha:
    """La misma ficha, con sus textos limpios."""
    textos: dict[str, Any] = {
        campo.name: limpiar(valor)
        for campo in fields(ficha)
        if isinstance(valor := getattr(ficha, campo.name), str) and not isinstance(valor, Enum)
    }
    return replace(ficha, **textos)
