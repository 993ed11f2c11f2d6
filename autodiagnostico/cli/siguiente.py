"""`autodiagnostico siguiente-nivel`: lo menos que hay que cambiar para subir un nivel."""

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
from reglas import Catalogo
from reglas.errores import sugerencia

_GLOBAL = "global"


def siguiente_nivel(  # noqa: PLR0913, PLR0917 - cada una es una opción de la orden
    ctx: typer.Context,
    caso: Annotated[Path, typer.Argument(metavar="CASO.json", help="Archivo con el caso.")],
    escenario: Annotated[
        str, typer.Option("--escenario", metavar="CÓDIGO", help="Un escenario, o «global» para el más bajo.")
    ],
    fecha: OpcionDeFecha = None,
    formato: OpcionDeFormato = Formato.TABLA,
    carpetas: OpcionDeReglas = None,
) -> None:
    """Dice lo menos que hay que cambiar para subir un nivel, con sus alternativas."""
    catalogo = contexto(ctx, carpetas).catalogo()
    comprobar_escenario(catalogo, escenario)
    este = leer_archivo(caso, catalogo, fecha)
    from autodiagnostico.busqueda import siguiente_nivel as buscar

    siguiente = buscar(catalogo, este, escenario)
    if formato is Formato.JSON:
        from motor.busqueda import siguiente_en_json

        escribir_json(siguiente_en_json(siguiente))
        return
    from autodiagnostico.cli.propuestas import mostrar_siguiente

    mostrar_siguiente(catalogo, siguiente)


def comprobar_escenario(catalogo: Catalogo, escenario: str) -> None:
    """Que el escenario exista. Lanza ErrorDeEntrada."""
    admitidos = [*catalogo.escenarios, _GLOBAL]
    if escenario not in admitidos:
        quiso = sugerencia(escenario, admitidos)
        problema = f"no existe el escenario «{escenario}».{quiso} Se admite: {', '.join(admitidos)}."
        raise ErrorDeEntrada("--escenario", [problema])
