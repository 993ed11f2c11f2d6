"""Los informes del Distrito que hay, y lo que dicen siempre (`textos.yaml`)."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import Path

from autodiagnostico.informes.textos import Declarado, leer

_ARCHIVO = Path(__file__).with_name("textos.yaml")


class Cual(StrEnum):
    """Los que hay, en el orden en que se ofrecen."""

    FEBRERO = "febrero"
    JULIO = "julio"
    ANUAL = "anual"
    PRESENTACION = "presentacion"
    RECOMENDACIONES = "recomendaciones"


SESIONES = {Cual.FEBRERO: "febrero", Cual.JULIO: "julio"}
"""La sesión de la Comisión a la que va un consolidado semestral."""


def ano_de_la_sesion(cual: Cual, vigencia: int) -> int:
    """El del plan de la Comisión que va con un informe: en febrero se rinde el semestre anterior."""
    return vigencia + 1 if cual is Cual.FEBRERO else vigencia


@cache
def declarados() -> dict[Cual, Declarado]:
    """Los del programa, en su orden."""
    todos = leer(_ARCHIVO)
    return {cual: todos[cual] for cual in Cual}
