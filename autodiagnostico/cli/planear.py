"""`autodiagnostico planear`: las acciones pendientes por trimestres."""

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
from autodiagnostico.errores import ErrorDeEntrada

MAXIMA_CAPACIDAD = 100_000
MAXIMO_DE_PERIODOS = 40


def planear(  # noqa: PLR0913, PLR0917 - cada parámetro es una opción de la orden
    ctx: typer.Context,
    caso: Annotated[Path, typer.Argument(metavar="CASO.json", help="Archivo con el caso.")],
    capacidad: Annotated[
        int,
        typer.Option("--capacidad", metavar="DÍAS", help="Días de trabajo de que se dispone por trimestre."),
    ],
    periodos: Annotated[int, typer.Option("--periodos", metavar="N", help="Cuántos trimestres.")],
    fecha: OpcionDeFecha = None,
    formato: OpcionDeFormato = Formato.TABLA,
    carpetas: OpcionDeReglas = None,
) -> None:
    """Reparte las acciones pendientes en trimestres, según los días de trabajo que haya."""
    catalogo = contexto(ctx, carpetas).catalogo()
    _exigir("--capacidad", capacidad, MAXIMA_CAPACIDAD)
    _exigir("--periodos", periodos, MAXIMO_DE_PERIODOS)
    este = leer_archivo(caso, catalogo, fecha)
    from autodiagnostico.busqueda import planear as buscar

    plan = buscar(catalogo, este, capacidad, periodos)
    if formato is Formato.JSON:
        from motor.busqueda import plan_en_json

        escribir_json(plan_en_json(plan))
        return
    from autodiagnostico.cli.propuestas import mostrar_plan

    mostrar_plan(catalogo, plan, capacidad)


def _exigir(opcion: str, numero: int, maximo: int) -> None:
    if not 1 <= numero <= maximo:
        raise ErrorDeEntrada(opcion, [f"llegó {numero}. Se admite: un número de 1 a {maximo}."])
