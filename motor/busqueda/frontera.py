"""Cuánta madurez se alcanza con cada capacidad: las cifras con que una Mesa puede pedir gente."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from motor.busqueda.pedido import Pedido
from motor.busqueda.plan import LIMITE, planear
from motor.busqueda.resultado import Plan
from motor.caso import Caso
from motor.errores import PlanImposible, Problema
from reglas.catalogo import Catalogo


@dataclass(frozen=True)
class Punto:
    """El mejor plan con tantos días de trabajo en cada periodo; sin plan si lo fijado no cabe en ellos."""

    capacidad: int
    plan: Plan | None
    problemas: tuple[Problema, ...] = ()


def frontera(
    catalogo: Catalogo, caso: Caso, pedido: Pedido, capacidades: Iterable[int], limite: float = LIMITE
) -> Iterator[Punto]:
    """Un punto por capacidad, en el orden dado, sin cambiar lo demás.

    Lanza SinDemostrar y PromesaIncumplida como `planear`.
    """
    for dias in capacidades:
        con_esos = replace(pedido, capacidad=(dias,) * pedido.periodos)
        try:
            yield Punto(dias, planear(catalogo, caso, con_esos, limite))
        except PlanImposible as error:
            yield Punto(dias, None, error.problemas)
