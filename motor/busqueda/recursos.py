"""De qué gasta cada acción y cuánto hay en cada periodo: días de todos, días de un área, dinero."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from motor.busqueda.pedido import Pedido, area, misma_area
from reglas.fichas import Accion


@dataclass(frozen=True)
class Recurso:
    """Algo que se acaba. Sin `area` son los días de todos; `dinero` se guarda de un periodo a otro."""

    gasta: Mapping[str, int]
    hay: tuple[int, ...]
    area: str | None = None
    dinero: bool = False

    @property
    def acumulado(self) -> list[int]:
        """Lo que ha llegado hasta cada periodo."""
        return list(accumulate(self.hay))

    def cabe(self, accion: str, periodo: int) -> bool:
        """Si la acción sola cabe en un periodo, contado desde 0, cuando no se ha gastado nada."""
        hay = self.acumulado if self.dinero else self.hay
        return self.gasta.get(accion, 0) <= hay[periodo]

    def gastado(self, grupos: Sequence[Iterable[str]]) -> list[int]:
        """Lo que piden las acciones de cada periodo."""
        return [sum(self.gasta.get(a, 0) for a in grupo) for grupo in grupos]

    def libre(self, grupos: Sequence[Iterable[str]]) -> list[int]:
        """Lo que queda en cada periodo, negativo si falta; el dinero, sin quitárselo a los siguientes."""
        gastado = self.gastado(grupos)
        if not self.dinero:
            return [h - g for h, g in zip(self.hay, gastado, strict=True)]
        sobra = [h - g for h, g in zip(self.acumulado, accumulate(gastado), strict=True)]
        return [min(sobra[t:]) for t in range(len(sobra))]


def recursos(acciones: Mapping[str, Accion], pendientes: Iterable[str], pedido: Pedido) -> list[Recurso]:
    """Los de un pedido: primero los días de todos."""
    return list(_recursos({c: acciones[c] for c in pendientes}, pedido))


def _recursos(acciones: Mapping[str, Accion], pedido: Pedido) -> Iterator[Recurso]:
    dias = {c: a.esfuerzo_dias for c, a in acciones.items()}
    yield Recurso(dias, pedido.capacidad)
    for nombre, hay in pedido.areas.items():
        suyas = {c: dias[c] for c, a in acciones.items() if misma_area(area(a), nombre)}
        yield Recurso(suyas, hay, area=nombre)
    if pedido.presupuesto is not None:
        costos = {c: p.costo for c, p in pedido.propias.items() if c in acciones and p.costo}
        yield Recurso(costos, pedido.presupuesto, dinero=True)
