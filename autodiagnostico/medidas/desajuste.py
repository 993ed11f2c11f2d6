"""Cuánto se aparta una medida de fuera del intervalo de la madurez. No cambia ningún puntaje."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from autodiagnostico.medidas.marco import marco


@dataclass(frozen=True, slots=True)
class Frente:
    """Una medida y el intervalo de madurez que tiene al frente; sin él, no hay con qué compararla."""

    valor: float
    minimo: Fraction | None = None
    maximo: Fraction | None = None

    @property
    def diferencia(self) -> Fraction | None:
        """Los puntos que sobresale del intervalo: positivos por encima, negativos por debajo, 0 dentro."""
        if self.minimo is None or self.maximo is None:
            return None
        valor = Fraction(str(self.valor))
        return max(valor - self.maximo, Fraction(0)) + min(valor - self.minimo, Fraction(0))

    @property
    def lejos(self) -> Fraction:
        """A cuántos puntos está del intervalo; sin él, 0."""
        return abs(self.diferencia or Fraction(0))

    @property
    def mirar(self) -> bool:
        """Si la diferencia llega a la declarada."""
        return self.lejos >= marco().desajuste.puntos
