"""Lo que dice un evaluador de un caso. Los dos evaluadores devuelven esta misma forma y se comparan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from motor.caso import Valor
from motor.verdad import Verdad
from reglas.condiciones import Referencia


class Estado(StrEnum):
    """Resultado de verificar una regla."""

    CUMPLE = "cumple"
    PARCIAL = "parcial"
    NO_CUMPLE = "no_cumple"
    EN_PLAZO = "en_plazo"
    NO_APLICA = "no_aplica"
    SIN_INFORMACION = "sin_informacion"


MEDIOS = 2
"""Los grados se cuentan en medios: 0 nada, 1 parcial, 2 pleno. Así las sumas son enteras y exactas."""


@dataclass(frozen=True, slots=True)
class Veredicto:
    """Estado de una regla y cotas de su grado, en medios; None en `no_aplica`."""

    estado: Estado
    medios_min: int | None
    medios_max: int | None
    vence: date | None = None


@dataclass(frozen=True, slots=True)
class Niveles:
    """Nivel demostrado y nivel que aún podría alcanzarse en un escenario."""

    minimo: int
    maximo: int


@dataclass(frozen=True, slots=True)
class Propuesta:
    """Una acción que conviene: sus requisitos directos pendientes y en qué tanda puede hacerse (1 = ya)."""

    pendientes: tuple[str, ...]
    horizonte: int


@dataclass(frozen=True)
class Lectura:
    """Todo lo que un evaluador deduce de un caso en una edición de la base.

    `niveles` solo trae los escenarios con peso aplicable. `leido` guarda, por regla y por hecho
    (`hecho.codigo`), los valores que se consumieron al deducirlo; de ahí sale el porqué. No se compara.
    """

    hechos: Mapping[str, Verdad]
    veredictos: Mapping[str, Veredicto]
    niveles: Mapping[str, Niveles]
    propuestas: Mapping[str, Propuesta]
    leido: Mapping[str, Mapping[Referencia, Valor | Verdad | None]] = field(
        default_factory=dict, compare=False
    )


def diferencias(una: Lectura, otra: Lectura) -> Iterator[str]:
    """En qué difieren dos lecturas, en palabras; nada si dicen lo mismo."""
    for campo in ("hechos", "veredictos", "niveles", "propuestas"):
        a, b = getattr(una, campo), getattr(otra, campo)
        for codigo in {**a, **b}:
            if a.get(codigo) != b.get(codigo):
                yield f"{campo} «{codigo}»: {a.get(codigo)} frente a {b.get(codigo)}"
