"""Cómo se dicen el estado y la sesión de una entrega."""

from __future__ import annotations

from datetime import date

from autodiagnostico.comision.modelo import Estado
from autodiagnostico.comision.seguimiento import Entrega

ESTADOS = {
    Estado.POR_EMPEZAR: "Por empezar",
    Estado.EN_CURSO: "En curso",
    Estado.CUMPLIDA: "Cumplida",
    Estado.APLAZADA: "Aplazada",
}
VENCIO, SIN_REGISTRO = "Venció", "Pasó sin registro"
NO_LO_DICE = "El plan no lo dice"


def como_va(entrega: Entrega, dia: date) -> str:
    """Su estado; de lo que pasó sin que nadie dijera nada no se sabe si se hizo."""
    if not entrega.vencida(dia):
        return ESTADOS[entrega.estado]
    return VENCIO if entrega.historia else SIN_REGISTRO


def sesion_en_palabras(entrega: Entrega) -> str:
    """«Febrero», o lo que el plan diga en lugar de una fecha."""
    return entrega.sesion.capitalize() or entrega.fila.observaciones or "Sin sesión en el plan"
