"""Comparar textos como lo haría una persona."""

from __future__ import annotations

import unicodedata


class _Tildes(dict[int, int | None]):
    """Qué queda de cada carácter al quitar las tildes; cada uno se averigua una sola vez."""

    def __missing__(self, codigo: int) -> int | None:
        queda = None if unicodedata.combining(chr(codigo)) else codigo
        self[codigo] = queda
        return queda


_TILDES = _Tildes()


def normalizar(texto: str) -> str:
    """El texto sin tildes, en minúsculas y con un solo espacio entre palabras."""
    sin_tildes = unicodedata.normalize("NFKD", texto).translate(_TILDES)
    return " ".join(sin_tildes.casefold().split())
