"""`autodiagnostico que-preguntar`: qué respuestas estrecharían más lo que no se sabe."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autodiagnostico.cli.comun import (
    Formato,
    OpcionDeFecha,
    OpcionDeFormato,
    OpcionDeReglas,
    contexto,
    escribir_json,
)
from autodiagnostico.entrada.casos import leer_archivo
from autodiagnostico.errores import Entradas, ErrorDeEntrada

CUANTAS = 5
MAXIMO = 1000


def que_preguntar(  # noqa: PLR0913, PLR0917 - cada parámetro es una opción de la orden
    ctx: typer.Context,
    caso: Annotated[Path, typer.Argument(metavar="CASO.json", help="Archivo con el caso.")],
    cuantas: Annotated[
        int, typer.Option("--cuantas", metavar="N", help="Cuántas preguntas se sugieren, a lo sumo.")
    ] = CUANTAS,
    fecha: OpcionDeFecha = None,
    formato: OpcionDeFormato = Formato.TABLA,
    carpetas: OpcionDeReglas = None,
) -> None:
    """Dice qué preguntas sin responder estrecharían más, en promedio, el índice global."""
    catalogo = contexto(ctx, carpetas).catalogo()
    entradas = Entradas()
    with entradas.leyendo():
        if not 1 <= cuantas <= MAXIMO:
            raise ErrorDeEntrada("--cuantas", [f"llegó {cuantas}. Se admite: un número de 1 a {MAXIMO}."])
    with entradas.leyendo():
        este = leer_archivo(caso, catalogo, fecha)
    entradas.exigir()
    from autodiagnostico import busqueda

    hallado = busqueda.que_preguntar(catalogo, este, cuantas)
    if formato is Formato.JSON:
        from motor.preguntas import que_preguntar_en_json

        escribir_json(que_preguntar_en_json(catalogo, hallado))
        return
    from autodiagnostico.cli.preguntas import mostrar_preguntas

    mostrar_preguntas(catalogo, hallado)
