"""Los casos de un archivo, uno a uno, cada uno con el número de su línea o de su fila."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from autodiagnostico.entrada.archivos import MAXIMO_BYTES, abrir
from autodiagnostico.entrada.json_estricto import JsonInvalido, leer_json
from autodiagnostico.errores import ErrorDeEntrada
from autodiagnostico.lotes.celdas import Columnas, reconocer
from motor import Problema
from reglas import Catalogo

MARCA = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Renglon:
    """Un caso del lote: dónde estaba, sus datos y lo que ya se sabe que está mal en ellos."""

    lugar: str
    datos: Any
    problemas: tuple[Problema, ...] = ()
    de_tabla: bool = False


def leer_jsonl(archivo: Path, catalogo: Catalogo) -> Iterator[Renglon]:
    """Un caso por línea; las líneas en blanco no cuentan como casos."""
    with abrir(archivo) as abierto:
        for numero, linea in enumerate(_lineas(abierto), start=1):
            lugar = f"línea {numero}"
            contenido = linea.removeprefix(MARCA) if numero == 1 else linea
            if len(contenido) > MAXIMO_BYTES:
                mensaje = f"la línea pesa más de {MAXIMO_BYTES // 10**6} MB, lo máximo para un caso."
                yield Renglon(lugar, None, (Problema("documento", mensaje),))
            elif contenido.strip():
                yield _de_json(lugar, contenido)


def _lineas(abierto: BinaryIO) -> Iterator[bytes]:
    """Las líneas; de una desmedida se entrega solo el comienzo, sin guardar el resto en memoria."""
    while linea := abierto.readline(MAXIMO_BYTES + 2):
        resto = linea
        while len(resto) > MAXIMO_BYTES and not resto.endswith(b"\n"):
            resto = abierto.readline(MAXIMO_BYTES + 2) or b"\n"
        yield linea


def _de_json(lugar: str, contenido: bytes) -> Renglon:
    try:
        return Renglon(lugar, leer_json(contenido))
    except JsonInvalido as error:
        return Renglon(lugar, None, tuple(error.problemas))


def leer_csv(archivo: Path, catalogo: Catalogo) -> Iterator[Renglon]:
    """Una fila por caso. Lanza ErrorDeEntrada si el encabezado no sirve.

    Lo que no sea UTF-8 llega como sustitutos sueltos y se rechaza en su fila, sin perder las demás.
    """
    abrir(archivo).close()
    with archivo.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as abierto:
        encabezado = abierto.readline()
        separador = ";" if ";" in encabezado and "," not in encabezado else ","
        lector = csv.reader(chain([encabezado], abierto), delimiter=separador, strict=True)
        try:
            nombres = next(lector, [])
        except csv.Error as error:
            raise ErrorDeEntrada(str(archivo), [f"el encabezado está mal escrito: {error}."]) from error
        yield from _filas_de_csv(lector, _columnas(archivo, nombres, catalogo))


def _filas_de_csv(lector: Any, columnas: Columnas) -> Iterator[Renglon]:
    while True:
        lugar = f"línea {lector.line_num + 1}"
        try:
            fila = next(lector)
        except StopIteration:
            return
        except csv.Error as error:
            mal_escrita = Problema("fila", f"está mal escrita: {error}.", "comillas dobles en pares")
            yield Renglon(lugar, None, (mal_escrita,))
            continue
        if not any(celda.strip() for celda in fila):
            continue
        if len(fila) != len(columnas.nombres):
            mensaje = f"la fila tiene {len(fila)} celdas y el encabezado {len(columnas.nombres)}."
            yield Renglon(lugar, None, (Problema("fila", mensaje),))
            continue
        datos, problemas = columnas.caso(fila)
        yield Renglon(lugar, datos, tuple(problemas), de_tabla=True)


def leer_parquet(archivo: Path, catalogo: Catalogo) -> Iterator[Renglon]:
    """Una fila por caso. Lanza ErrorDeEntrada si el archivo o sus columnas no sirven."""
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    abrir(archivo).close()
    try:
        tabla = ParquetFile(archivo)
        columnas = _columnas(archivo, tabla.schema_arrow.names, catalogo)
        numero = 0
        for bloque in tabla.iter_batches(batch_size=256):
            listas = [columna.to_pylist() for columna in bloque.columns]
            for fila in zip(*listas, strict=True):
                numero += 1
                datos, problemas = columnas.caso(fila)
                yield Renglon(f"fila {numero}", datos, tuple(problemas), de_tabla=True)
    except (ArrowException, OSError) as error:
        raise ErrorDeEntrada(str(archivo), [f"no se puede leer como Parquet ({error})."]) from error


def _columnas(archivo: Path, nombres: list[str], catalogo: Catalogo) -> Columnas:
    columnas, problemas = reconocer(nombres, catalogo)
    if problemas:
        raise ErrorDeEntrada(str(archivo), problemas)
    return columnas


LECTORES = {".jsonl": leer_jsonl, ".csv": leer_csv, ".parquet": leer_parquet}
