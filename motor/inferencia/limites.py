"""Los límites fijos del código C de durable-rules 2.0.28, comprobados antes de compilar.

Pasarlos no siempre da un error: cuelga el proceso, lo tumba o dispara otra regla. Por eso se recorre
la misma red que armará el motor y se rechaza lo que no cabe, diciendo qué regla lo pide. Los números
son los de su código (`rules.h`, `rete.h`, `state.h`, `events.c`), menos uno donde el suyo se pasa.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from motor.errores import ErrorDeInferencia
from motor.inferencia.red import Red

PATRONES_POR_ALFA = 255
HIJOS_POR_ALFA = 511
DISYUNCIONES_POR_ALFA = 127
NODOS_POR_PATRON = 15
"""Cada «y» u «o» gasta dos de 32 expresiones. Un cruce entre mensajes gastaría otra; aquí no los hay."""
PILA = 64
REGLAS_POR_CONJUNTO = 4096
PRIORIDAD = 65_535
PROPIEDADES_POR_EVENTO = 252
ENTERO_DE_REGLA = 2 ** (8 * ctypes.sizeof(ctypes.c_long) - 1) - 1
ENTERO_DE_EVENTO = 2**63 - 1

RESERVADAS = (
    *("sid", "id", "$s", "$forward", "$m", "$l", "$r", "$i", "name"),
    *("all", "any", "pri", "count", "cap", "dist", "$or", "$and", "$add", "$sub", "$mul", "$div"),
    *("$lt", "$lte", "$gt", "$gte", "$eq", "$neq", "$mt", "$imt", "$iall", "$iany", "$ex", "$nex"),
)

Definicion = Mapping[str, Mapping[str, Any]]


def revisar_conjunto(nombre: str, definicion: Definicion) -> None:
    """Lanza ErrorDeInferencia si un conjunto de reglas pasa algún límite."""
    _no_mas("reglas en un conjunto", len(definicion), REGLAS_POR_CONJUNTO, nombre)
    for regla, escrita in definicion.items():
        arbol = _arbol(escrita)
        _no_mas("de prioridad", escrita["pri"], PRIORIDAD, regla)
        _no_mas("nodos «y» y «o» en un patrón", _nodos(arbol), NODOS_POR_PATRON, regla)
        for constante in _constantes(arbol):
            _entero(constante, ENTERO_DE_REGLA, regla)
    if _excesos(_red(definicion)):
        _culpar(definicion)
    revisar_nombres(nombre, _red(definicion).propiedades())


def revisar_evento(nombre: str, propiedades: Iterable[str]) -> None:
    """Lanza ErrorDeInferencia si un evento puede llevar más de lo que cabe o nombres confundibles."""
    llevadas = list(propiedades)
    _no_mas("propiedades en un evento", len(llevadas), PROPIEDADES_POR_EVENTO, nombre)
    revisar_nombres(nombre, llevadas)


def revisar_nombres(nombre: str, propiedades: Iterable[str]) -> None:
    """Lanza ErrorDeInferencia si el motor confundiría dos propiedades, o una con una palabra suya."""
    llevadas = list(propiedades)
    for propiedad in llevadas:
        if propiedad in RESERVADAS:
            raise ErrorDeInferencia(f"«{nombre}»: «{propiedad}» es una palabra del motor.")
    revisar_identidades(nombre, [*RESERVADAS, *llevadas])


def revisar_identidades(nombre: str, textos: Iterable[str]) -> None:
    """Lanza ErrorDeInferencia si dos textos distintos tienen el mismo resumen."""
    vistos: dict[int, str] = {}
    for texto in textos:
        otro = vistos.setdefault(fnv32(texto), texto)
        if otro != texto:
            raise ErrorDeInferencia(f"«{nombre}»: el motor no distingue «{otro}» de «{texto}».")


def revisar_valores(nombre: str, evento: Mapping[str, Any]) -> None:
    """Lanza ErrorDeInferencia si un evento trae algo que no es un entero que quepa."""
    for valor in evento.values():
        _entero(valor, ENTERO_DE_EVENTO, nombre)


def fnv32(texto: str) -> int:
    """Lo único que durable-rules mira de un nombre o de un identificador: FNV-1a de 32 bits."""
    resumen = 0x811C9DC5
    for byte in texto.encode():
        resumen = (resumen ^ byte) * 16_777_619 & 0xFFFFFFFF
    return resumen


def _red(definicion: Definicion) -> Red:
    red = Red()
    for escrita in definicion.values():
        red.agregar(_arbol(escrita))
    return red


def _excesos(red: Red) -> list[tuple[str, int, int]]:
    medidos = (
        ("patrones tras una condición", max(red.betas), PATRONES_POR_ALFA),
        ("condiciones tras otra", max(map(len, red.hijos)), HIJOS_POR_ALFA),
        ("disyunciones tras otra", max(map(len, red.delanteros)), DISYUNCIONES_POR_ALFA),
        ("condiciones cumplidas a la vez", red.pila(), PILA),
    )
    return [(que, cuantos, maximo) for que, cuantos, maximo in medidos if cuantos > maximo]


def _culpar(definicion: Definicion) -> None:
    """Lanza el error con el nombre de la primera regla que se pasa."""
    red = Red()
    for regla, escrita in definicion.items():
        red.agregar(_arbol(escrita))
        for exceso in _excesos(red):
            _no_mas(*exceso, regla)


def _arbol(escrita: Mapping[str, Any]) -> Mapping[str, Any]:
    ((arbol,),) = (alias.values() for alias in escrita["all"])
    mapa: Mapping[str, Any] = arbol
    return mapa


def _nodos(arbol: Mapping[str, Any]) -> int:
    ((clave, valor),) = arbol.items()
    return 1 + sum(map(_nodos, valor)) if clave in ("$and", "$or") else 0


def _constantes(arbol: Mapping[str, Any]) -> Iterator[Any]:
    ((clave, valor),) = arbol.items()
    if clave in ("$and", "$or"):
        for parte in valor:
            yield from _constantes(parte)
    elif clave.startswith("$") and isinstance(valor, Mapping):
        yield from valor.values()
    else:
        yield valor


def _entero(valor: Any, maximo: int, nombre: str) -> None:
    if type(valor) is not int or abs(valor) > maximo:
        raise ErrorDeInferencia(
            f"«{nombre}»: {valor!r} no es un entero de hasta {maximo}; el motor solo compara esos."
        )


def _no_mas(que: str, cuantos: int, maximo: int, nombre: str) -> None:
    if cuantos > maximo:
        raise ErrorDeInferencia(f"«{nombre}» pide {cuantos} {que}; el motor de inferencia admite {maximo}.")
