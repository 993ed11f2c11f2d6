"""Hojas de Excel que se pueden imprimir: título, encabezado fijo, anchos y texto ajustado.

Todo texto se escribe con write_string: lo que alguien escribió nunca se vuelve fórmula ni enlace. Las
fórmulas son solo las que escribe el programa.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from autodiagnostico.sello import EXPLICACION, Sello, etiquetas


@dataclass(frozen=True, slots=True)
class Formula:
    """Una fórmula del programa: `{fila}` es su fila, y `valor`, lo que da, para quien no la calcule.

    Nunca lleva texto escrito por alguien. `formato` vacío es el de su columna.
    """

    texto: str
    valor: int | float
    formato: str = ""


Celda = str | int | float | date | Formula | None
MAXIMO_DE_CELDA = 32_767
_CARTA = 1
_RENGLON, _AIRE, _ALTO_MAXIMO = 13.0, 2.0, 409.0
"""Puntos: lo que ocupa un renglón, lo que sobra, y lo más alto que admite una fila."""
_LETRAS = 1.1
"""Cuántas letras caben por unidad de ancho; cada programa usa su letra."""


@dataclass(frozen=True, slots=True)
class Columna:
    """El encabezado de una columna y su ancho en caracteres; con `nombre`, las fórmulas la nombran por él."""

    titulo: str
    ancho: int
    formato: str = "texto"
    nombre: str = ""


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
    "marca": {**_BASE, "bold": True, "font_size": 11, "font_color": "#8A3B00"},
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
    "diezmilesimas": {**_TABLA, "align": "right", "num_format": "0.0000"},
    "porcentaje": {**_TABLA, "align": "right", "num_format": "0 %"},
    "pesos": {**_TABLA, "align": "right", "num_format": "#,##0"},
    "fecha": {**_TABLA, "align": "left", "num_format": "dd/mm/yyyy"},
}


def escribir_libro(titulo: str, hojas: Iterable[Hoja], marca: str = "", sello: Sello | None = None) -> bytes:
    """El libro, listo para descargar; la `marca` va bajo el título de cada hoja y en lo impreso.

    El `sello` va en sus propiedades y en una última hoja, con el hueco donde irá la huella del contenido.
    """
    import xlsxwriter

    salida = io.BytesIO()
    libro = xlsxwriter.Workbook(salida, {"in_memory": True})
    libro.set_properties({"title": titulo})
    for nombre, valor in sello.propiedades().items() if sello else ():
        libro.set_custom_property(nombre, valor, "text")
    formatos = {nombre: libro.add_format(f) for nombre, f in _FORMATOS.items()}
    for hoja in (*hojas, *([_verificacion(sello)] if sello else [])):
        for nombre, lugar in _escribir_hoja(libro.add_worksheet(hoja.nombre), hoja, formatos, marca).items():
            libro.define_name(nombre, f"='{hoja.nombre}'!{lugar}")
    libro.close()
    return salida.getvalue()


def _verificacion(sello: Sello) -> Hoja:
    columnas = [Columna("Dato", 32), Columna("Valor", 70)]
    notas = textwrap.wrap(EXPLICACION, 100)
    return Hoja("Verificación", "Verificación de este informe", notas, columnas, etiquetas(sello))


def _escribir_hoja(pagina: Any, hoja: Hoja, formatos: dict[str, Any], marca: str) -> dict[str, str]:
    """Escribe la hoja y dice dónde quedaron los datos de cada columna con nombre."""
    pagina.write_string(0, 0, hoja.titulo, formatos["titulo"])
    pagina.set_row(0, 24)
    notas = [*([(marca, "marca")] if marca else []), *((nota, "nota") for nota in hoja.notas)]
    for numero, (nota, formato) in enumerate(notas, start=1):
        pagina.write_string(numero, 0, nota, formatos[formato])
    encabezado = len(notas) + 2
    for indice, columna in enumerate(hoja.columnas):
        pagina.set_column(indice, indice, columna.ancho)
        pagina.write_string(encabezado, indice, columna.titulo, formatos["encabezado"])
    pagina.set_row(encabezado, _alto(hoja.columnas, [c.titulo for c in hoja.columnas]))
    ultima = encabezado
    for fila in hoja.filas:
        ultima += 1
        pagina.set_row(ultima, _alto(hoja.columnas, fila))
        for indice, (columna, celda) in enumerate(zip(hoja.columnas, fila, strict=True)):
            _escribir_celda(pagina, (ultima, indice), celda, formatos, columna.formato)
    if ultima == encabezado:
        pagina.write_string(encabezado + 1, 0, hoja.vacia, formatos["nota"])
    else:
        pagina.autofilter(encabezado, 0, ultima, len(hoja.columnas) - 1)
    _preparar(pagina, hoja, encabezado, marca)
    return _nombres(hoja, encabezado + 1, max(ultima, encabezado + 1))


def _nombres(hoja: Hoja, primera: int, ultima: int) -> dict[str, str]:
    from xlsxwriter.utility import xl_range_abs

    return {c.nombre: xl_range_abs(primera, i, ultima, i) for i, c in enumerate(hoja.columnas) if c.nombre}


def _alto(columnas: Sequence[Columna], fila: Sequence[Celda]) -> float:
    """El alto que pide la celda más larga: no todos los programas lo calculan al abrir el libro."""
    renglones = (_renglones(t, c.ancho) for c, t in zip(columnas, fila, strict=True) if isinstance(t, str))
    return min(max(renglones, default=1) * _RENGLON + _AIRE, _ALTO_MAXIMO)


def _renglones(texto: str, ancho: int) -> int:
    caben = max(int(ancho * _LETRAS), 1)
    return sum(len(textwrap.wrap(parte, caben)) or 1 for parte in texto.splitlines()) or 1


def _escribir_celda(
    pagina: Any, lugar: tuple[int, int], celda: Celda, formatos: dict[str, Any], formato: str
) -> None:
    if celda is None:
        pagina.write_blank(*lugar, None, formatos["texto"])
    elif isinstance(celda, str):
        texto = celda if len(celda) <= MAXIMO_DE_CELDA else celda[: MAXIMO_DE_CELDA - 1] + "…"
        pagina.write_string(*lugar, texto, formatos["texto"])
    elif isinstance(celda, Formula):
        escrita = f"={celda.texto.format(fila=lugar[0] + 1)}"
        pagina.write_formula(*lugar, escrita, formatos[celda.formato or formato], celda.valor)
    elif isinstance(celda, date):
        pagina.write_datetime(*lugar, celda, formatos["fecha"])
    else:
        pagina.write_number(*lugar, celda, formatos[formato])


def _preparar(pagina: Any, hoja: Hoja, encabezado: int, marca: str) -> None:
    """Pantalla e impresión: encabezado fijo y repetido, carta apaisada, una página de ancho."""
    pagina.freeze_panes(encabezado + 1, hoja.fijas)
    pagina.hide_gridlines(2)
    pagina.set_landscape()
    pagina.set_paper(_CARTA)
    pagina.fit_to_pages(1, 0)
    pagina.repeat_rows(encabezado)
    pagina.set_margins(left=0.4, right=0.4, top=0.7 if marca else 0.5, bottom=0.6)
    impresa = marca.replace("&", "&&")
    if marca:
        pagina.set_header(f"&C&B{impresa}")
    pagina.set_footer(f"&L{hoja.nombre}&C{impresa}&RPágina &P de &N")
