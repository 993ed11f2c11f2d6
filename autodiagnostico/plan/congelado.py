"""El plan aprobado, como se guarda y como se vuelve a leer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from fractions import Fraction
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
        "escenarios": {c: _logro_en_json(logro) for c, logro in corte.escenarios.items()},
        "total": _logro_en_json(corte.total),
        "acciones": list(corte.acciones),
    }


def _logro_en_json(logro: Logro) -> dict[str, Any]:
    """El índice va exacto, como fracción: redondearlo aquí podría cruzar un umbral."""
    return {"indice": None if logro.indice is None else str(logro.indice), "nivel": logro.nivel}


def _logro(guardado: Mapping[str, Any]) -> Logro:
    indice = guardado["indice"]
    return Logro(None if indice is None else Fraction(indice), guardado["nivel"])


def prometida(contenido: Mapping[str, Any]) -> tuple[Corte, ...]:
    """La madurez prometida de un plan congelado."""
    return tuple(
        Corte(
            hasta=date.fromisoformat(c["hasta"]),
            escenarios={codigo: _logro(suyo) for codigo, suyo in c["escenarios"].items()},
            total=_logro(c["total"]),
            acciones=tuple(c["acciones"]),
        )
        for c in contenido["prometida"]
    )
