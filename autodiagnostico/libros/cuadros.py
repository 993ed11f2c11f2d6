"""Un cuadro que vino de fuera, en Excel o en CSV: sus títulos y sus filas, sin creerle nada a nadie.

Lo que parece una fórmula en un CSV es texto; una fórmula de Excel se dice y no se calcula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from autodiagnostico.entrada.archivos import falla_de_csv
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.libros.apertura import MAXIMO_BYTES, LibroInvalido, abrir_libro
from autodiagnostico.libros.celdas import VACIO, Crudo
from autodiagnostico.libros.defectos import DefectoDeCelda, decir_defectos
from autodiagnostico.libros.hojas import celdas, letra
from autodiagnostico.libros.separados import TextoInvalido, leer_texto

EXTENSIONES = (".xlsx", ".csv")
MAXIMO_FILAS = 20_000
MAXIMO_COLUMNAS = 100
_FILAS_ANTES = 20
"""Hasta qué fila se busca el renglón de los títulos."""
_TITULOS_MINIMOS = 2

Fila = tuple[int, tuple[Crudo, ...]]
"""El número de la fila en el archivo y sus celdas, tantas como títulos."""


class ErrorDeArchivo(ErrorDeServicio):
    """El archivo no se puede usar; `defectos` los trae todos."""

    def __init__(self, defectos: Iterable[DefectoDeCelda]) -> None:
        self.defectos = tuple(defectos)
        super().__init__(decir_defectos("El archivo", self.defectos))


@dataclass(frozen=True, slots=True)
class Cuadro:
    """Un cuadro leído. `titulos` son textos, vacío el de una columna que no lo tiene.

    `como` dice de qué hoja salió o, de un CSV, en qué estaba escrito y qué separaba sus columnas.
    """

    hoja: str
    titulos: tuple[str, ...]
    filas: tuple[Fila, ...]
    como: str

    def letra(self, columna: int) -> str:
        """La letra de una columna, si es de un libro; de un CSV, ninguna."""
        return letra(columna) if self.hoja else ""


def no_sirve(mensaje: str, admite: str = "") -> ErrorDeArchivo:
    """El archivo entero no sirve."""
    return ErrorDeArchivo([DefectoDeCelda(mensaje, admite=admite)])


def leer_cuadro(nombre: str, contenido: bytes) -> Cuadro:
    """El cuadro de la primera hoja, o del CSV. Lanza ErrorDeArchivo."""
    extension = PurePosixPath(nombre).suffix.lower()
    if extension not in EXTENSIONES:
        raise no_sirve(f"No se sabe leer «{nombre}».", ", ".join(EXTENSIONES))
    if len(contenido) > MAXIMO_BYTES:
        raise no_sirve(f"El archivo pesa más de {MAXIMO_BYTES // 10**6} MB.")
    return _del_libro(contenido) if extension == ".xlsx" else _del_csv(contenido)


def _del_libro(contenido: bytes) -> Cuadro:
    try:
        libro = abrir_libro(contenido)
    except LibroInvalido as error:
        raise no_sirve(str(error), "un libro .xlsx") from error
    hoja = next((h for h in libro.worksheets if h.sheet_state == "visible"), None)
    if hoja is None:
        raise no_sirve("El libro no tiene hojas a la vista.")
    if hoja.max_row > MAXIMO_FILAS or hoja.max_column > MAXIMO_COLUMNAS:
        mensaje = f"La hoja tiene {hoja.max_row} filas y {hoja.max_column} columnas."
        raise no_sirve(mensaje, f"hasta {MAXIMO_FILAS} filas y {MAXIMO_COLUMNAS} columnas")
    como = f"de la hoja «{hoja.title}» del libro"
    return _armar(hoja.title, celdas(hoja, hoja.max_column, hoja.max_row), como)


def _del_csv(contenido: bytes) -> Cuadro:
    try:
        texto = leer_texto(contenido)
    except TextoInvalido as error:
        raise no_sirve(str(error), error.admite) from error
    lector = csv.reader(io.StringIO(texto.contenido, newline=""), delimiter=texto.separador, strict=True)
    filas = []
    try:
        for fila in lector:
            filas.append((texto.salteados + lector.line_num, [Crudo(c, "s") for c in fila]))
            if len(filas) > MAXIMO_FILAS or len(fila) > MAXIMO_COLUMNAS:
                raise no_sirve(
                    "El archivo es demasiado grande.",
                    f"hasta {MAXIMO_FILAS} filas y {MAXIMO_COLUMNAS} columnas",
                )
    except csv.Error as error:
        linea = texto.salteados + lector.line_num
        raise no_sirve(f"La línea {linea} está mal escrita: {falla_de_csv(error)}.", "un CSV") from error
    return _armar("", iter(filas), texto.como)


def _armar(hoja: str, filas: Iterator[tuple[int, list[Crudo]]], como: str) -> Cuadro:
    """Los títulos son los de la primera fila que trae más de uno; lo de antes es el encabezado de la hoja."""
    for numero, fila in filas:
        titulos = [c.visto if isinstance(c.valor, str) else "" for c in fila]
        if sum(bool(t) for t in titulos) >= _TITULOS_MINIMOS:
            ancho = max(i for i, t in enumerate(titulos) if t) + 1
            datos = tuple((n, _ajustar(f, ancho)) for n, f in filas if any(not c.vacio for c in f))
            if not datos:
                raise no_sirve("El archivo trae títulos, pero ninguna fila debajo.")
            return Cuadro(hoja, tuple(titulos[:ancho]), datos, como)
        if numero >= _FILAS_ANTES:
            break
    raise no_sirve("No se encuentra la fila con los títulos de las columnas.")


def _ajustar(fila: list[Crudo], ancho: int) -> tuple[Crudo, ...]:
    return (*fila[:ancho], *([VACIO] * (ancho - len(fila))))
