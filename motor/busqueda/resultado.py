"""Lo que se propone: cambios para subir de nivel y planes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from motor.caso import Valor

GLOBAL = "global"
"""En lugar del código de un escenario: todos."""


@dataclass(frozen=True, slots=True)
class Cambio:
    """Un criterio que cambia.

    `reglas` son las de esos escenarios que lo leen y suben de grado. `acciones` son las que lo
    logran, con lo que requieren y falta; cada una se cuenta en el primer cambio que la necesita.
    """

    criterio: str
    de: Valor | None
    a: Valor
    reglas: tuple[str, ...]
    acciones: tuple[str, ...]
    esfuerzo_dias: int

    @property
    def tipo(self) -> str:
        """Lo que no se ha respondido se pregunta primero; lo que se sabe que falta es trabajo."""
        return "responder" if self.de is None else "hacer"


@dataclass(frozen=True, slots=True)
class SiguienteNivel:
    """El menor conjunto de cambios que sube un nivel, o por qué no lo hay.

    `optimo` dice si se demostró que no hay menos; `alternativas`, los demás que cuestan lo mismo, y
    `hay_mas`, si quedaron otros sin mostrar.
    """

    escenario: str
    nivel_actual: int | None
    nivel_meta: int | None
    alcanzable: bool
    motivo: str | None = None
    cambios: tuple[Cambio, ...] = ()
    optimo: bool = True
    alternativas: tuple[tuple[Cambio, ...], ...] = ()
    hay_mas: bool = False

    @property
    def esfuerzo_dias(self) -> int:
        """Los días de hacer todos los cambios."""
        return sum(c.esfuerzo_dias for c in self.cambios)


@dataclass(frozen=True, slots=True)
class Logro:
    """Índice y nivel demostrados; None si ninguna regla con peso aplica."""

    indice: Fraction | None
    nivel: int | None


@dataclass(frozen=True)
class Madurez:
    """La madurez de todos los escenarios y la global."""

    escenarios: Mapping[str, Logro]
    total: Logro


@dataclass(frozen=True, slots=True)
class AccionDelPlan:
    """Una acción en su periodo; `cierra` son las reglas que con ella pasan a cumplirse."""

    accion: str
    esfuerzo_dias: int
    cierra: tuple[str, ...]


@dataclass(frozen=True)
class Periodo:
    """Lo que se hace en un periodo y la madurez al terminarlo."""

    numero: int
    hasta: date
    acciones: tuple[AccionDelPlan, ...]
    madurez: Madurez

    @property
    def esfuerzo_dias(self) -> int:
        """Los días de sus acciones."""
        return sum(a.esfuerzo_dias for a in self.acciones)


@dataclass(frozen=True)
class Plan:
    """Acciones por periodo. `brecha` es la de la última etapa no demostrada, de 0 a 1; 0 si es óptimo.

    `fuera` dice por qué no entra cada acción pendiente que no entra.
    """

    brecha: Fraction
    periodos: tuple[Periodo, ...]
    fuera: Mapping[str, str]

    @property
    def optimo(self) -> bool:
        """Si se demostró que no hay otro mejor."""
        return self.brecha == 0
