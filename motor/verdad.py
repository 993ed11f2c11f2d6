"""Lógica de tres valores (Kleene fuerte; S. C. Kleene, «Introduction to Metamathematics», 1952, § 64)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum


class Verdad(IntEnum):
    """El orden es el de Kleene: `no` < `desconocido` < `si`."""

    NO = 0
    DESCONOCIDO = 1
    SI = 2

    @classmethod
    def de(cls, dicho: bool | None) -> Verdad:
        """Pasa de sí, no o no se sabe a su valor."""
        return cls.DESCONOCIDO if dicho is None else cls.SI if dicho else cls.NO

    @property
    def nombre(self) -> str:
        """«si», «no» o «desconocido»."""
        return self.name.lower()


def todas(valores: Iterable[Verdad]) -> Verdad:
    """Mínimo."""
    return min(valores)


def alguna(valores: Iterable[Verdad]) -> Verdad:
    """Máximo."""
    return max(valores)


def negar(valor: Verdad) -> Verdad:
    """Cambia sí por no; lo desconocido sigue desconocido."""
    return Verdad(2 - valor)
