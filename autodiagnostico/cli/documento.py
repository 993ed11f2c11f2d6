"""`autodiagnostico reglas documento`: la base entera, para leerla y comentarla."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autodiagnostico.cli.comun import OpcionDeReglas, contexto
from autodiagnostico.cli.espanol import decir
from autodiagnostico.errores import ErrorDeEntrada


def documento(
    ctx: typer.Context,
    salida: Annotated[
        Path, typer.Option("--salida", metavar="ARCHIVO", help="Dónde escribirlo: .docx, .pdf o .md.")
    ],
    carpetas: OpcionDeReglas = None,
) -> None:
    """Escribe la base de reglas como documento para revisión jurídica."""
    from autodiagnostico.documento import EXTENSIONES, escribir_documento
    from autodiagnostico.salida import escribir

    extension = salida.suffix.lower()
    if extension not in EXTENSIONES:
        admite = ", ".join(EXTENSIONES)
        raise ErrorDeEntrada(str(salida), [f"no se sabe escribir «{extension}». Se admite: {admite}."])
    catalogo = contexto(ctx, carpetas).catalogo()
    escribir(salida, escribir_documento(catalogo, extension))
    decir(f"{salida}: {len(catalogo.reglas)} reglas, base {catalogo.base.version}.")
