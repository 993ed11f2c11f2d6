"""`autodiagnostico evaluar-lote`: muchos casos."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autodiagnostico.cli.comun import OpcionDeFecha, OpcionDeReglas, contexto
from autodiagnostico.cli.espanol import BIEN, ENTRADA_INVALIDA, FALLO_INTERNO, decir
from autodiagnostico.entrada.casos import leer_fecha
from autodiagnostico.errores import ErrorDeEntrada
from autodiagnostico.textos import cuantas
from motor import Problema

if TYPE_CHECKING:
    from autodiagnostico.lotes import Avisar


def evaluar_lote(  # noqa: PLR0913, PLR0917 - cada parámetro es una opción de la orden
    ctx: typer.Context,
    entrada: Annotated[Path, typer.Argument(metavar="ENTRADA", help="Casos: .jsonl, .csv o .parquet.")],
    salida: Annotated[
        Path, typer.Option("--salida", metavar="SALIDA", help="Resultados: .jsonl, .csv o .parquet.")
    ],
    completo: Annotated[
        bool, typer.Option("--completo", help="En .jsonl, también el porqué y las recomendaciones.")
    ] = False,
    cluster: Annotated[
        str | None,
        typer.Option(
            "--cluster",
            metavar="local|tcp://…",
            help="Repartir el lote con Dask: en procesos de esta máquina, o en el cluster de esa dirección.",
        ),
    ] = None,
    fecha: OpcionDeFecha = None,
    carpetas: OpcionDeReglas = None,
) -> None:
    """Evalúa muchos casos; uno malo no detiene a los demás."""
    from autodiagnostico import lotes

    problemas: list[Problema] = []
    corte = leer_fecha(fecha, problemas)
    if problemas:
        raise ErrorDeEntrada("evaluar-lote", problemas)
    este = contexto(ctx, carpetas)
    catalogo = este.catalogo()
    lote = lotes.Lote(entrada, salida, completo, corte, cluster)
    with a_la_vista("Evaluando") as avisar:
        resumen = lotes.evaluar_lote(lote, catalogo, este.ajustes.datos, avisar)
    for aviso, veces in resumen.avisos.items():
        decir(f"Aviso en {cuantas(veces, 'caso', 'casos')}: {aviso}")
    decir(
        f"{salida}: {cuantas(resumen.evaluados, 'resultado', 'resultados')}; "
        f"{cuantas(resumen.con_problemas + resumen.fallidos, 'caso', 'casos')} sin evaluar."
    )
    raise typer.Exit(
        FALLO_INTERNO if resumen.fallidos else ENTRADA_INVALIDA if resumen.con_problemas else BIEN
    )


@contextmanager
def por_partes(que: str, total: int) -> Iterator[Callable[[int], None]]:
    """Cómo se cuenta lo que se va haciendo, de a uno o de a varios, hasta un total."""
    hechas = 0
    with a_la_vista(que) as avisar:

        def hecho(cuantas_mas: int) -> None:
            nonlocal hechas
            hechas += cuantas_mas
            avisar.avance(hechas / max(total, 1))

        yield hecho


@contextmanager
def a_la_vista(que: str) -> Iterator[Avisar]:
    """Cómo se cuenta lo que va pasando: en una terminal, con una barra; si no, solo lo que está mal."""
    from autodiagnostico.lotes import Avisar

    if not sys.stderr.isatty():
        yield Avisar(decir)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columnas = (
        TextColumn(que),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("faltan"),
        TimeRemainingColumn(),
    )
    consola = Console(stderr=True)
    with Progress(*columnas, console=consola, transient=True) as barra:
        tarea = barra.add_task("", total=1)
        yield Avisar(
            lambda texto: consola.print(texto, markup=False, highlight=False, soft_wrap=True),
            lambda parte: barra.update(tarea, completed=parte),
        )
