"""Árboles de condición: lo que una regla exige, ya resuelto y con sus tipos comprobados.

Es la única forma en que el resto del programa ve una condición. El YAML que escribe una persona
está en `reglas.fichas`; `reglas.resolucion` pasa del uno al otro.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Literal


class Ambito(StrEnum):
    """De dónde sale un valor."""

    CRITERIO = "criterio"
    ENTIDAD = "entidad"
    HECHO = "hecho"
    PARAMETRO = "parametro"
    CASO = "caso"


@dataclass(frozen=True, slots=True, order=True)
class Referencia:
    """Nombre de un dato: un criterio, un atributo, un hecho derivado, un parámetro o un dato del caso."""

    ambito: Ambito
    codigo: str

    def __str__(self) -> str:
        return self.codigo if self.ambito is Ambito.CRITERIO else f"{self.ambito}.{self.codigo}"


Constante = bool | int | float | str | date


FECHA_DE_CORTE = Referencia(Ambito.CASO, "fecha_corte")
"""El único dato del caso mismo que una condición puede leer; siempre se sabe."""


class Operador(StrEnum):
    """Comparaciones de un dato con una constante o con otro dato de su clase."""

    ES = "es"
    MENOR = "menor"
    MENOR_IGUAL = "menor_igual"
    MAYOR = "mayor"
    MAYOR_IGUAL = "mayor_igual"


@dataclass(frozen=True, slots=True)
class Compara:
    """`dato operador operando`; el operando es constante u otra referencia de igual clase."""

    dato: Referencia
    operador: Operador
    operando: Constante | Referencia


@dataclass(frozen=True, slots=True)
class EnConjunto:
    """El dato (de una sola clave, texto o número) es uno de los valores."""

    dato: Referencia
    valores: tuple[Constante, ...]


@dataclass(frozen=True, slots=True)
class Contiene:
    """La lista respondida contiene todas, o alguna, de las claves."""

    dato: Referencia
    modo: Literal["todas", "alguna"]
    claves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EnLista:
    """La entidad está en una lista del catálogo, por código o por nombre normalizado. Siempre se sabe."""

    lista: str


@dataclass(frozen=True, slots=True)
class HechoEs:
    """Un hecho derivado vale lo esperado; con `esperado=False` es su negación de Kleene."""

    dato: Referencia
    esperado: bool


@dataclass(frozen=True, slots=True)
class Todas:
    """Mínimo de Kleene."""

    partes: tuple[Expresion, ...]


@dataclass(frozen=True, slots=True)
class Alguna:
    """Máximo de Kleene."""

    partes: tuple[Expresion, ...]


@dataclass(frozen=True, slots=True)
class Ninguna:
    """Negación de `alguna`."""

    partes: tuple[Expresion, ...]


Hoja = Compara | EnConjunto | Contiene | EnLista | HechoEs
Grupo = Todas | Alguna | Ninguna
Expresion = Hoja | Grupo


def hojas(expresion: Expresion) -> Iterator[Hoja]:
    """Las hojas del árbol, en el orden en que se escribieron."""
    if isinstance(expresion, Todas | Alguna | Ninguna):
        for parte in expresion.partes:
            yield from hojas(parte)
    else:
        yield expresion


def datos_de_hoja(hoja: Hoja) -> Iterator[Referencia]:
    """Las referencias que lee una hoja."""
    if isinstance(hoja, EnLista):
        return
    yield hoja.dato
    if isinstance(hoja, Compara) and isinstance(hoja.operando, Referencia):
        yield hoja.operando


def referencias(expresion: Expresion | None) -> Iterator[Referencia]:
    """Las referencias que lee el árbol (sin abrir los hechos derivados), en orden y con repeticiones."""
    if expresion is None:
        return
    for hoja in hojas(expresion):
        yield from datos_de_hoja(hoja)


def sustituir(expresion: Expresion, hoja_nueva: Callable[[Hoja], Expresion]) -> Expresion:
    """El mismo árbol con cada hoja cambiada por lo que devuelva `hoja_nueva`."""
    if isinstance(expresion, Todas | Alguna | Ninguna):
        return replace(expresion, partes=tuple(sustituir(p, hoja_nueva) for p in expresion.partes))
    return hoja_nueva(expresion)
