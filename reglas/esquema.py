"""JSON Schema de los archivos de una base, para que el editor complete y avise.

`python -m reglas` lo escribe en `reglas/esquemas/`; una prueba comprueba que está al día.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from reglas.fichas import Archivo
from reglas.lectura import Ruta

DESTINO = Path(__file__).parent / "esquemas" / "base.schema.json"


def texto() -> str:
    """El esquema como JSON, con salto de línea final."""
    esquema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Archivo.model_json_schema()}
    return json.dumps(esquema, ensure_ascii=False, indent=2) + "\n"


@cache
def _esquema() -> dict[str, Any]:
    return Archivo.model_json_schema()


def campos_en(lugar: Ruta) -> dict[str, dict[str, Any]]:
    """Campo → su esquema, de la ficha que hay en un lugar de un archivo.

    El lugar puede llevar etiquetas de alternativas, que se saltan.
    """
    nodos = [_esquema()]
    for paso in lugar:
        siguientes = [hijo for nodo in nodos for hijo in _hijos(abrir(nodo), paso)]
        nodos = siguientes or nodos
    return {campo: e for n in nodos for a in abrir(n) for campo, e in a.get("properties", {}).items()}


def abrir(nodo: dict[str, Any]) -> list[dict[str, Any]]:
    """Las alternativas de un nodo del esquema, con sus referencias resueltas."""
    if "$ref" in nodo:
        return abrir(_esquema()["$defs"][nodo["$ref"].rsplit("/", 1)[-1]])
    alternativas = nodo.get("anyOf") or nodo.get("oneOf")
    return [a for n in alternativas for a in abrir(n)] if alternativas else [nodo]


def _hijos(nodos: list[dict[str, Any]], paso: str | int) -> list[dict[str, Any]]:
    if isinstance(paso, int):
        return [n["items"] for n in nodos if "items" in n]
    con_nombre = [n["properties"][paso] for n in nodos if paso in n.get("properties", {})]
    libres = [n["additionalProperties"] for n in nodos if isinstance(n.get("additionalProperties"), dict)]
    return con_nombre or libres
