"""Bases de reglas inventadas con que se prueban el lenguaje y el motor."""

from pathlib import Path

PANADERIA = Path(__file__).parent / "panaderia"
PANADERIA_NUEVA = Path(__file__).parent / "panaderia_nueva"
"""La misma panadería en su segunda versión, con la tabla que dice qué fue de cada pregunta."""
