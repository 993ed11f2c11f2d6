"""`autodiagnostico comparar`: entre qué puestos queda cada entidad de un lote."""

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
from autodiagnostico.cli.espanol import BIEN, ENTRADA_INVALIDA, FALLO_INTERNO
from autodiagnostico.cli.lote import a_la_vista
from autodiagnostico.entrada.casos import leer_fecha
from autodiagnostico.errores import ErrorDeEntrada
from motor import Problema


def comparar(
    ctx: typer.Context,
    entrada: Annotated[Path, typer.Argument(metavar="ENTRADA", help="Casos: .jsonl, .csv o .parquet.")],
    fecha: OpcionDeFecha = None,
    formato: OpcionDeFormato = Formato.TABLA,
    carpetas: OpcionDeReglas = None,
) -> None:
    """Compara las entidades de un lote por grupos, según cuánto depende su lugar de los pesos."""
    from autodiagnostico.lotes.comparacion import comparar_lote

    problemas: list[Problema] = []
    corte = leer_fecha(fecha, problemas)
    if problemas:
        raise ErrorDeEntrada("comparar", problemas)
    este = contexto(ctx, carpetas)
    catalogo = este.catalogo()
    with a_la_vista("Evaluando") as avisar:
        comparacion = comparar_lote(entrada, catalogo, corte, este.ajustes.datos, avisar)
    if formato is Formato.JSON:
        from motor.sensibilidad import sensibilidad_en_json

        documento = sensibilidad_en_json(comparacion.sensibilidad)
        escribir_json({**documento, "sin_indice": list(comparacion.sin_indice)})
    else:
        from autodiagnostico.cli.puestos import mostrar_puestos

        mostrar_puestos(catalogo, comparacion)
    resumen = comparacion.resumen
    raise typer.Exit(
        FALLO_INTERNO if resumen.fallidos else ENTRADA_INVALIDA if resumen.con_problemas else BIEN
    )
