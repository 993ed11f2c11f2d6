"""Las órdenes de `autodiagnostico`."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Annotated

import typer

from autodiagnostico.ajustes import leer_ajustes
from autodiagnostico.cli import abrir, avisos, evaluar, lote, planear, reglas, siguiente
from autodiagnostico.cli.comun import Contexto, OpcionDeReglas
from autodiagnostico.cli.espanol import Grupo, Orden

app = typer.Typer(
    cls=Grupo,
    name="autodiagnostico",
    help="Autodiagnóstico de cumplimiento y madurez frente al Modelo Distrital de Relacionamiento Integral "
    "con la Ciudadanía.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _mostrar_version(pedida: bool) -> None:
    if pedida:
        try:
            typer.echo(version("autodiagnostico"))
        except PackageNotFoundError:
            typer.echo("sin instalar")
        raise typer.Exit


@app.callback()
def general(
    ctx: typer.Context,
    carpetas: OpcionDeReglas = None,
    version_: Annotated[
        bool,
        typer.Option(
            "--version", callback=_mostrar_version, is_eager=True, help="Dice la versión y termina."
        ),
    ] = False,
) -> None:
    """Lo que vale para todas las órdenes."""
    ctx.obj = Contexto(leer_ajustes()).con_reglas(carpetas)


app.command("abrir", cls=Orden)(abrir.abrir)
app.command("evaluar", cls=Orden)(evaluar.evaluar)
app.command("evaluar-lote", cls=Orden)(lote.evaluar_lote)
app.command("siguiente-nivel", cls=Orden)(siguiente.siguiente_nivel)
app.command("planear", cls=Orden)(planear.planear)
app.add_typer(reglas.app, name="reglas")
app.add_typer(avisos.app, name="avisos")
