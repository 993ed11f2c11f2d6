"""Los casos de un archivo, por trozos, cada uno con el número de su línea o de su fila.

Una tabla puede traer columnas de varias bases: cada una lee las suyas.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from autodiagnostico.entrada.archivos import MAXIMO_BYTES, abrir, falla_de_csv
from autodiagnostico.errores import ErrorDeEntrada
from autodiagnostico.lotes.celdas import Columnas, reconocer
from autodiagnostico.lotes.trozos import Lineas, Lugares, Renglon, Tabla, Trozo
from motor import Problema
from reglas import Catalogo

MARCA = b"\xef\xbb\xbf"
BYTES_POR_TROZO = 20_000_000
"""Con casos muy grandes, un trozo lleva menos: su memoria no depende de lo que traigan."""


def leer_jsonl(archivo: Path, catalogos: Sequence[Catalogo], casos: int) -> Iterator[Lineas]:
    """Un caso por línea; las líneas en blanco no cuentan como casos."""
    with abrir(archivo) as abierto:
        total = max(1, archivo.stat().st_size)
        juntas: list[tuple[int, bytes | Problema]] = []
        peso = 0
        for numero, linea in enumerate(_lineas(abierto), start=1):
            contenido = linea.removeprefix(MARCA) if numero == 1 else linea
            if not contenido.strip():
                continue
            juntas.append((numero, _desmedida() if len(contenido) > MAXIMO_BYTES else contenido))
            peso += len(contenido)
            if len(juntas) == casos or peso > BYTES_POR_TROZO:
                yield _en_lineas(juntas, abierto.tell() / total)
                juntas, peso = [], 0
        if juntas:
            yield _en_lineas(juntas, 1)


def _en_lineas(juntas: list[tuple[int, bytes | Problema]], avance: float) -> Lineas:
    numeros, lineas = zip(*juntas, strict=True)
    return Lineas(Lugares("línea", numeros), lineas, avance)


def _lineas(abierto: BinaryIO) -> Iterator[bytes]:
    """Las líneas; de una desmedida se entrega solo el comienzo, sin guardar el resto en memoria."""
    while linea := abierto.readline(MAXIMO_BYTES + 2):
        resto = linea
        while len(resto) > MAXIMO_BYTES and not resto.endswith(b"\n"):
            resto = abierto.readline(MAXIMO_BYTES + 2) or b"\n"
        yield linea


def _desmedida() -> Problema:
    peso = f"la línea pesa más de {MAXIMO_BYTES // 10**6} MB, lo máximo para un caso."
    return Problema("documento", peso)


def leer_csv(archivo: Path, catalogos: Sequence[Catalogo], casos: int) -> Iterator[Tabla]:
    """Una fila por caso. Lanza ErrorDeEntrada si el encabezado no sirve.

    Lo que no sea UTF-8 llega como sustitutos sueltos y se rechaza en su fila, sin perder las demás.
    """
    with (
        abrir(archivo) as crudo,
        TextIOWrapper(crudo, encoding="utf-8-sig", errors="surrogateescape", newline="") as abierto,
    ):
        total = max(1, archivo.stat().st_size)
        encabezado = abierto.readline()
        separador = ";" if ";" in encabezado and "," not in encabezado else ","
        lector = csv.reader(chain([encabezado], abierto), delimiter=separador, strict=True)
        try:
            nombres = next(lector, [])
        except csv.Error as error:
            problema = f"el encabezado está mal escrito: {falla_de_csv(error)}."
            raise ErrorDeEntrada(str(archivo), [problema]) from error
        columnas = _columnas(archivo, nombres, catalogos)
        filas = _filas_de_csv(lector, columnas)
        while juntas := [fila for _, fila in zip(range(casos), filas, strict=False)]:
            yield _tabla(juntas, columnas, crudo.tell() / total)


def _filas_de_csv(lector: Any, columnas: Columnas) -> Iterator[tuple[int, list[str] | Problema]]:
    """Cada fila con su línea, o lo que está mal en su escritura."""
    while True:
        numero = lector.line_num + 1
        try:
            fila = next(lector)
        except StopIteration:
            return
        except csv.Error as error:
            mensaje = f"está mal escrita: {falla_de_csv(error)}."
            yield numero, Problema("fila", mensaje, "comillas dobles en pares")
            continue
        if not any(celda.strip() for celda in fila):
            continue
        if len(fila) != len(columnas.nombres):
            mensaje = f"la fila tiene {len(fila)} celdas y el encabezado {len(columnas.nombres)}."
            yield numero, Problema("fila", mensaje)
            continue
        yield numero, fila


def _tabla(filas: list[tuple[int, list[str] | Problema]], columnas: Columnas, avance: float) -> Tabla:
    import pyarrow as pa

    vacia = [""] * len(columnas.nombres)
    aparte: dict[int, Renglon] = {}
    enteras = []
    lugares = Lugares("línea", [numero for numero, _ in filas])
    for i, (_, fila) in enumerate(filas):
        if isinstance(fila, Problema):
            aparte[i] = Renglon(lugares[i], None, (fila,))
        elif _con_sustitutos(fila):
            datos, problemas = columnas.caso(fila)
            aparte[i] = Renglon(lugares[i], datos, tuple(problemas), de_tabla=True)
        enteras.append(vacia if i in aparte or isinstance(fila, Problema) else fila)
    en_arrow = tuple(pa.array(celdas, pa.string()) for celdas in zip(*enteras, strict=True))
    return Tabla(lugares, columnas.nombres, en_arrow, aparte, avance)


def _con_sustitutos(fila: list[str]) -> bool:
    """Si algo no estaba en UTF-8: llega como sustitutos sueltos, que Arrow no guarda."""
    try:
        "".join(fila).encode()
    except UnicodeEncodeError:
        return True
    return False


def leer_parquet(archivo: Path, catalogos: Sequence[Catalogo], casos: int) -> Iterator[Tabla]:
    """Una fila por caso. Lanza ErrorDeEntrada si el archivo o sus columnas no sirven."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

    abrir(archivo).close()
    try:
        esquema = ParquetFile(archivo).schema_arrow
        columnas = _columnas(archivo, esquema.names, catalogos)
        # Un texto repetido llega como el número de su lugar en un diccionario: no se copia una vez por fila.
        textos = [campo.name for campo in esquema if pa.types.is_string(campo.type)]
        tabla = ParquetFile(archivo, read_dictionary=textos)
        leidas, total = 0, max(1, tabla.metadata.num_rows)
        for bloque in tabla.iter_batches(batch_size=casos):
            lugares = Lugares("fila", range(leidas + 1, leidas + bloque.num_rows + 1))
            leidas += bloque.num_rows
            yield Tabla(lugares, columnas.nombres, tuple(bloque.columns), {}, leidas / total)
    except (pa.ArrowException, OSError) as error:
        problema = "no se puede leer como Parquet: está dañado, está cortado o es de otro formato."
        raise ErrorDeEntrada(str(archivo), [problema]) from error


def _columnas(archivo: Path, nombres: list[str], catalogos: Sequence[Catalogo]) -> Columnas:
    columnas, problemas = reconocer(nombres, *catalogos)
    if problemas:
        raise ErrorDeEntrada(str(archivo), problemas)
    return columnas


LECTORES: dict[str, Callable[[Path, Sequence[Catalogo], int], Iterator[Trozo]]] = {
    ".jsonl": leer_jsonl,
    ".csv": leer_csv,
    ".parquet": leer_parquet,
}
