"""Parte las condiciones grandes: lo que no cabe en un patrón se deduce antes, como un hecho aparte."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from motor.inferencia.arboles import Medida, medir
from motor.inferencia.traduccion import Traductor
from motor.verdad import Verdad
from reglas.catalogo import Catalogo
from reglas.condiciones import (
    Alguna,
    Contiene,
    EnConjunto,
    Expresion,
    HechoEs,
    Ninguna,
    Todas,
)

CABE = Medida(nodos=14, caminos=16, anchura=128)
"""Lo que admite un patrón. El límite de nodos es 15 y uno lo gasta el propio patrón."""

_PARTES = CABE.caminos
_VALORES = 64
_Grupo = Todas | Alguna | Ninguna
_T = TypeVar("_T")

Apartar = Callable[[Expresion], HechoEs]
"""Guarda una condición como hecho aparte y devuelve la hoja que lo lee."""


def medida_de(catalogo: Catalogo, expresion: Expresion) -> Medida:
    """Lo que cuesta el mayor de los dos árboles de una condición."""
    traductor = Traductor.para(catalogo, expresion)
    si, no = (medir(traductor.arbol(expresion, v)) for v in (Verdad.SI, Verdad.NO))
    return Medida(max(si.nodos, no.nodos), max(si.caminos, no.caminos), max(si.anchura, no.anchura))


def recortar(catalogo: Catalogo, expresion: Expresion, apartar: Apartar) -> Expresion:
    """La misma condición, con las partes que no caben en un patrón leídas de hechos aparte."""
    expresion = _partir(expresion)
    if not isinstance(expresion, _Grupo):
        return expresion
    partes = [recortar(catalogo, p, apartar) for p in expresion.partes]
    expresion = replace(expresion, partes=tuple(partes))
    while not medida_de(catalogo, expresion).cabe(CABE):
        pesos = [_peso(medida_de(catalogo, p)) for p in partes]
        mayor = pesos.index(max(pesos))
        partes[mayor] = apartar(partes[mayor])
        expresion = replace(expresion, partes=tuple(partes))
    return expresion


def _peso(medida: Medida) -> int:
    return medida.nodos * medida.caminos * medida.anchura


def _partir(expresion: Expresion) -> Expresion:
    """La misma condición con sus listas muy largas repartidas en grupos."""
    match expresion:
        case Contiene(dato, modo, claves) if len(claves) > _PARTES:
            grupo = Todas if modo == "todas" else Alguna
            return grupo(tuple(Contiene(dato, modo, c) for c in _trozos(claves, _PARTES)))
        case EnConjunto(dato, valores) if len(valores) > _VALORES:
            return Alguna(tuple(EnConjunto(dato, v) for v in _trozos(valores, _VALORES)))
        case Todas(partes) if len(partes) > _PARTES:
            return _partir(Todas(tuple(Todas(p) for p in _trozos(partes, _PARTES))))
        case Alguna(partes) if len(partes) > _PARTES:
            return _partir(Alguna(tuple(Alguna(p) for p in _trozos(partes, _PARTES))))
        case Ninguna(partes) if len(partes) > _PARTES:
            return _partir(Ninguna(tuple(Alguna(p) for p in _trozos(partes, _PARTES))))
    return expresion


def _trozos(serie: tuple[_T, ...], largo: int) -> list[tuple[_T, ...]]:
    return [serie[i : i + largo] for i in range(0, len(serie), largo)]
