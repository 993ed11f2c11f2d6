"""Todas las condiciones de una edición, recortadas y puestas en el orden en que se deducen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from motor.inferencia.estratos import por_estratos
from motor.inferencia.recorte import recortar
from reglas.catalogo import Edicion
from reglas.condiciones import Ambito, Expresion, HechoEs, Referencia, referencias


class Etapa(IntEnum):
    """Cuándo se deduce una condición; cada etapa lee de las anteriores."""

    HECHOS = 0
    APLICABILIDAD = 1
    CUMPLIMIENTO = 2


_APARTADA = "#"


@dataclass(frozen=True, slots=True)
class Condicion:
    """Una condición que cabe en un patrón.

    `clave` la nombra: el código de un hecho, «regla parte» o, en un hecho aparte, «clave#n».
    """

    clave: str
    expresion: Expresion
    etapa: Etapa


PARTES = ("aplica_si", "cumple_si", "parcial_si")


def clave_de(regla: str, parte: str) -> str:
    """La clave de una condición de una regla; el espacio la aparta de todo código de hecho."""
    return f"{regla} {parte}"


def es_apartada(dato: Referencia) -> bool:
    """Si es un hecho apartado de una condición grande, y no uno del catálogo."""
    return dato.ambito is Ambito.HECHO and _APARTADA in dato.codigo


def condiciones(edicion: Edicion) -> list[Condicion]:
    """Las condiciones de hechos y reglas, y las que se apartaron de ellas, en orden de catálogo."""
    todas: list[Condicion] = []
    for clave, expresion, etapa in _escritas(edicion):
        todas.extend(_recortada(edicion, clave, expresion, etapa))
    return todas


def _escritas(edicion: Edicion) -> Iterator[tuple[str, Expresion, Etapa]]:
    for hecho in edicion.hechos.values():
        yield hecho.codigo, hecho.si, Etapa.HECHOS
    for regla in edicion.reglas.values():
        if regla.aplica_si is not None:
            yield clave_de(regla.codigo, "aplica_si"), regla.aplica_si, Etapa.APLICABILIDAD
        yield clave_de(regla.codigo, "cumple_si"), regla.cumple_si, Etapa.CUMPLIMIENTO
        if regla.parcial_si is not None:
            yield clave_de(regla.codigo, "parcial_si"), regla.parcial_si, Etapa.CUMPLIMIENTO


def _recortada(edicion: Edicion, clave: str, expresion: Expresion, etapa: Etapa) -> list[Condicion]:
    aparte: list[Condicion] = []

    def apartar(parte: Expresion) -> HechoEs:
        suya = f"{clave}{_APARTADA}{len(aparte) + 1}"
        aparte.append(Condicion(suya, parte, etapa))
        return HechoEs(Referencia(Ambito.HECHO, suya), esperado=True)

    entera = recortar(edicion.catalogo, expresion, apartar)
    return [*aparte, Condicion(clave, entera, etapa)]


def estratos(todas: list[Condicion]) -> list[list[Condicion]]:
    """Las condiciones repartidas en tandas: por etapas y, en cada una, después de lo que leen."""
    tandas: list[list[Condicion]] = []
    for etapa in Etapa:
        suyas = {c.clave: c for c in todas if c.etapa is etapa}
        grafo = {clave: [h for h in _hechos(c) if h in suyas] for clave, c in suyas.items()}
        tandas += [[suyas[clave] for clave in tanda] for tanda in por_estratos(grafo)]
    return tandas


def _hechos(condicion: Condicion) -> Iterator[str]:
    return (d.codigo for d in referencias(condicion.expresion) if d.ambito is Ambito.HECHO)
