"""Una gráfica de cada clase, con datos inventados."""

from __future__ import annotations

from datetime import date

from autodiagnostico.graficas import (
    Barra,
    Caja,
    Casilla,
    Grafica,
    Iniciativa,
    Medida,
    Origen,
    Pareja,
    Tarea,
    Umbral,
    barras,
    cajas,
    calor,
    dispersion,
    frente,
    gantt,
    linea,
)

ORIGEN = Origen("registro del horno", date(2026, 6, 30))
UMBRALES = [Umbral("1. Crudo", 0), Umbral("2. Dorado", 50)]


def de_cada_clase() -> dict[str, Grafica]:
    """Por el nombre de quien la hace."""
    horno, meson = Barra("Horno", 45.1, 60, "nivel 1"), Barra("Mesón & atención", 88, 88, "nivel 2")
    return {
        "barras": barras("Madurez del pan", [horno, meson], UMBRALES, ORIGEN),
        "linea": linea(
            "Pan por año",
            [Medida("Horno", "2024", 20), Medida("Horno", "2025", None), Medida("Horno", "2026", 35.5)],
            ORIGEN,
        ),
        "cajas": cajas("Reparto del pan", [Caja("Horno", 9, 5, 10, 20, 30, 44)], ORIGEN),
        "calor": calor(
            "Pan por local",
            [Casilla("La Espiga", "Horno", 0.75, "dorado"), Casilla("El Trigo", "Horno", None, "sin dato")],
            ORIGEN,
            "La Espiga va adelante.",
        ),
        "frente": frente(
            "El pan, según otros", [Pareja("Horno", 90, 20, 45.5), Pareja("Mesón", 30, 30, 30)], ORIGEN
        ),
        "gantt": gantt(
            "El plan del pan",
            [
                Tarea("Comprar harina", date(2026, 2, 1), date(2026, 5, 30), 1, "hecha"),
                Tarea("Limpiar el horno", date(2026, 3, 1), date(2026, 6, 1), 0.4, "atrasada", alerta=True),
            ],
            ORIGEN,
        ),
        "dispersion": dispersion(
            "Qué hornear primero",
            [Iniciativa("Pan de sal", 2, 8, "Deber"), Iniciativa("Torta de bodas", 9, 10, "Mejora")],
            ORIGEN,
        ),
    }
