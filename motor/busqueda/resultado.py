"""Lo que se propone: cambios para subir de nivel y planes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
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
    """Una acción en su periodo, con lo que la entidad le haya cambiado.

    `cierra` son las reglas que con ella pasan a cumplirse; el costo va en pesos.
    """

    accion: str
    esfuerzo_dias: int
    cierra: tuple[str, ...]
    responsable: str = ""
    duracion_semanas: int | None = None
    costo: int = 0


@dataclass(frozen=True)
class Periodo:
    """Lo que se hace en un periodo, y la madurez y los deberes ya cumplidos al terminarlo."""

    numero: int
    hasta: date
    acciones: tuple[AccionDelPlan, ...]
    madurez: Madurez
    deberes: tuple[str, ...]

    @property
    def esfuerzo_dias(self) -> int:
        """Los días de sus acciones."""
        return sum(a.esfuerzo_dias for a in self.acciones)


class Urgencia(StrEnum):
    """Con qué prisa se persigue un deber, de la mayor a la menor."""

    VENCIDO = "vencido"
    """Se incumple y su plazo ya pasó."""

    POR_VENCER = "por_vencer"
    """Se incumple y su plazo pasa durante el plan."""

    INCUMPLIDO = "incumplido"
    """Se incumple y no tiene plazo, o pasa después del plan."""

    POR_SABER = "por_saber"
    """No se sabe si se cumple: un plan supone que no."""


class Causa(StrEnum):
    """Por qué una acción no entra en un plan."""

    PROHIBIDA = "prohibida"
    IMPOSIBLE = "imposible"
    """Con los recursos y los periodos que se dieron no cabe nunca."""

    SIN_LUGAR = "sin_lugar"
    """Cabría, pero lo que hay se usa en otras."""

    HECHA = "hecha"
    """Se fijó y ya no hace falta."""


@dataclass(frozen=True, slots=True)
class Fuera:
    """Por qué una acción no entra, y qué daría hecha al final del plan con lo que requiere.

    `cumple` son los deberes que cumpliría; `niveles`, cuántos subirían entre todos los escenarios, y `gana`,
    los puntos del índice global.
    """

    causa: Causa
    motivo: str
    cumple: tuple[str, ...] = ()
    niveles: int = 0
    gana: Fraction = Fraction(0)

    @property
    def provecho(self) -> tuple[int, int, Fraction]:
        """Cuánto daría, en el orden que persigue un plan."""
        return len(self.cumple), self.niveles, self.gana

    @property
    def conviene(self) -> bool:
        """Si haría mejor el plan."""
        return self.provecho > (0, 0, 0)


@dataclass(frozen=True)
class Plan:
    """Acciones por periodo. `brecha` es la de la última etapa no demostrada, de 0 a 1; 0 si es óptimo.

    `sin_demostrar` dice qué perseguía esa etapa. `deberes` son los que al empezar se podían cumplir. `fuera`
    dice por qué no entra cada acción que daría algo, de la que más a la que menos; `sin_provecho` son las
    demás.
    """

    brecha: Fraction
    sin_demostrar: str | None
    periodos: tuple[Periodo, ...]
    deberes: Mapping[str, Urgencia]
    fuera: Mapping[str, Fuera]
    sin_provecho: tuple[str, ...]

    @property
    def optimo(self) -> bool:
        """Si se demostró que no hay otro mejor."""
        return self.sin_demostrar is None

    @property
    def esfuerzo_dias(self) -> int:
        """Los días de todo lo que se hace."""
        return sum(p.esfuerzo_dias for p in self.periodos)
