"""Arreglos de paso: con lo que sí se entiende de un archivo se siguen buscando sus demás defectos.

Nada de lo reparado se usa: si hubo que reparar algo, la base no carga. Sirve para que quien corrige vea
todos los defectos de una vez y no uno por intento.
"""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

from pydantic import ValidationError

from reglas.esquema import abrir, campos_en
from reglas.fichas import Archivo
from reglas.lectura import Ruta

_INTENTOS = 6
_SIN_CONDICION = {"hecho.por_corregir": True}
_RELLENOS: dict[str, Any] = {"string": "por_corregir", "integer": 1, "number": 1, "boolean": False}


def reparar(datos: Any, primero: ValidationError) -> tuple[Archivo | None, set[Ruta]]:
    """Las fichas con lo malo quitado o rellenado, y las rutas que se tocaron; None si no hubo manera."""
    datos = copy.deepcopy(datos)
    tocadas: set[Ruta] = set()
    error = primero
    for _ in range(_INTENTOS):
        for detalle in error.errors(include_url=False):
            _arreglar(datos, detalle["loc"], detalle["type"], tocadas)
        try:
            return Archivo.model_validate(datos), tocadas
        except ValidationError as siguiente:
            error = siguiente
    return None, tocadas


def _arreglar(datos: Any, lugar: Ruta, tipo: str, tocadas: set[Ruta]) -> None:
    """Quita lo que sobra o no sirve; pone algo inofensivo donde falta."""
    ruta, contenedor = _hasta_donde_existe(datos, lugar)
    if tipo == "missing" and isinstance(contenedor, dict):
        campo = str(lugar[-1])
        contenedor[campo] = _relleno(lugar)
        tocadas.add((*ruta, campo))
        return
    if ruta:
        _, padre = _hasta_donde_existe(datos, ruta[:-1])
        tocadas.add(ruta)
        if isinstance(padre, dict):
            padre.pop(str(ruta[-1]), None)
        elif isinstance(padre, list) and isinstance(ruta[-1], int) and ruta[-1] < len(padre):
            # Se conserva el lugar para que los demás elementos no cambien de número.
            padre[ruta[-1]] = dict(_SIN_CONDICION) if _en_condicion(ruta) else _vaciado(padre[ruta[-1]])


def _hasta_donde_existe(datos: Any, lugar: Ruta) -> tuple[Ruta, Any]:
    """La parte escrita de un lugar, saltando las etiquetas de alternativas, y lo que hay allí."""
    ruta: Ruta = ()
    for paso in lugar:
        if not isinstance(datos, dict | list):
            break
        try:
            datos, ruta = datos[paso], (*ruta, paso)  # type: ignore[index]  # lo que no es su índice, se salta
        except (KeyError, IndexError, TypeError):
            continue
    return ruta, datos


def _en_condicion(ruta: Ruta) -> bool:
    return any(paso in {"todas", "alguna", "ninguna"} for paso in ruta)


def _vaciado(elemento: Any) -> Any:
    return {} if isinstance(elemento, dict) else "por_corregir"


def _relleno(lugar: Ruta) -> Any:
    """Un valor que el campo admite, según el esquema de la ficha que lo lleva."""
    campo = str(lugar[-1])
    if campo in {"cumple_si", "si", "cuando"}:
        return dict(_SIN_CONDICION)
    return _de_esquema(campos_en(lugar[:-1]).get(campo, {}))


def _de_esquema(propiedad: dict[str, Any]) -> Any:
    opcion = abrir(propiedad)[0]
    if "enum" in opcion:
        return opcion["enum"][0]
    if opcion.get("format") == "date":
        return date(2000, 1, 1)
    if opcion.get("type") == "array":
        return [_de_esquema(opcion.get("items", {}))]
    if opcion.get("type") == "object":
        campos = opcion.get("properties", {})
        return {c: _de_esquema(campos[c]) for c in opcion.get("required", ())}
    return _RELLENOS.get(str(opcion.get("type")), "por_corregir")
