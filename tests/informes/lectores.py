"""Abrir un informe como lo abriría quien lo recibe."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdfium2
import pytest

_SOFFICE = shutil.which("soffice")
SI_HAY_LIBREOFFICE = pytest.mark.skipif(
    _SOFFICE is None, reason="no está LibreOffice para calcular las fórmulas"
)


def texto_pdf(contenido: bytes) -> str:
    """Lo que dice, con los renglones pegados."""
    pdf = pypdfium2.PdfDocument(contenido)
    paginas = (pdf[n].get_textpage().get_text_bounded() for n in range(len(pdf)))
    return " ".join(" ".join(paginas).split())


def texto_word(contenido: bytes) -> str:
    """Sus párrafos y sus celdas."""
    documento = docx.Document(io.BytesIO(contenido))
    celdas = (c.text for t in documento.tables for f in t.rows for c in f.cells)
    return " ".join(" ".join([*(p.text for p in documento.paragraphs), *celdas]).split())


def formulas_de(contenido: bytes) -> dict[tuple[str, str], str]:
    libro = openpyxl.load_workbook(io.BytesIO(contenido))
    return {
        (hoja.title, c.coordinate): str(c.value)
        for hoja in libro
        for fila in hoja.iter_rows()
        for c in fila
        if c.data_type == "f"
    }


def calculados_por_libreoffice(carpeta: Path, libros: dict[str, Any]) -> dict[str, Any]:
    """Los libros, sin lo que el programa había calculado, calculados por LibreOffice."""
    assert _SOFFICE is not None
    for nombre, libro in libros.items():
        libro.save(carpeta / f"{nombre}.xlsx")  # openpyxl no guarda lo calculado
    orden = [_SOFFICE, f"-env:UserInstallation=file://{carpeta}/perfil", "--headless", "--convert-to", "xlsx"]
    hechos = carpeta / "hechos"
    subprocess.run(
        [*orden, "--outdir", hechos, *sorted(carpeta.glob("*.xlsx"))], check=True, capture_output=True
    )
    return {n: openpyxl.load_workbook(hechos / f"{n}.xlsx", data_only=True) for n in libros}
