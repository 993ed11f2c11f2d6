"""Los errores de pydantic sobre un JSON de fuera, dichos en español y con su ruta."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from motor import Problema
from reglas.errores import sugerencia

_VISIBLE = 60
_TIPOS = {
    "dict_type": "un mapa de campos",
    "model_type": "un mapa de campos",
    "list_type": "una lista",
    "int_type": "un número entero",
    "string_type": "un texto",
}


def problemas_de(error: ValidationError, modelo: type[BaseModel]) -> Iterator[Problema]:
    """Un problema por lugar: qué llegó, qué se admite y, si es un campo mal escrito, el más parecido."""
    for detalle in error.errors(include_url=False):
        ruta = ".".join(map(str, detalle["loc"])) or "documento"
        if detalle["type"] == "extra_forbidden":
            campos = list(_modelo_en(modelo, detalle["loc"]).model_fields)
            quiso = sugerencia(str(detalle["loc"][-1]), campos)
            yield Problema(ruta, f"el campo no existe.{quiso}", ", ".join(campos))
        else:
            yield _problema(ruta, detalle["type"], detalle["input"], detalle.get("ctx") or {})


def _problema(ruta: str, tipo: str, llego: Any, contexto: dict[str, Any]) -> Problema:
    if tipo in _TIPOS:
        return Problema(ruta, f"llegó {_visto(llego)}.", _TIPOS[tipo])
    match tipo:
        case "missing":
            return Problema(ruta, "falta.")
        case "greater_than_equal":
            return Problema(ruta, f"{llego} está fuera de rango.", f"al menos {contexto['ge']}")
        case "less_than_equal":
            return Problema(ruta, f"{llego} está fuera de rango.", f"a lo sumo {contexto['le']}")
        case "string_too_short":
            return Problema(ruta, "el texto está vacío.", "un texto")
        case "too_short":
            return Problema(ruta, "la lista está vacía.", "al menos un elemento")
        case "string_too_long" | "too_long":
            return Problema(ruta, "es demasiado largo.", f"hasta {contexto['max_length']}")
    return Problema(ruta, f"llegó {_visto(llego)}, que no se admite.")


def _modelo_en(modelo: type[BaseModel], lugar: Sequence[int | str]) -> type[BaseModel]:
    """El modelo más hondo por el que pasa una ruta."""
    for paso in lugar:
        campo = modelo.model_fields.get(str(paso))
        partes = () if campo is None else (campo.annotation, *getattr(campo.annotation, "__args__", ()))
        modelo = next((p for p in partes if isinstance(p, type) and issubclass(p, BaseModel)), modelo)
    return modelo


def _visto(llego: Any) -> str:
    """Lo que llegó, como se ve en el JSON."""
    texto = json.dumps(llego, ensure_ascii=False, default=str)
    return texto if len(texto) <= _VISIBLE else texto[: _VISIBLE - 1] + "…"
