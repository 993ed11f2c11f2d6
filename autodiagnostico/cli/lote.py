"""`autodiagnostico evaluar-lote`: muchos casos."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autodiagnostico.cli.comun import OpcionDeFecha, OpcionDeReglas, contexto
from autodiagnostico.cli.espanol import BIEN, ENTRADA_INVALIDA, FALLO_INTERNO, decir
from autodiagnostico.entrada.casos import leer_fecha
from autodiagnostico.errores import ErrorDeEntrada
from autodiagnostico.textos import cuantas
from motor import Problema


def evaluar_lote(  # noqa: PLR0913, PLR0917 - cada parámetro es una opción de la orden
    ctx: typer.Context,
    entrada: Annotated[Path, typer.Argument(metavar="ENTRADA", help="Casos: .jsonl, .csv o .parquet.")],
    salida: Annotated[
        Path, typer.Option("--salida", metavar="SALIDA", help="Resultados: .jsonl, .csv o .parquet.")
    ],
    completo: Annotated[
        bool, typer.Option("--completo", help="En .jsonl, también el porqué y las recomendaciones.")
    ] = False,
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
    lote = lotes.Lote(entrada, salida, completo, corte)
    resumen = lotes.evaluar_lote(lote, este.catalogo(), este.ajustes.datos, lotes.Avisar(decir))
    for aviso, veces in resumen.avisos.items():
        decir(f"Aviso en {cuantas(veces, 'caso', 'casos')}: {aviso}")
    decir(
        f"{salida}: {cuantas(resumen.evaluados, 'resultado', 'resultados')}; "
        f"{cuantas(resumen.con_problemas + resumen.fallidos, 'caso', 'casos')} sin evaluar."
    )
    raise typer.Exit(
        FALLO_INTERNO if resumen.fallidos else ENTRADA_INVALIDA if resumen.con_problemas else BIEN
    )
