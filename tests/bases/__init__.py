"""Bases de reglas inventadas con que se prueban el lenguaje y el motor."""

from pathlib import Path

PANADERIA = Path(__file__).parent / "panaderia"
