"""Buscar y decir textos."""

from __future__ import annotations

from reglas.texto import normalizar


def contiene(buscado: str, *donde: str) -> bool:
    """Si entre los textos están todas las palabras buscadas, sin importar tildes ni mayúsculas."""
    todo = normalizar(" ".join(donde))
    return all(palabra in todo for palabra in normalizar(buscado).split())


def cuantas(numero: int, una: str, varias: str) -> str:
    """«1 regla», «3 reglas»."""
    return f"{numero} {una if numero == 1 else varias}"
