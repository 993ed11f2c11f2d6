"""Hojas de Excel que se pueden imprimir: título, encabezado fijo, anchos y texto ajustado.

Todo texto se escribe con write_string: lo que alguien escribió nunca se vuelve fórmula ni enlace.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

Celda = str | int | float | date | None
MAXIMO_DE_CELDA = 32_767
_CARTA = 1


@dataclass(frozen=True, slots=True)
class Columna:
    """El encabezado de una columna y su ancho en caracteres."""

    titulo: str
    ancho: int
    formato: str = "texto"


@dataclass(frozen=True, slots=True)
class Hoja:
    """Una hoja con una tabla; `notas` van entre el título y el encabezado."""

    nombre: str
    titulo: str
    notas: Sequence[str]
    columnas: Sequence[Columna]
    filas: Iterable[Sequence[Celda]]
    vacia: str = "No hay nada que mostrar."
    fijas: int = 1
    """Cuántas columnas quedan a la vista al desplazarse."""


_AZUL = "#1F3A5F"
_BASE = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
_TABLA = {**_BASE, "border": 1, "border_color": "#C9D1DA"}
_FORMATOS: dict[str, dict[str, Any]] = {
    "titulo": {**_BASE, "bold": True, "font_size": 15, "font_color": _AZUL},
    "nota": {**_BASE, "font_color": "#44505C"},
    "encabezado": {
        **_TABLA,
        "bold": True,
        "text_wrap": True,
        "valign": "vcenter",
        "bg_color": _AZUL,
        "font_color": "#FFFFFF",
    },
    "texto": {**_TABLA, "text_wrap": True},
    "entero": {**_TABLA, "align": "right", "num_format": "0"},
    "decimal": {**_TABLA, "align": "right", "num_format": "0.0"},
    "porcentaje": {**_TABLA, "align": "right", "num_format": "0 %"},
    "fecha": {**_TABLA, "align": "left", "num_format": "dd/mm/yyyy"},
}


def escribir_libro(titulo: str, hojas: Iterable[Hoja]) -> bytes:
    """El libro, listo para descargar."""
    import xlsxwriter

    salida = io.BytesIO()
    libro = xlsxwriter.Workbook(salida, {"in_memory": True})
    libro.set_properties({"title": titulo})
    formatos = {nombre: libro.add_format(f) for nombre, f in _FORMATOS.items()}
    for hoja in hojas:
        _escribir_hoja(libro.add_worksheet(hoja.nombre), hoja, formatos)
    libro.close()
    return salida.getvalue()


def _escribir_hoja(pagina: Any, hoja: Hoja, formatos: dict[str, Any]) -> None:
    pagina.write_string(0, 0, hoja.titulo, formatos["titulo"])
    pagina.set_row(0, 24)
    for numero, nota in enumerate(hoja.notas, start=1):
        pagina.write_string(numero, 0, nota, formatos["nota"])
    encabezado = len(hoja.notas) + 2
    for indice, columna in enumerate(hoja.columnas):
        pagina.set_column(indice, indice, columna.ancho)
        pagina.write_string(encabezado, indice, columna.titulo, formatos["encabezado"])
    ultima = encabezado
    for fila in hoja.filas:
        ultima += 1
        for indice, (columna, celda) in enumerate(zip(hoja.columnas, fila, strict=True)):
            _escribir_celda(pagina, (ultima, indice), celda, formatos, columna.formato)
    if ultima == encabezado:
        pagina.write_string(encabezado + 1, 0, hoja.vacia, formatos["nota"])
    else:
        pagina.autofilter(encabezado, 0, ultima, len(hoja.columnas) - 1)
    _preparar(pagina, hoja, encabezado)


def _escribir_celda(
    pagina: Any, lugar: tuple[int, int], celda: Celda, formatos: dict[str, Any], formato: str
) -> None:
    if celda is None:
        pagina.write_blank(*lugar, None, formatos["texto"])
    elif isinstance(celda, str):
        texto = celda if len(celda) <= MAXIMO_DE_CELDA else celda[: MAXIMO_DE_CELDA - 1] + "…"
        pagina.write_string(*lugar, texto, formatos["texto"])
    elif isinstance(celda, date):
        pagina.write_datetime(*lugar, celda, formatos["fecha"])
    else:
        pagina.write_number(*lugar, celda, formatos[formato])


def _preparar(pagina: Any, hoja: Hoja, encabezado: int) -> None:
    """Pantalla e impresión: encabezado fijo y repetido, carta apaisada, una página de ancho."""
    pagina.freeze_panes(encabezado + 1, hoja.fijas)
    pagina.hide_gridlines(2)
    pagina.set_landscape()
    pagina.set_paper(_CARTA)
    pagina.fit_to_pages(1, 0)
    pagina.repeat_rows(encabezado)
    pagina.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    pagina.set_footer(f"&L{hoja.nombre}&RPágina &P de &N")
