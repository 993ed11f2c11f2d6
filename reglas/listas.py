"""Catálogos de entidades en CSV: pertenece quien coincide por código o por nombre normalizado."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reglas.errores import Defecto
from reglas.fichas import Lista
from reglas.texto import normalizar


@dataclass(frozen=True, slots=True)
class ListaDeEntidades:
    """Una lista ya leída; `filas` conserva todas las columnas del CSV, en su orden."""

    ficha: Lista
    filas: tuple[Mapping[str, str], ...]
    codigos: frozenset[str]
    nombres: frozenset[str]

    def contiene(self, codigo: str, nombre: str) -> bool:
        """Si la entidad está en la lista, por código exacto o por nombre normalizado."""
        return codigo in self.codigos or normalizar(nombre) in self.nombres


def leer_lista(ficha: Lista, archivo: str, contenido: bytes) -> tuple[ListaDeEntidades | None, list[Defecto]]:
    """Lee el CSV de una lista; devuelve la lista o sus defectos."""
    try:
        lector = csv.DictReader(io.StringIO(contenido.decode("utf-8-sig")), strict=True)
        filas = tuple(lector)
    except (UnicodeDecodeError, csv.Error) as error:
        return None, [
            Defecto(archivo, None, "", f"El CSV no se puede leer: {error}.", "CSV en UTF-8, con coma")
        ]
    faltan = {"codigo", "nombre"} - set(lector.fieldnames or ())
    if faltan:
        return None, [
            Defecto(archivo, 1, "", f"Faltan columnas: {', '.join(sorted(faltan))}.", "codigo, nombre")
        ]
    defectos = []
    vistos: dict[str, int] = {}
    for linea, fila in enumerate(filas, start=2):
        if not fila["codigo"] or not fila["nombre"] or None in fila or None in fila.values():
            defectos.append(Defecto(archivo, linea, "", "La fila está incompleta o le sobran celdas."))
            continue
        if fila["codigo"] in vistos:
            anterior = vistos[fila["codigo"]]
            defectos.append(
                Defecto(
                    archivo, linea, "codigo", f"El código «{fila['codigo']}» ya está en la línea {anterior}."
                )
            )
        vistos[fila["codigo"]] = linea
    if defectos:
        return None, defectos
    return lista_de(ficha, filas), []


def lista_de(ficha: Lista, filas: Iterable[Mapping[str, str]]) -> ListaDeEntidades:
    """La lista de unas filas ya revisadas."""
    todas = tuple(filas)
    codigos = frozenset(f["codigo"] for f in todas)
    return ListaDeEntidades(ficha, todas, codigos, frozenset(normalizar(f["nombre"]) for f in todas))
