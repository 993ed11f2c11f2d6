"""La inferencia en un proceso propio, para que una caída de durable-rules no tumbe la aplicación."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from autodiagnostico.obrero.supervisor import Obrero
from motor import Caso, inferencia
from motor.lectura import Lectura
from reglas import Edicion

__all__ = ["Obrero", "con_obrero", "inferir"]

_abiertos: list[Obrero] = []


@contextmanager
def con_obrero() -> Iterator[Obrero]:
    """Mientras dure, toda inferencia de este proceso la hace un obrero."""
    obrero = Obrero()
    _abiertos.append(obrero)
    try:
        yield obrero
    finally:
        _abiertos.remove(obrero)
        obrero.cerrar()


def inferir(edicion: Edicion, caso: Caso) -> Lectura:
    """La inferencia de un caso: en el obrero si hay uno abierto; si no, aquí mismo."""
    obrero = next(reversed(_abiertos), None)
    return inferencia.leer(edicion, caso) if obrero is None else obrero.leer(edicion, caso)
