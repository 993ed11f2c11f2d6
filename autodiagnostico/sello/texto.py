"""El sello de un texto en Markdown: lo firmado es el texto entero, y el sello va en su último renglón."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, fields
from typing import Any

from autodiagnostico.huellas import canonico
from autodiagnostico.sello.ficha import HUECO, Sello

_MARCA = re.compile(r"^<!-- sello: (\{.*\}) -->$", re.MULTILINE)


def renglon(sello: Sello) -> str:
    """El sello como comentario: un lector de Markdown no lo muestra."""
    return f"<!-- sello: {canonico(asdict(sello))} -->\n"


def llenar(contenido: bytes, huella: str) -> bytes:
    """El mismo texto, con la huella en lugar de cada hueco."""
    return contenido.replace(HUECO.encode(), huella.encode())


def leer(contenido: bytes) -> tuple[Sello, Any] | None:
    """El sello de un texto y lo que dice, con el hueco puesto; None si no lo lleva."""
    texto = contenido.decode("utf-8").replace("\r\n", "\n")
    marcas = _MARCA.findall(texto)
    if not marcas:
        return None
    datos = json.loads(marcas[-1])
    sello = Sello(**{f.name: str(datos[f.name]) for f in fields(Sello)})
    return sello, texto.replace(sello.contenido, HUECO)
