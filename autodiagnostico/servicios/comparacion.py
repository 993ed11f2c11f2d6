"""Comparación de entidades en una vigencia, para quien hace seguimiento al Modelo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from autodiagnostico.sala import Sala
from autodiagnostico.servicios.diagnosticos import FichaDeDiagnostico
from motor.resultado import MadurezDeEscenario, MadurezGlobal


@dataclass(frozen=True, slots=True)
class FilaDeComparacion:
    """Una entidad en la comparación; de un borrador solo se ve la cobertura."""

    diagnostico: FichaDeDiagnostico
    cobertura: Mapping[str, Fraction | None]
    cobertura_global: Fraction | None
    escenarios: Mapping[str, MadurezDeEscenario] | None
    madurez_global: MadurezGlobal | None
    contada: bool
    razon_no_contada: str


def comparar(sala: Sala, vigencia: int) -> list[FilaDeComparacion]:
    """Una fila por diagnóstico de la vigencia, por nombre de entidad."""
    raise NotImplementedError


def excel(sala: Sala, vigencia: int) -> bytes:
    """La comparación como libro de Excel."""
    raise NotImplementedError


def csv(sala: Sala, vigencia: int) -> bytes:
    """La comparación como CSV en UTF-8."""
    raise NotImplementedError
