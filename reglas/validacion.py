"""Traduce los errores de pydantic a defectos en español, con su línea."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from pydantic import ValidationError

from reglas.errores import Defecto, parecido, sugerencia
from reglas.esquema import campos_en
from reglas.fichas import Archivo
from reglas.lectura import Documento, Ruta
from reglas.reparacion import reparar

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
    """Las fichas de un documento ya leído; los defectos, anotados en él.

    Si algo no cuadra, son las que quedan al arreglarlo de paso, solo para seguir buscando defectos.
    """
    datos = documento.datos if documento.datos is not None else {}
    ya_dichas = {d.ruta for d in documento.defectos}
    try:
        return Archivo.model_validate(datos)
    except ValidationError as error:
        nuevos = _defectos(documento, error)
        documento.defectos.extend(d for d in nuevos if d.ruta not in ya_dichas)
        fichas, documento.reparadas = reparar(datos, error)
        return fichas


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
        campos = list(campos_en(detalle["loc"][:-1]))
        cercano = parecido(str(ruta[-1]), campos)
        quiso = f" ¿Quiso decir «{cercano}»?" if cercano else ""
        return documento.defecto(ruta, f"El campo «{ruta[-1]}» no existe aquí.{quiso}", ", ".join(campos))
    if tipo in {"literal_error", "enum"}:
        admite = str(contexto["expected"]).replace(" or ", ", ").replace("'", "")
        quiso = sugerencia(str(detalle["input"]), admite.split(", "))
        return documento.defecto(ruta, f"«{detalle['input']}» no es un valor de este campo.{quiso}", admite)
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
