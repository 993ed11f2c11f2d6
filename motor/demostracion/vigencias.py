"""Cada parámetro tiene un solo valor cada día: dos que empiezan a la vez se estorban."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from motor.demostracion.banco import Banco, Tareas, defecto
from motor.demostracion.resultado import Observacion
from reglas.fichas import Parametro
from reglas.palabras import fecha_en_palabras


def tareas(banco: Banco) -> Tareas:
    """Una por parámetro; de las reglas no hay versiones que comparar."""
    for codigo, parametro in banco.edicion.catalogo.parametros.items():
        yield f"parametro.{codigo}", partial(_examinar, parametro)


def _examinar(parametro: Parametro) -> Iterator[Observacion]:
    for desde, veces in Counter(v.desde for v in parametro.valores).items():
        if veces > 1:
            dia = "sin fecha" if desde is None else f"desde el {fecha_en_palabras(desde)}"
            yield defecto(
                f"parametro.{parametro.codigo}",
                f"«{parametro.nombre}» tiene {veces} valores {dia}: no se sabe cuál vale.",
            )
