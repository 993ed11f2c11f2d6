"""Los informes de la Mesa que hay, y lo que dicen siempre (`textos.yaml`)."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import Path

from autodiagnostico.informes.textos import Declarado, leer

__all__ = ["Cual", "Declarado", "declarados"]

_ARCHIVO = Path(__file__).with_name("textos.yaml")


class Cual(StrEnum):
    """Los que hay, en el orden en que se ofrecen."""

    DIRECCION = "direccion"
    PTEP = "ptep"
    SEGUIMIENTO = "seguimiento"
    GESTION = "gestion"
    DIVULGACION = "divulgacion"
    PRESUPUESTO = "presupuesto"


@cache
def declarados() -> dict[Cual, Declarado]:
    """Los del programa, en su orden."""
    todos = leer(_ARCHIVO)
    return {cual: todos[cual] for cual in Cual}
