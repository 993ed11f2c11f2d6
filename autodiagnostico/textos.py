"""Buscar y decir textos."""

from __future__ import annotations

from reglas.texto import normalizar


def contiene(buscado: str, *donde: str) -> bool:
    """Si entre los textos están todas las palabras buscadas, sin importar tildes ni mayúsculas."""
    todo = normalizar(" ".join(donde))
    return all(palabra in todo for palabra in normalizar(buscado).split())


def como_frase(texto: str) -> str:
    """El mismo texto, con mayúscula al comienzo."""
    return texto[:1].upper() + texto[1:]


def cuantas(numero: int, una: str, varias: str) -> str:
    """«1 regla», «3 reglas»."""
    return f"{numero} {una if numero == 1 else varias}"
