"""Buscar reglas como lo pide una persona: por palabras, por norma o por artículo."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from reglas.texto import normalizar

VACIAS = frozenset(["a", "al", "de", "del", "el", "en", "la", "las", "lo", "los", "o", "u", "y"])
CLASES_DE_NORMA = frozenset({"acuerdo", "decreto", "ley", "resolucion"})
SINONIMOS = dict.fromkeys(("pqr", "pqrs", "pqrsd", "pqrsdf"), ("pqr", "peticion"))
"""Palabra que se busca → trozos de texto con que se da por dicha."""

_ARTICULO = re.compile(r"\bart(?:iculos?|s)?\b\.?")
_PIEZA = re.compile(r"\w+(?:[.\-]\w+)*")
_NUMERO = re.compile(r"(\d+(?:\.\d+)*)[oa]?")
_DENTRO_DEL_ARTICULO = re.compile(r"\b(?:numeral|inciso|paragrafo|literal)")
_MARCA = "\N{SECTION SIGN}"


@dataclass(slots=True)
class Pedido:
    """Lo que se busca, ya separado: palabras, números de norma o sueltos, y números de artículo."""

    palabras: list[str] = field(default_factory=list)
    clases: list[str] = field(default_factory=list)
    numeros: set[str] = field(default_factory=set)
    articulos: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        """Si hay algo que buscar."""
        return bool(self.palabras or self.clases or self.numeros or self.articulos)


def entender(texto: str) -> Pedido:
    """«ley 1712 de 2014, art. 9» → norma 1712 y 2014, artículo 9; los signos no cuentan."""
    pedido, en_articulo = Pedido(), False
    for parte in _ARTICULO.sub(f" {_MARCA} ", normalizar(texto)).split(" "):
        if parte == _MARCA:
            en_articulo = True
            continue
        for pieza in _PIEZA.findall(parte):
            numero = _NUMERO.fullmatch(pieza)
            if numero:
                (pedido.articulos if en_articulo else pedido.numeros).add(numero[1])
            elif pieza in CLASES_DE_NORMA:
                pedido.clases.append(pieza)
            elif pieza not in VACIAS:
                pedido.palabras.append(pieza)
            en_articulo = en_articulo and (bool(numero) or pieza == "y")
    return pedido


def puesto(pedido: Pedido, norma: str, articulo: str, textos: Iterable[str]) -> int | None:
    """Qué tan bien responde una regla: 0 es lo pedido, luego la norma, el artículo y el texto; None, nada."""
    todo = normalizar(" ".join(textos))
    if not all(any(s in todo for s in SINONIMOS.get(p, (p,))) for p in pedido.palabras):
        return None
    if not pedido.numeros and not pedido.articulos:
        return 3 if all(c in todo for c in pedido.clases) else None
    nombre = normalizar(norma)
    de_norma, de_articulo = numeros(nombre), articulos(articulo)
    es_norma = pedido.numeros <= de_norma and all(c in nombre for c in pedido.clases)
    if pedido.articulos:
        es_articulo = not pedido.articulos.isdisjoint(de_articulo)
        if es_norma and es_articulo:
            return 0
        if es_norma and (pedido.numeros or pedido.clases):
            return 1
        return 2 if es_articulo else None
    sueltos = pedido.numeros - de_norma
    if all(c in nombre for c in pedido.clases) and sueltos <= de_articulo:
        return 0 if sueltos < pedido.numeros or not sueltos else 1
    return 3 if pedido.numeros <= numeros(todo) else None


def numeros(texto: str) -> set[str]:
    """Los números enteros de un texto, cada uno completo: «12» no está en «2012»."""
    return {n[1] for pieza in _PIEZA.findall(texto) if (n := _NUMERO.fullmatch(pieza))}


def articulos(escrito: str) -> set[str]:
    """Los artículos de una cita, sin sus numerales: de «8, numerales 1 a 7», solo el 8."""
    cuerpo = _DENTRO_DEL_ARTICULO.split(normalizar(escrito))[0]
    return numeros(cuerpo) if cuerpo[:1].isdigit() else set()
