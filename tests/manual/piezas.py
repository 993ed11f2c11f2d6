"""El Manual inventado, y cómo se llena una plantilla con él o con algo mal."""

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl

from autodiagnostico.manual import Manual, escribir_plantilla, leer
from autodiagnostico.manual.columnas import columnas_de
from reglas import cargar
from reglas.lectura import leer as leer_yaml

CATALOGO = cargar()
ARCHIVO = Path(__file__).with_name("manual_inventado.yaml")
PRIMERA = 5
"""La primera fila de datos de la plantilla."""
ENCABEZADO = {
    "B3": "7.0",
    "B4": "2026-02-01",
    "B5": "15/03/2026",
    "B6": "Se tomó de otro documento que lo cuenta",
    "B7": "https://ejemplo.invalid/manual",
}
PLANTILLA = escribir_plantilla(CATALOGO)
COLUMNAS = {c.campo: i for i, c in enumerate(columnas_de(CATALOGO), start=1)}

Cambio = Callable[[Any], None]


def filas() -> list[dict[str, Any]]:
    """Los diez lineamientos, campo por campo."""
    datos = leer_yaml(ARCHIVO.name, ARCHIVO.read_bytes()).datos
    return [{**datos["comunes"], **fila} for fila in datos["lineamientos"]]


def poner(hoja: Any, fila: int, datos: Mapping[str, Any]) -> None:
    """Escribe un lineamiento; todo texto, como texto."""
    for campo, valor in datos.items():
        celda = hoja.cell(fila, COLUMNAS[campo])
        celda.value = valor
        if isinstance(valor, str):
            celda.data_type = "s"


def libro(cambio: Cambio | None = None, *, cuantas: int | None = None) -> bytes:
    """La plantilla llena con el Manual inventado y, si se pide, con un cambio."""
    abierto = openpyxl.load_workbook(io.BytesIO(PLANTILLA))
    for celda, valor in ENCABEZADO.items():
        abierto["Manual"][celda] = valor
    for numero, datos in enumerate(filas()[:cuantas], start=PRIMERA):
        poner(abierto["Lineamientos"], numero, datos)
    if cambio is not None:
        cambio(abierto)
    salida = io.BytesIO()
    abierto.save(salida)
    return salida.getvalue()


def manual() -> Manual:
    """El Manual inventado, ya leído."""
    return leer(libro(), CATALOGO)
