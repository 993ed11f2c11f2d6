"""El sello de un PDF: lo firmado son todos sus bytes, con el hueco donde va la huella.

Va en las palabras clave del documento, que Typst escribe sin comprimir en su XMP.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import asdict, fields
from typing import Any

from autodiagnostico.huellas import canonico
from autodiagnostico.sello.ficha import HUECO, Sello

_MARCA = re.compile(rb"autodiagnostico-sello:([A-Za-z0-9_-]+={0,2}) contenido:([0-9a-f]{64})")


def palabra_clave(sello: Sello) -> str:
    """El sello como palabra clave; la huella del contenido va aparte, para poder llenarla."""
    datos = canonico(asdict(sello.sin_huella())).encode()
    return f"autodiagnostico-sello:{base64.urlsafe_b64encode(datos).decode()} contenido:{HUECO}"


def llenar(contenido: bytes, huella: str) -> bytes:
    """El mismo PDF, con la huella en su lugar; mide lo mismo, y por eso nada más se mueve."""
    return _MARCA.sub(lambda marca: marca[0].replace(HUECO.encode(), huella.encode()), contenido)


def leer(contenido: bytes) -> tuple[Sello, Any] | None:
    """El sello de un PDF y el resumen de sus bytes, con el hueco puesto; None si no lo lleva."""
    marca = _MARCA.search(contenido)
    if marca is None:
        return None
    datos = json.loads(base64.urlsafe_b64decode(marca[1]))
    campos = {f.name: str(datos[f.name]) for f in fields(Sello)}
    sello = Sello(**campos | {"contenido": marca[2].decode()})
    con_hueco = _MARCA.sub(lambda m: m[0].replace(m[2], HUECO.encode()), contenido)
    return sello, hashlib.sha256(con_hueco).hexdigest()
