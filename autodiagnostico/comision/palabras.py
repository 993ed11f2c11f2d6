"""Cómo se dicen el estado y la sesión de una entrega."""

from __future__ import annotations

from autodiagnostico.comision.modelo import Estado
from autodiagnostico.comision.seguimiento import Entrega

ESTADOS = {
    Estado.POR_EMPEZAR: "Por empezar",
    Estado.EN_CURSO: "En curso",
    Estado.CUMPLIDA: "Cumplida",
    Estado.APLAZADA: "Aplazada",
}
NO_LO_DICE = "El plan no lo dice"


def sesion_en_palabras(entrega: Entrega) -> str:
    """«Febrero», o lo que el plan diga en lugar de una fecha."""
    return entrega.sesion.capitalize() or entrega.fila.observaciones or "Sin sesión en el plan"
