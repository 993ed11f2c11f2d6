"""El sello de un libro de Excel: lo firmado son sus hojas, celda por celda."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

from autodiagnostico.sello.ficha import HUECO, Sello, de_propiedades

_ANCLA = re.compile(rb"<(?:\w+:)?(?:twoCell|oneCell|absolute)Anchor\b")
"""Con qué empieza, en una hoja, cada cosa dibujada."""


def leer(contenido: bytes) -> tuple[Sello, Any] | None:
    """El sello de un libro y lo que el libro dice, con el hueco puesto; None si no lo lleva."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        libro = openpyxl.load_workbook(io.BytesIO(contenido), keep_links=False)
    propiedades = {p.name: str(p.value or "") for p in libro.custom_doc_props.props}
    sello = de_propiedades(propiedades)
    if sello is None:
        return None
    return sello, {
        "hojas": [_hoja(hoja, sello.contenido) for hoja in libro.worksheets],
        "dibujos": _dibujos(contenido),
    }


def _dibujos(contenido: bytes) -> int:
    """Cuántas cosas hay dibujadas: los informes no llevan, y un cuadro encima taparía lo que dicen."""
    with zipfile.ZipFile(io.BytesIO(contenido)) as paquete:
        dibujos = [n for n in paquete.namelist() if n.startswith("xl/drawings/drawing")]
        return sum(len(_ANCLA.findall(paquete.read(n))) for n in dibujos)


def _hoja(hoja: Any, huella: str) -> dict[str, Any]:
    celdas = [
        [celda.coordinate, *_celda(celda, huella)]
        for fila in hoja.iter_rows()
        for celda in fila
        if celda.value not in {None, ""}  # unos programas guardan el texto vacío y otros no
    ]
    return {"nombre": hoja.title, "a_la_vista": hoja.sheet_state == "visible", "celdas": celdas}


def _celda(celda: Any, huella: str) -> tuple[str, str]:
    """Su clase y su valor, igual la haya guardado un programa o la haya vuelto a guardar otro."""
    valor = celda.value
    if isinstance(valor, bool):
        return "sí o no", str(valor)
    if isinstance(valor, int | float):
        formato = celda.number_format.replace("\\", "")  # decide qué número se ve
        return f"número {formato}", repr(float(valor))
    if isinstance(valor, datetime | date | time):
        return "fecha", valor.isoformat()
    if isinstance(valor, timedelta):
        return "duración", str(valor.total_seconds())
    texto = str(valor).replace("\r\n", "\n")
    return "fórmula" if celda.data_type == "f" else "texto", HUECO if texto == huella else texto
