"""El plan que arma la Mesa: acciones con responsable, fecha y destino."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from autodiagnostico.sala import Sala
from autodiagnostico.servicios.diagnosticos import Diferido
from motor import Recomendacion, Resultado


@dataclass(frozen=True, slots=True)
class ItemDePlan:
    """Una acción que la Mesa llevó a un plan."""

    id: int
    accion: str
    titulo: str
    destino: str
    responsable: str
    fecha: date | None
    nota: str
    orden: int


def recomendaciones(
    sala: Sala, resultado: Resultado, diferidos: Mapping[str, Diferido]
) -> list[Recomendacion]:
    """Las que no atienden solo reglas diferidas."""
    raise NotImplementedError


def apartadas(sala: Sala, resultado: Resultado, diferidos: Mapping[str, Diferido]) -> list[Recomendacion]:
    """Las que solo atienden reglas diferidas."""
    raise NotImplementedError


def items(sala: Sala, diagnostico_id: int) -> list[ItemDePlan]:
    """El plan, en su orden."""
    raise NotImplementedError


def guardar_item(  # noqa: PLR0913 - un renglón del plan tiene estos campos
    sala: Sala,
    diagnostico_id: int,
    accion: str,
    destino: str,
    responsable: str,
    fecha: date | None,
    nota: str = "",
) -> ItemDePlan:
    """Agrega una acción al plan o cambia la que estaba."""
    raise NotImplementedError


def quitar_item(sala: Sala, diagnostico_id: int, accion: str) -> None:
    """Saca una acción del plan."""
    raise NotImplementedError


def excel(sala: Sala, diagnostico_id: int) -> bytes:
    """Libro con el plan, las recomendaciones y los resultados con su cita."""
    raise NotImplementedError
