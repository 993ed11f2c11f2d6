"""Cuánto se aparta una medida de fuera del intervalo de la madurez. No cambia ningún puntaje."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from autodiagnostico.medidas.marco import GLOBAL, marco


class ConIntervalo(Protocol):
    """Lo que hace falta de una madurez: entre qué valores está."""

    @property
    def indice_min(self) -> Fraction | None: ...
    @property
    def indice_max(self) -> Fraction | None: ...


@dataclass(frozen=True, slots=True)
class Frente:
    """Una medida y, si se puede comparar, el intervalo de madurez que tiene al frente.

    `contra` es «global» o el código de un escenario. `diferencia` es cuánto sobresale la medida del
    intervalo: positiva por encima, negativa por debajo, 0 dentro; None si no hay con qué comparar.
    """

    valor: float
    contra: str | None = None
    minimo: Fraction | None = None
    maximo: Fraction | None = None

    @property
    def diferencia(self) -> Fraction | None:
        """Los puntos que quedan por fuera."""
        if self.minimo is None or self.maximo is None:
            return None
        valor = Fraction(str(self.valor))
        return max(valor - self.maximo, Fraction(0)) + min(valor - self.minimo, Fraction(0))

    @property
    def mirar(self) -> bool:
        """Si la diferencia llega a la declarada."""
        return self.diferencia is not None and abs(self.diferencia) >= marco().desajuste.puntos


def poner_al_frente(
    ambito: str,
    valor: float,
    escenarios: Mapping[str, ConIntervalo] | None,
    madurez_global: ConIntervalo | None,
) -> Frente:
    """Una medida con el intervalo que le toca; sin madurez a la vista, sola."""
    contra = marco().desajuste.compara.get(ambito)
    suyo = madurez_global if contra == GLOBAL else (escenarios or {}).get(contra or "")
    if suyo is None:
        return Frente(valor, contra)
    return Frente(valor, contra, suyo.indice_min, suyo.indice_max)
