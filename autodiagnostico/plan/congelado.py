"""El plan aprobado, como se guarda y como se vuelve a leer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from autodiagnostico.plan.fichas import Apartada, Corte, Logro

FORMATO = 1


def escribir(
    vigencia: int,
    reglas: Mapping[str, str],
    renglones: Iterable[Mapping[str, Any]],
    apartadas: Iterable[Apartada],
    prometida: Iterable[Corte],
) -> dict[str, Any]:
    """Todo lo que se aprueba, con la forma en que se congela."""
    return {
        "formato": FORMATO,
        "vigencia": vigencia,
        "reglas": dict(reglas),
        "renglones": [dict(r) for r in renglones],
        "apartadas": [asdict(a) | {"deberes": list(a.deberes)} for a in apartadas],
        "prometida": [_corte_en_json(c) for c in prometida],
    }


def _corte_en_json(corte: Corte) -> dict[str, Any]:
    return {
        "hasta": corte.hasta.isoformat(),
        "escenarios": {c: asdict(logro) for c, logro in corte.escenarios.items()},
        "total": asdict(corte.total),
        "acciones": list(corte.acciones),
    }


def prometida(contenido: Mapping[str, Any]) -> tuple[Corte, ...]:
    """La madurez prometida de un plan congelado."""
    return tuple(
        Corte(
            hasta=date.fromisoformat(c["hasta"]),
            escenarios={codigo: Logro(**logro) for codigo, logro in c["escenarios"].items()},
            total=Logro(**c["total"]),
            acciones=tuple(c["acciones"]),
        )
        for c in contenido["prometida"]
    )
