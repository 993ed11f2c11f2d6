"""Repartir una lista larga en tandas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")


def tandas(cosas: Sequence[T], cuantas: int) -> Iterator[Sequence[T]]:
    """Las mismas cosas, de a `cuantas` y en su orden."""
    for desde in range(0, len(cosas), cuantas):
        yield cosas[desde : desde + cuantas]
