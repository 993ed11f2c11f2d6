"""Pedazos de frase que se repiten al explicar una propuesta."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

_MINIMO = Fraction(1, 10)


def dias(cuantos: int) -> str:
    """«1 día», «3 días»."""
    return f"{cuantos} {'día' if cuantos == 1 else 'días'}"


def pesos(cuantos: int) -> str:
    """«12.000.000 de pesos», «500 pesos»."""
    escrito = f"{cuantos:,}".replace(",", ".")
    return f"{escrito} {'de pesos' if cuantos and cuantos % 10**6 == 0 else 'pesos'}"


def decimal(exacto: Fraction) -> str:
    """«1,3», cortado: nunca dice más de lo que hay."""
    return f"{float(exacto * 10 // 1) / 10:.1f}".replace(".", ",")


def puntos(exacto: Fraction) -> str:
    """«1,3 puntos», «menos de 0,1 puntos»."""
    return "menos de 0,1 puntos" if exacto < _MINIMO else f"{decimal(exacto)} puntos"


def lista(cosas: Sequence[str], cuantas: int) -> str:
    """«A», «A y B», «A, B y 3 más»."""
    nombradas = list(cosas[:cuantas])
    if len(cosas) > cuantas:
        nombradas.append(f"{len(cosas) - cuantas} más")
    return " y ".join([", ".join(nombradas[:-1]), nombradas[-1]] if len(nombradas) > 1 else nombradas)
