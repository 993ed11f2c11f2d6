"""Lo que cambia en el tiempo, en la consola."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from autodiagnostico.servicios.novedades import SUCESOS, Novedad, por_dia
from autodiagnostico.textos import cuantas
from motor import Caso
from reglas.palabras import fecha_en_palabras


def mostrar(novedades: Sequence[Novedad], caso: Caso | None, consola: Console | None = None) -> None:
    """Un renglón por novedad, en orden de fecha."""
    consola = consola or Console(highlight=False)
    if caso is not None:
        consola.print(Text(f"Para {caso.entidad.nombre}, con lo que ha respondido.", style="bold"))
    if not novedades:
        consola.print("No cambia nada en esas fechas.")
        return
    for dia in por_dia(novedades):
        cuando = fecha_en_palabras(dia.fecha) if dia.fecha else "Con las mismas respuestas"
        consola.print(Text(f"{cuando}: {SUCESOS[dia.suceso].lower()}", style="bold"))
        tabla = Table.grid(padding=(0, 2))
        for una in dia.novedades:
            tabla.add_row(Text(una.codigo), Text(f"{una.titulo}. {una.detalle}".strip()))
        consola.print(Padding(tabla, (0, 0, 1, 2)))
    consola.print(f"{cuantas(len(novedades), 'novedad', 'novedades')}.")
