"""Árboles sin negación sobre enteros: la única forma de condición que se le da a durable-rules.

Una condición de tres valores se vuelve dos de estos árboles: el que se cumple cuando se sabe que sí
y el que se cumple cuando se sabe que no. Un átomo sobre una propiedad ausente no se cumple nunca;
por eso lo que no se sabe no cumple ninguno de los dos.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import prod
from typing import Any, TypeGuard


class Signo(StrEnum):
    """Cómo compara un átomo, con el nombre que le da durable-rules."""

    IGUAL = "$eq"
    DISTINTO = "$neq"
    MENOR = "$lt"
    MENOR_IGUAL = "$lte"
    MAYOR = "$gt"
    MAYOR_IGUAL = "$gte"


CONTRARIO = {
    Signo.IGUAL: Signo.DISTINTO,
    Signo.MENOR: Signo.MAYOR_IGUAL,
    Signo.MENOR_IGUAL: Signo.MAYOR,
    Signo.MAYOR: Signo.MENOR_IGUAL,
    Signo.MAYOR_IGUAL: Signo.MENOR,
    Signo.DISTINTO: Signo.IGUAL,
}
"""El signo que se cumple, si la propiedad está, exactamente cuando el otro no."""


@dataclass(frozen=True, slots=True)
class Atomo:
    """`propiedad signo constante`."""

    propiedad: str
    signo: Signo
    constante: int


@dataclass(frozen=True, slots=True)
class Conjuncion:
    """Se cumplen todas las partes."""

    partes: tuple[Arbol, ...]


@dataclass(frozen=True, slots=True)
class Disyuncion:
    """Se cumple alguna parte."""

    partes: tuple[Arbol, ...]


Arbol = Atomo | Conjuncion | Disyuncion


def igual(propiedad: str, constante: int) -> Atomo:
    """El átomo más usado."""
    return Atomo(propiedad, Signo.IGUAL, constante)


def y(partes: Iterable[Arbol]) -> Arbol:
    """La conjunción, sin anidar conjunciones ni envolver una sola parte."""
    return _unir(Conjuncion, partes)


def o(partes: Iterable[Arbol]) -> Arbol:
    """La disyunción, sin anidar disyunciones ni envolver una sola parte."""
    return _unir(Disyuncion, partes)


def _unir(clase: type[Conjuncion] | type[Disyuncion], partes: Iterable[Arbol]) -> Arbol:
    planas: dict[Arbol, None] = {}
    for parte in partes:
        planas.update(dict.fromkeys(parte.partes if isinstance(parte, clase) else (parte,)))
    # Los átomos van delante: en una conjunción, descartan antes de abrir una disyunción.
    en_orden = sorted(planas, key=lambda p: not isinstance(p, Atomo))
    return en_orden[0] if len(en_orden) == 1 else clase(tuple(en_orden))


@dataclass(frozen=True, slots=True)
class Medida:
    """Lo que un árbol le cuesta a durable-rules.

    `caminos` acota por cuántas ramas a la vez puede cumplirse: cada una dispara por su cuenta, y las
    de disyunciones unidas por «y» se multiplican.
    """

    nodos: int
    caminos: int
    anchura: int

    def cabe(self, otra: Medida) -> bool:
        """Si no pasa de la otra en nada."""
        return self.nodos <= otra.nodos and self.caminos <= otra.caminos and self.anchura <= otra.anchura


def medir(arbol: Arbol) -> Medida:
    """La medida de un árbol."""
    if isinstance(arbol, Atomo):
        return Medida(0, 1, 1)
    medidas = [medir(p) for p in arbol.partes]
    return Medida(
        nodos=1 + sum(m.nodos for m in medidas),
        caminos=_caminos(arbol, medidas),
        anchura=max(len(medidas), *(m.anchura for m in medidas)),
    )


def _caminos(arbol: Conjuncion | Disyuncion, medidas: list[Medida]) -> int:
    if isinstance(arbol, Conjuncion):
        return prod(m.caminos for m in medidas)
    # De varias igualdades de una misma propiedad, a la vez solo se cumple una.
    iguales = {p.propiedad for p in arbol.partes if es_igualdad(p)}
    otras = zip(arbol.partes, medidas, strict=True)
    return len(iguales) + sum(m.caminos for p, m in otras if not es_igualdad(p))


def es_igualdad(arbol: Arbol) -> TypeGuard[Atomo]:
    """Si es un átomo de igualdad."""
    return isinstance(arbol, Atomo) and arbol.signo is Signo.IGUAL


def propiedades(arbol: Arbol) -> Iterable[str]:
    """Las propiedades que nombra, con repeticiones."""
    if isinstance(arbol, Atomo):
        yield arbol.propiedad
    else:
        for parte in arbol.partes:
            yield from propiedades(parte)


def a_durable(arbol: Arbol) -> dict[str, Any]:
    """El árbol como lo escribe durable-rules en JSON."""
    match arbol:
        case Atomo(propiedad, Signo.IGUAL, constante):
            return {propiedad: constante}
        case Atomo(propiedad, signo, constante):
            return {signo.value: {propiedad: constante}}
        case Conjuncion(partes):
            return {"$and": [a_durable(p) for p in partes]}
        case Disyuncion(partes):
            return {"$or": [a_durable(p) for p in partes]}
