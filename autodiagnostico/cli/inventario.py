"""El inventario de obligaciones y lineamientos, en la consola."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from autodiagnostico.textos import cuantas
from reglas import Catalogo
from reglas.trazabilidad import Destino


def en_json(destinos: list[Destino]) -> list[dict[str, Any]]:
    """Una entrada por fila, con la forma del contrato."""
    return [
        {
            "id": d.fila,
            "reglas": list(d.reglas),
            "criterios": list(d.criterios),
            "funcion": d.funcion,
            "definicion": d.definicion,
            "exclusion": d.exclusion,
        }
        for d in destinos
    ]


def mostrar(catalogo: Catalogo, destinos: list[Destino], consola: Console | None = None) -> None:
    """Cada fila con lo que dice y en qué acabó."""
    consola = consola or Console(highlight=False)
    tabla = Table("Fila", "Qué dice", "En qué acabó", box=None, padding=(0, 2, 1, 0), header_style="bold")
    for destino in destinos:
        contenido = catalogo.inventario[destino.fila].contenido
        tabla.add_row(destino.fila, Text(contenido), Text("\n".join(_dicho(destino))))
    consola.print(tabla)
    perdidas = [d.fila for d in destinos if d.perdida]
    recogidas = f"{len(destinos) - len(perdidas)} de {cuantas(len(destinos), 'fila', 'filas')}"
    consola.print(f"{recogidas} con destino." + (f" Sin destino: {', '.join(perdidas)}." if perdidas else ""))


def _dicho(destino: Destino) -> list[str]:
    partes = [
        ("Reglas", ", ".join(destino.reglas)),
        ("Preguntas", ", ".join(destino.criterios)),
        ("Función", destino.funcion),
        ("Definición", destino.definicion),
        ("Excluida", destino.exclusion),
    ]
    return [f"{que}: {texto}" for que, texto in partes if texto] or ["Sin destino"]
