"""Qué trae un Manual y qué cambia con él, en la consola y en JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from autodiagnostico.libros import DefectoDeCelda
from autodiagnostico.manual import Revision
from autodiagnostico.textos import cuantas

_CAMPOS = ("hoja", "fila", "columna", "campo", "mensaje", "llego", "admite", "sugerencia")


def defectos_en_json(defectos: Iterable[DefectoDeCelda]) -> dict[str, Any]:
    """Un libro que no sirve: cada defecto con su celda."""
    return {"sirve": False, "defectos": [{c: getattr(d, c) for c in _CAMPOS} for d in defectos]}


def en_json(vista: Revision) -> dict[str, Any]:
    """Un libro que sirve: lo que trae y lo que cambia."""
    tamanos = {"cuestionario": vista.cuestionario, "muestra": vista.muestra}
    return {
        "sirve": True,
        "defectos": [],
        "lineamientos": vista.lineamientos,
        "codigos_propuestos": {str(fila): codigo for fila, codigo in vista.propuestos.items()},
        "componentes": dict(vista.componentes),
        "fases": dict(vista.fases),
        "preguntas_nuevas": [{"codigo": c.codigo, "pregunta": c.pregunta} for c in vista.preguntas],
        "retirados": list(vista.retirados),
        "reemplazos": [
            {"fila": r.fila, "seccion": r.seccion, "codigo": r.codigo, "anterior": r.anterior}
            for r in vista.reemplazos
        ],
        "pesos": [{"escenario": p.codigo, "antes": p.antes, "despues": p.despues} for p in vista.pesos],
        **{
            nombre: [{"preguntas": t.preguntas, "minutos": t.minutos} for t in tamano or ()]
            for nombre, tamano in tamanos.items()
        },
        "avisos": list(vista.avisos),
    }


def mostrar(vista: Revision, consola: Console | None = None) -> None:
    """Un libro que sirve, para leerlo."""
    consola = consola or Console(highlight=False)
    consola.print(
        Text(f"El libro sirve: {cuantas(vista.lineamientos, 'lineamiento', 'lineamientos')}.", style="bold")
    )
    consola.print(Text(f"Por componente: {_conteo(vista.componentes)}."))
    consola.print(Text(f"Por fase: {_conteo(vista.fases)}."))
    for aviso in vista.avisos:
        consola.print(Text(f"Aviso: {aviso}"))
    _parte(consola, "Preguntas nuevas", [f"{c.codigo}: {c.pregunta}" for c in vista.preguntas])
    _parte(consola, "Ya no estarían", vista.retirados)
    _parte(
        consola,
        "Fichas de la base que dejarían de valer",
        [f"fila {r.fila}, {r.codigo}: {r.anterior}" for r in vista.reemplazos],
    )
    _pesos(consola, vista)


def _conteo(cuentas: Mapping[str, int]) -> str:
    return ", ".join(f"{nombre} ({cuantos})" for nombre, cuantos in cuentas.items())


def _parte(consola: Console, titulo: str, renglones: Iterable[str]) -> None:
    renglones = list(renglones)
    if renglones:
        consola.print(Text(f"\n{titulo}", style="bold"))
    for renglon in renglones:
        consola.print(Padding(Text(renglon), (0, 0, 0, 2)))


def _pesos(consola: Console, vista: Revision) -> None:
    tabla = Table(
        "Qué", "Antes", "Después", box=None, padding=(0, 2, 0, 0), header_style="bold", title_justify="left"
    )
    for peso in vista.pesos:
        tabla.add_row(Text(f"Peso de {peso.codigo}: {peso.nombre}"), str(peso.antes), str(peso.despues))
    for nombre, tamano in (
        ("Preguntas de toda la base", vista.cuestionario),
        ("Preguntas a una entidad de muestra", vista.muestra),
    ):
        if tamano is not None:
            tabla.add_row(nombre, *(f"{t.preguntas} ({t.minutos} min)" for t in tamano))
    consola.print()
    consola.print(tabla)
