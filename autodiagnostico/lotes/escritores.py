"""Los resultados de un lote, a un archivo que aparece completo o no aparece."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from autodiagnostico.salida import entera
from reglas import Catalogo

Escribir = Callable[[Any], object]
"""Escribe la salida de un trozo."""


@contextmanager
def escritor(salida: Path, catalogo: Catalogo) -> Iterator[Escribir]:
    """Con qué escribir cada trozo; al salir sin error, el archivo toma su nombre."""
    with entera(salida) as parcial, FORMATOS[salida.suffix.lower()](parcial, catalogo) as escribir:
        yield escribir


@contextmanager
def _jsonl(parcial: Path, catalogo: Catalogo) -> Iterator[Escribir]:
    with parcial.open("w", encoding="utf-8", newline="\n") as abierto:
        yield abierto.write


@contextmanager
def _csv(parcial: Path, catalogo: Catalogo) -> Iterator[Escribir]:
    from autodiagnostico.lotes.tablas import esquema_de

    with parcial.open("w", encoding="utf-8", newline="") as abierto:
        filas = csv.writer(abierto)
        filas.writerow(esquema_de(catalogo).names)
        yield lambda tabla: filas.writerows(zip(*(c.to_pylist() for c in tabla.columns), strict=True))


@contextmanager
def _parquet(parcial: Path, catalogo: Catalogo) -> Iterator[Escribir]:
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    from autodiagnostico.lotes.tablas import esquema_de

    esquema = esquema_de(catalogo)
    # El menor y el mayor estado de un bloque no ayudan a buscar, y calcularlos es casi la mitad del tiempo.
    con_extremos = [campo.name for campo in esquema if not pa.types.is_dictionary(campo.type)]
    # Sin el esquema de Arrow, quien lea ve textos: que los estados vayan numerados es asunto de aquí.
    with ParquetWriter(parcial, esquema, store_schema=False, write_statistics=con_extremos) as abierto:
        yield abierto.write_table


FORMATOS: dict[str, Callable[[Path, Catalogo], AbstractContextManager[Escribir]]] = {
    ".jsonl": _jsonl,
    ".csv": _csv,
    ".parquet": _parquet,
}
