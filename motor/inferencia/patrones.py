"""Patrones y bloques: lo que se compila, antes de entregarlo a durable-rules.

Un bloque es un conjunto de reglas de durable-rules. Sus patrones miran primero el número del bloque
(`b`) y después el código del evento (`c`); el de prioridad más baja que se cumple consume el evento,
y así los resultados se excluyen. Que un bloque sea corto acota lo que el motor recorre al disparar.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from motor.inferencia.arboles import Arbol, a_durable, igual, medir, y

R = TypeVar("R")
"""Lo que dice un patrón al dispararse."""

BLOQUE, CODIGO, SID, ID = "b", "c", "sid", "id"
PATRONES_POR_BLOQUE = 48
EVENTOS_POR_DISPARO = 1000


@dataclass(frozen=True, slots=True)
class Patron(Generic[R]):
    """Qué resulta cuando un evento cumple `si` (o siempre) y ningún patrón de prioridad anterior."""

    nombre: str
    prioridad: int
    resultado: R
    si: Arbol | None = None


@dataclass(frozen=True, slots=True)
class Asunto(Generic[R]):
    """Un evento posible: su código, sus patrones y las propiedades que puede llevar."""

    codigo: int
    patrones: tuple[Patron[R], ...]
    propiedades: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bloque(Generic[R]):
    """Un conjunto de reglas; los patrones comunes valen para todos sus asuntos."""

    nombre: str
    numero: int
    asuntos: tuple[Asunto[R], ...]
    comunes: tuple[Patron[R], ...]

    def patrones(self) -> Iterator[Patron[R]]:
        """Los patrones de cada asunto y los comunes."""
        for asunto in self.asuntos:
            yield from asunto.patrones
        yield from self.comunes

    @property
    def resultados(self) -> Mapping[str, R]:
        """Patrón → lo que dice."""
        return {p.nombre: p.resultado for p in self.patrones()}

    def definicion(self) -> dict[str, dict[str, Any]]:
        """El conjunto como lo escribe durable-rules, sin las acciones."""
        del_bloque = igual(BLOQUE, self.numero)
        reglas = {
            patron.nombre: _regla(patron, [del_bloque, igual(CODIGO, asunto.codigo)])
            for asunto in self.asuntos
            for patron in asunto.patrones
        }
        return reglas | {p.nombre: _por_tandas(_regla(p, [del_bloque]), p) for p in self.comunes}


def _regla(patron: Patron[Any], cabeza: list[Arbol]) -> dict[str, Any]:
    arbol = y([*cabeza, *([] if patron.si is None else [patron.si])])
    return {"pri": patron.prioridad, "all": [{"m": a_durable(arbol)}]}


def _por_tandas(regla: dict[str, Any], patron: Patron[Any]) -> dict[str, Any]:
    """La regla, disparada una vez para muchos eventos: cada disparo de durable-rules cuesta.

    Solo si un evento la cumple por un único camino; por dos, vendría repetido en la misma tanda.
    """
    unico = patron.si is None or medir(patron.si).caminos == 1
    return {**regla, "cap": EVENTOS_POR_DISPARO} if unico else regla


def en_bloques(
    nombre: str,
    asuntos: Iterable[Asunto[R]],
    comunes: Sequence[Patron[R]],
    numeros: Iterator[int],
) -> list[Bloque[R]]:
    """Reparte los asuntos, en orden, en los bloques que hagan falta."""
    repartos: list[list[Asunto[R]]] = []
    quedan = 0
    for asunto in asuntos:
        if not repartos or len(asunto.patrones) > quedan:
            repartos.append([])
            quedan = PATRONES_POR_BLOQUE - len(comunes)
        repartos[-1].append(asunto)
        quedan -= len(asunto.patrones)
    return [
        Bloque(f"{nombre}-{i}", next(numeros), tuple(reparto), tuple(comunes))
        for i, reparto in enumerate(repartos)
    ]
