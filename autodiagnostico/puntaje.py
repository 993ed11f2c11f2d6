"""Sumas sobre un resultado que el motor no trae hechas."""

from __future__ import annotations

from fractions import Fraction

from motor import Resultado


def cobertura_global(resultado: Resultado) -> Fraction | None:
    """La cobertura media de los escenarios que la tienen, con los pesos del índice global."""
    catalogo = resultado.edicion.catalogo
    con_peso = [
        (catalogo.escenarios[codigo].peso, e.cobertura)
        for codigo, e in resultado.escenarios.items()
        if e.cobertura is not None
    ]
    total = sum(peso for peso, _ in con_peso)
    return sum((peso * parte for peso, parte in con_peso), Fraction(0)) / total if total else None
