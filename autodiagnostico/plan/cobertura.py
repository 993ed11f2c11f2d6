"""Lo que al plan le falta: escenarios sin acción, políticas sin mecanismo y requisitos que no están."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from autodiagnostico.plan.fichas import ItemDePlan, Mecanismo
from autodiagnostico.plan.pasos import EstadoDeItem
from reglas import Catalogo


def sin_accion(catalogo: Catalogo, items: Iterable[ItemDePlan]) -> list[str]:
    """Los escenarios para los que el plan no trae nada, en el orden del catálogo; lo no hecho no cuenta."""
    con_algo = {e for i in items if i.estado is not EstadoDeItem.NO_HECHO for e in i.dicho.escenarios}
    return [codigo for codigo in catalogo.escenarios if codigo not in con_algo]


def sin_mecanismo(catalogo: Catalogo, mecanismos: Iterable[Mecanismo]) -> list[str]:
    """Las políticas que no tienen ningún mecanismo; las transversales no se cuentan."""
    con_alguno = {m.politica for m in mecanismos}
    return [c for c, p in catalogo.politicas.items() if not p.transversal and c not in con_alguno]


def requisitos_que_faltan(
    catalogo: Catalogo, items: Sequence[ItemDePlan], pendientes: Iterable[str]
) -> Mapping[int, tuple[str, ...]]:
    """De cada renglón, por su id, las acciones que requiere, siguen pendientes y no están en el plan."""
    en_el_plan, faltan = {i.accion for i in items}, set(pendientes)
    halladas = {}
    for item in items:
        accion = catalogo.acciones.get(item.accion or "")
        suyos = tuple(r for r in accion.requiere if r in faltan and r not in en_el_plan) if accion else ()
        if suyos:
            halladas[item.id] = suyos
    return halladas
