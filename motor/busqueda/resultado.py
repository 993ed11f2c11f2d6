"""Lo que se propone: cambios para subir de nivel y planes."""

from __future__ import annotations

from dataclasses import dataclass

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
