"""Los libros de Excel se leen igual en cualquier programa."""

import io

import openpyxl

from autodiagnostico.informes.libro import Columna, Hoja, escribir_libro

ALTO_CORRIENTE = 15
"""El de una fila que no dice el suyo."""


def alturas(*textos: str) -> list[float]:
    """El alto de cada fila de una hoja de una columna de veinte caracteres."""
    hoja = Hoja("H", "Título", [], [Columna("Texto", 20)], [[t] for t in textos])
    pagina = openpyxl.load_workbook(io.BytesIO(escribir_libro("Libro", [hoja])))["H"]
    return [pagina.row_dimensions[fila].height or ALTO_CORRIENTE for fila in range(4, 4 + len(textos))]


def test_cada_fila_tiene_el_alto_de_su_texto() -> None:
    """No todos los programas lo calculan al abrir: sin él, los renglones se montan unos sobre otros."""
    una, larga, partida, enorme = alturas("corto", "palabra " * 20, "a\nb\nc", "x" * 30_000)
    assert una < partida < larga < enorme
    assert enorme <= 409
