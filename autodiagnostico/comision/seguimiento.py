"""Qué debe presentar cada fila del plan, cómo va y qué toca en la próxima sesión."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from autodiagnostico.comision.modelo import (
    CERRADOS,
    MESES,
    SIN_SESION,
    Anotada,
    Estado,
    FilaDelPlan,
    Plan,
    fin_de_la_sesion,
)


@dataclass(frozen=True, slots=True)
class Entrega:
    """Lo que una fila presenta en una sesión, o sin sesión si el plan no se la pone.

    `historia` va de lo más viejo a lo más reciente. `vence` es None si el plan no dice cuándo: eso no vence.
    """

    fila: FilaDelPlan
    sesion: str
    vence: date | None
    historia: tuple[Anotada, ...] = ()

    @property
    def ultima(self) -> Anotada | None:
        """Lo último que se dijo."""
        return self.historia[-1] if self.historia else None

    @property
    def estado(self) -> Estado:
        """El de lo último; sin nada dicho, por empezar."""
        return self.ultima.novedad.estado if self.ultima else Estado.POR_EMPEZAR

    def vencida(self, dia: date) -> bool:
        """Si pasó el mes de su sesión y no se ha cumplido ni aplazado."""
        return self.vence is not None and self.vence < dia and self.estado not in CERRADOS


@dataclass(frozen=True, slots=True)
class Seguido:
    """Un plan con sus entregas. `sueltas` son novedades de filas que este plan ya no trae.

    `cargado` dice si alguien lo cargó; si no, es el que trae el programa.
    """

    plan: Plan
    entregas: tuple[Entrega, ...]
    sueltas: tuple[Anotada, ...] = ()
    cargado: bool = False

    def de(self, fila: str) -> tuple[Entrega, ...]:
        """Las de una fila."""
        return tuple(e for e in self.entregas if e.fila.codigo == fila)

    def de_la_sesion(self, sesion: str) -> tuple[Entrega, ...]:
        """Lo que se presenta en una sesión."""
        return tuple(e for e in self.entregas if e.sesion == sesion)

    @property
    def sesiones(self) -> tuple[str, ...]:
        """Los meses en que el plan tiene algo, en el orden del año."""
        hay = {e.sesion for e in self.entregas}
        return tuple(m for m in MESES if m in hay)

    @property
    def de_genero(self) -> tuple[Entrega, ...]:
        """Las que tratan del enfoque de género y las que dijeron cómo lo incorporan."""
        return tuple(e for e in self.entregas if e.fila.genero or any(a.novedad.genero for a in e.historia))


def seguir(plan: Plan, anotadas: Iterable[Anotada], *, cargado: bool) -> Seguido:
    """El plan con lo que se ha dicho de cada fila; `anotadas`, de la más vieja a la más reciente."""
    historias: dict[tuple[str, str], list[Anotada]] = {}
    for una in anotadas:
        historias.setdefault((una.fila, una.novedad.sesion), []).append(una)
    entregas = [
        Entrega(
            fila,
            sesion,
            fin_de_la_sesion(plan.vigencia, sesion),
            tuple(historias.pop((fila.codigo, sesion), ())),
        )
        for fila in plan.filas
        for sesion in fila.sesiones or (SIN_SESION,)
    ]
    sueltas = sorted((a for suyas in historias.values() for a in suyas), key=lambda a: a.cuando)
    return Seguido(plan, tuple(entregas), tuple(sueltas), cargado)


@dataclass(frozen=True, slots=True)
class Proxima:
    """La próxima sesión de la que hay plan: qué presenta, y lo de antes que sigue sin cumplirse."""

    vigencia: int
    sesion: str
    hasta: date
    toca: tuple[Entrega, ...]
    atrasadas: tuple[Entrega, ...]
    sin_fecha: tuple[Entrega, ...]


def proxima(seguidos: Sequence[Seguido], dia: date) -> Proxima | None:
    """La que termina antes entre las que no han pasado; None si de ninguna hay plan."""
    vienen = [
        (vence, seguido, sesion)
        for seguido in seguidos
        for sesion in seguido.sesiones
        if (vence := fin_de_la_sesion(seguido.plan.vigencia, sesion)) is not None and vence >= dia
    ]
    if not vienen:
        return None
    hasta, suyo, sesion = min(vienen, key=lambda v: v[0])
    abiertas = [e for s in seguidos for e in s.entregas if e.estado not in CERRADOS]
    return Proxima(
        vigencia=suyo.plan.vigencia,
        sesion=sesion,
        hasta=hasta,
        toca=tuple(e for e in suyo.de_la_sesion(sesion) if e.estado not in CERRADOS),
        atrasadas=tuple(e for e in abiertas if e.vencida(dia)),
        sin_fecha=tuple(e for e in suyo.entregas if e.vence is None and e.estado not in CERRADOS),
    )
