"""`autodiagnostico abrir`: la aplicación web, en este computador."""

from __future__ import annotations

from typing import Annotated

import typer

from autodiagnostico.cli.comun import OpcionDeReglas, contexto
from autodiagnostico.cli.servidor import preparar, servir_paginas

DIRECCION = "127.0.0.1"


def abrir(
    ctx: typer.Context,
    puerto: Annotated[
        int | None,
        typer.Option("--puerto", metavar="N", help="Puerto; si falta, el de los ajustes (8501)."),
    ] = None,
    carpetas: OpcionDeReglas = None,
) -> None:
    """Abre la aplicación web en este computador, sin cuentas; crea y migra su base si hace falta."""
    ajustes = contexto(ctx, carpetas).ajustes
    elegido = ajustes.puerto if puerto is None else puerto
    preparar(ajustes, DIRECCION, [elegido])
    servir_paginas(ajustes, "local", "--direccion", DIRECCION, "--puerto", str(elegido), "--procesos", "1")
