"""Los resultados de un lote, a un archivo que aparece completo o no aparece."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from autodiagnostico.puntaje import cobertura_global
from autodiagnostico.salida import entera
from motor import Resultado
from motor.contrato import redondear, resultado_en_json
from reglas import Catalogo

Escribir = Callable[[Resultado], None]
FILAS_POR_BLOQUE = 1000
_CUANTIAS = ("indice", "indice_min", "indice_max", "nivel", "nivel_min", "nivel_max", "cobertura")


@contextmanager
def escritor(salida: Path, catalogo: Catalogo, *, completo: bool) -> Iterator[Escribir]:
    """Con qué escribir cada resultado; al salir sin error, el archivo toma su nombre."""
    formato = FORMATOS[salida.suffix.lower()]
    with entera(salida) as parcial, formato(parcial, catalogo, completo) as escribir:
        yield escribir


@contextmanager
def _jsonl(parcial: Path, catalogo: Catalogo, completo: bool) -> Iterator[Escribir]:
    with parcial.open("w", encoding="utf-8", newline="\n") as abierto:

        def escribir(resultado: Resultado) -> None:
            documento = resultado_en_json(resultado, completo=completo)
            abierto.write(json.dumps(documento, ensure_ascii=False) + "\n")

        yield escribir


@contextmanager
def _csv(parcial: Path, catalogo: Catalogo, completo: bool) -> Iterator[Escribir]:
    with parcial.open("w", encoding="utf-8", newline="") as abierto:
        columnas = csv.DictWriter(abierto, list(columnas_de(catalogo)))
        columnas.writeheader()
        yield lambda resultado: columnas.writerow(fila(resultado))


@contextmanager
def _parquet(parcial: Path, catalogo: Catalogo, completo: bool) -> Iterator[Escribir]:
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    tipos = {str: pa.string(), int: pa.int64(), float: pa.float64()}
    esquema = pa.schema([(nombre, tipos[tipo]) for nombre, tipo in columnas_de(catalogo).items()])
    pendientes: list[dict[str, Any]] = []
    with ParquetWriter(parcial, esquema) as abierto:

        def vaciar() -> None:
            abierto.write_table(pa.Table.from_pylist(pendientes, schema=esquema))
            pendientes.clear()

        def escribir(resultado: Resultado) -> None:
            pendientes.append(fila(resultado))
            if len(pendientes) >= FILAS_POR_BLOQUE:
                vaciar()

        yield escribir
        vaciar()


FORMATOS: dict[str, Callable[[Path, Catalogo, bool], AbstractContextManager[Escribir]]] = {
    ".jsonl": _jsonl,
    ".csv": _csv,
    ".parquet": _parquet,
}


def columnas_de(catalogo: Catalogo) -> dict[str, type]:
    """Las columnas de la tabla de resultados y su tipo: las mismas sea cual sea el lote.

    Trae todas las reglas del catálogo; la que no rige en la fecha de corte de un caso queda vacía en él.
    """
    columnas: dict[str, type] = {"entidad": str, "vigencia": int, "fecha_corte": str}
    columnas |= {f"estado:{regla}": str for regla in catalogo.reglas}
    for cuantia in _CUANTIAS:
        tipo = int if cuantia.startswith("nivel") else float
        columnas |= {f"{cuantia}:{ambito}": tipo for ambito in (*catalogo.escenarios, "global")}
    return columnas


def fila(resultado: Resultado) -> dict[str, Any]:
    """Un resultado como fila; lo que no se puede decir queda vacío."""
    documento = resultado_en_json(resultado, completo=False)
    celdas = {campo: documento[campo] for campo in ("entidad", "vigencia", "fecha_corte")}
    celdas |= dict.fromkeys(f"estado:{regla}" for regla in resultado.edicion.catalogo.reglas)
    celdas |= {f"estado:{h['regla']}": h["estado"] for h in documento["hallazgos"]}
    ambitos = {e["codigo"]: e for e in documento["madurez"]["escenarios"]}
    ambitos["global"] = {
        **documento["madurez"]["global"],
        "cobertura": redondear(cobertura_global(resultado)),
    }
    for cuantia in _CUANTIAS:
        celdas |= {f"{cuantia}:{ambito}": suyo[cuantia] for ambito, suyo in ambitos.items()}
    return celdas
