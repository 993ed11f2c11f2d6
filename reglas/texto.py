"""Comparar textos como lo haría una persona."""

from __future__ import annotations

import unicodedata


def normalizar(texto: str) -> str:
    """El texto sin tildes, en minúsculas y con un solo espacio entre palabras."""
    sin_tildes = "".join(c for c in unicodedata.normalize("NFKD", texto) if not unicodedata.combining(c))
    return " ".join(sin_tildes.casefold().split())
