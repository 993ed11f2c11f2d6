"""Un lote grande de la base real, como lo guardaría quien lleva muchas entidades y muchos años."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow.parquet import ParquetWriter

from reglas.catalogo import Catalogo
from reglas.clases import Clase
from reglas.fichas import Atributo, Criterio
from reglas.resolucion import claves_de

SEMILLA = 20260630
ENTIDADES = 6_500
CASOS = (1_000, 250_000, 1_000_000)
_FILAS = 100_000
_FALTAN = 0.2


def informe(catalogo: Catalogo) -> Iterator[str]:
    """Lo que tarda la orden entera, de Parquet a Parquet, lo que trabajan los procesadores y la memoria."""
    yield "evaluar-lote, de Parquet a Parquet"
    with TemporaryDirectory() as carpeta:
        for casos in CASOS:
            entrada = Path(carpeta) / f"{casos}.parquet"
            escribir(entrada, catalogo, casos)
            orden = [sys.executable, "-m", "autodiagnostico", "evaluar-lote", str(entrada)]
            inicio, trabajado = perf_counter(), _trabajado()
            subprocess.run([*orden, "--salida", f"{carpeta}/s.parquet"], check=True, capture_output=True)
            segundos, trabajado = perf_counter() - inicio, _trabajado() - trabajado
            memoria = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            cuanto = f"{segundos:8.1f} s, {trabajado:.1f} de procesador; {memoria:.0f} MB como mucho"
            yield f"  {casos:>9} casos {cuanto}"


def _trabajado() -> float:
    """Segundos de procesador de los procesos que ya terminaron: no dependen de quién más use la máquina."""
    uso = resource.getrusage(resource.RUSAGE_CHILDREN)
    return uso.ru_utime + uso.ru_stime


def escribir(archivo: Path, catalogo: Catalogo, casos: int) -> None:
    """Guarda en Parquet casos al azar: una fila por entidad y año, con la quinta parte sin responder."""
    with ParquetWriter(archivo, _tabla(catalogo, 0, 1).schema) as abierto:
        for desde in range(0, casos, _FILAS):
            abierto.write_table(_tabla(catalogo, desde, min(_FILAS, casos - desde)))


def _tabla(catalogo: Catalogo, desde: int, filas: int) -> Any:
    azar = np.random.default_rng([SEMILLA, desde])
    lugares = np.arange(desde, desde + filas)
    entidad = lugares % ENTIDADES
    columnas = {
        "entidad.codigo": pa.array([f"ENT-{e:05}" for e in entidad]),
        "entidad.nombre": pa.array([f"Entidad número {e} de la ciudad" for e in entidad]),
        "vigencia": pa.array(2016 + lugares // ENTIDADES % 10),
        "fecha_corte": pa.array(["2026-11-20"] * filas),
    }
    for nombre, ficha in catalogo.atributos.items():
        columnas[f"entidad.{nombre}"] = _columna(azar, ficha, filas, 0 if ficha.obligatorio else _FALTAN)
    columnas |= {c: _columna(azar, ficha, filas, _FALTAN) for c, ficha in catalogo.criterios.items()}
    return pa.table(columnas)


def _columna(azar: np.random.Generator, ficha: Criterio | Atributo, filas: int, faltan: float) -> Any:
    vacias = azar.random(filas) < faltan
    match ficha.clase:
        case Clase.SI_NO:
            return pa.array(azar.random(filas) < 0.5, mask=vacias)
        case Clase.ENTERO:
            return pa.array(azar.integers(0, 10**6, filas), mask=vacias)
        case Clase.PORCENTAJE:
            return pa.array(azar.integers(0, 1001, filas) / 10, mask=vacias)
    posibles = list(_escritos(ficha))
    lugares = pa.array(azar.integers(0, len(posibles), filas), mask=vacias)
    return pa.DictionaryArray.from_arrays(lugares, pa.array(posibles)).cast(pa.string())


def _escritos(ficha: Criterio | Atributo) -> Iterator[str]:
    """Cómo se escribe en una celda cada valor posible, o una muestra de ellos."""
    claves = claves_de(ficha.clase, ficha.opciones)
    match ficha.clase:
        case Clase.FECHA:
            yield from (f"20{anio}-{mes:02}-15" for anio in range(20, 28) for mes in range(1, 13))
        case Clase.OPCIONES:
            for marcas in range(1 << min(len(claves), 8)):
                yield "|".join(c for i, c in enumerate(claves) if marcas >> i & 1) or "-"
        case Clase.TEXTO:
            yield from (f"Lugar {i}" for i in range(40))
        case _:
            yield from claves
