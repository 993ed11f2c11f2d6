"""`autodiagnostico servir`: la aplicación web para otras personas, con cuentas."""

from __future__ import annotations

from typing import Annotated

import typer

from autodiagnostico.cli.comun import OpcionDeReglas, contexto
from autodiagnostico.cli.servidor import preparar, servir_paginas


def servir(
    ctx: typer.Context,
    direccion: Annotated[
        str | None,
        typer.Option("--direccion", metavar="IP", help="Dónde se atiende; si falta, 127.0.0.1."),
    ] = None,
    puerto: Annotated[
        int | None, typer.Option("--puerto", metavar="N", help="Puerto; con varios procesos, el primero.")
    ] = None,
    procesos: Annotated[
        int | None,
        typer.Option("--procesos", metavar="N", min=1, max=64, help="Cuántos, en puertos seguidos."),
    ] = None,
    carpetas: OpcionDeReglas = None,
) -> None:
    """Sirve la aplicación web con cuentas, detrás de un intermediario con TLS; migra la base si falta."""
    ajustes = contexto(ctx, carpetas).ajustes
    donde = direccion or ajustes.direccion
    primero = ajustes.puerto if puerto is None else puerto
    cuantos = procesos or ajustes.procesos
    preparar(ajustes, donde, range(primero, primero + cuantos))
    opciones = ("--direccion", donde, "--puerto", str(primero), "--procesos", str(cuantos))
    servir_paginas(ajustes, "servido", *opciones, "--sin-navegador")
