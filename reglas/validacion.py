"""Traduce los errores de pydantic a defectos en español, con su línea."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from pydantic import ValidationError

from reglas.errores import Defecto, parecido
from reglas.fichas import Archivo
from reglas.lectura import Documento, Ruta

_TIPOS = {
    "bool_type": "sí o no (true, false)",
    "int_type": "un número entero",
    "float_type": "un número",
    "string_type": "un texto",
    "date_type": "una fecha AAAA-MM-DD",
    "dict_type": "un mapa de campos",
    "model_type": "un mapa de campos",
    "list_type": "una lista",
    "enum": "una clave",
}


def fichas_de(documento: Documento) -> Archivo | None:
    """Las fichas de un documento ya leído; None, y los defectos anotados en él, si algo no cuadra."""
    try:
        return Archivo.model_validate(documento.datos if documento.datos is not None else {})
    except ValidationError as error:
        documento.defectos.extend(_defectos(documento, error))
        return None


def _defectos(documento: Documento, error: ValidationError) -> list[Defecto]:
    """Un defecto por lugar: las alternativas de un mismo campo se dicen juntas."""
    por_lugar: dict[Ruta, list[dict[str, Any]]] = defaultdict(list)
    for detalle in error.errors(include_url=False):
        por_lugar[_ruta_escrita(documento, detalle["loc"], detalle["type"])].append(dict(detalle))
    return [_defecto(documento, ruta, detalles) for ruta, detalles in por_lugar.items()]


def _ruta_escrita(documento: Documento, lugar: Ruta, tipo: str) -> Ruta:
    """La ruta como la escribió la persona: sin las etiquetas de alternativas que agrega pydantic."""
    ruta: Ruta = ()
    for posicion, paso in enumerate(lugar):
        ultimo = posicion == len(lugar) - 1
        if (*ruta, paso) in documento.lineas or (ultimo and tipo == "missing"):
            ruta = (*ruta, paso)
    return ruta


def _defecto(documento: Documento, ruta: Ruta, detalles: list[dict[str, Any]]) -> Defecto:
    detalle = detalles[0]
    tipo, contexto = detalle["type"], detalle.get("ctx") or {}
    if tipo == "missing":
        return documento.defecto(ruta, f"Falta «{ruta[-1]}».")
    if tipo == "extra_forbidden":
        campos = _campos_admitidos(detalle["loc"])
        cercano = parecido(str(ruta[-1]), campos)
        quiso = f" ¿Quiso decir «{cercano}»?" if cercano else ""
        return documento.defecto(ruta, f"El campo «{ruta[-1]}» no existe aquí.{quiso}", ", ".join(campos))
    if tipo in {"literal_error", "enum"}:
        admite = str(contexto["expected"]).replace(" or ", ", ").replace("'", "")
        return documento.defecto(ruta, f"«{detalle['input']}» no es un valor de este campo.", admite)
    if all(d["type"] in _TIPOS for d in detalles):
        admite = " o ".join(dict.fromkeys(_TIPOS[d["type"]] for d in detalles))
        return documento.defecto(
            ruta, f"El valor «{detalle['input']}» no es del tipo que pide este campo.", admite
        )
    if tipo == "too_short":
        return documento.defecto(ruta, "La lista está vacía.", "al menos un elemento")
    if tipo == "string_too_short":
        return documento.defecto(ruta, "El texto está vacío.", "un texto")
    if tipo == "string_pattern_mismatch":
        return documento.defecto(
            ruta,
            f"«{detalle['input']}» no tiene la forma de un código.",
            "letras sin tilde, números, punto, guion",
        )
    if tipo in ("greater_than_equal", "less_than_equal"):
        signo, cota = (
            ("al menos", contexto.get("ge"))
            if tipo == "greater_than_equal"
            else ("a lo sumo", contexto["le"])
        )
        return documento.defecto(ruta, f"El valor {detalle['input']} está fuera de rango.", f"{signo} {cota}")
    return documento.defecto(ruta, detalle["msg"])


def _campos_admitidos(lugar: Ruta) -> list[str]:
    """Los campos del modelo donde sobró uno, siguiendo el lugar del error desde `Archivo`."""
    esquema = Archivo.model_json_schema()
    definiciones = esquema["$defs"]
    nodos = [esquema]
    for paso in lugar[:-1]:
        siguientes = [
            hijo for nodo in nodos for hijo in _hijos(_abrir(nodo, definiciones), paso, definiciones)
        ]
        nodos = siguientes or nodos
    campos = dict.fromkeys(c for n in nodos for a in _abrir(n, definiciones) for c in a.get("properties", {}))
    return list(campos)


def _abrir(nodo: dict[str, Any], definiciones: dict[str, Any]) -> list[dict[str, Any]]:
    """Las alternativas de un nodo del esquema, con sus referencias resueltas."""
    if "$ref" in nodo:
        return _abrir(definiciones[nodo["$ref"].rsplit("/", 1)[-1]], definiciones)
    alternativas = nodo.get("anyOf") or nodo.get("oneOf")
    return [a for n in alternativas for a in _abrir(n, definiciones)] if alternativas else [nodo]


def _hijos(
    nodos: list[dict[str, Any]], paso: str | int, definiciones: dict[str, Any]
) -> list[dict[str, Any]]:
    if isinstance(paso, int):
        return [n["items"] for n in nodos if "items" in n]
    con_nombre = [n["properties"][paso] for n in nodos if paso in n.get("properties", {})]
    libres = [n["additionalProperties"] for n in nodos if isinstance(n.get("additionalProperties"), dict)]
    return con_nombre or libres
