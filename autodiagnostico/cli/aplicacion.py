"""Las órdenes de `autodiagnostico`."""

from __future__ import annotations

from typing import Annotated

import typer

from autodiagnostico.ajustes import leer_ajustes
from autodiagnostico.cli import (
    abrir,
    avisos,
    bd,
    comparar,
    cuentas,
    demostracion,
    entidad,
    evaluar,
    informe,
    lote,
    planear,
    que_preguntar,
    reglas,
    servir,
    siguiente,
)
from autodiagnostico.cli.comun import Contexto, OpcionDeReglas
from autodiagnostico.cli.espanol import Grupo, Orden
from autodiagnostico.version import version

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
        typer.echo(version())
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
app.command("servir", cls=Orden)(servir.servir)
app.command("evaluar", cls=Orden)(evaluar.evaluar)
app.command("evaluar-lote", cls=Orden)(lote.evaluar_lote)
app.command("siguiente-nivel", cls=Orden)(siguiente.siguiente_nivel)
app.command("planear", cls=Orden)(planear.planear)
app.command("que-preguntar", cls=Orden)(que_preguntar.que_preguntar)
app.command("comparar", cls=Orden)(comparar.comparar)
app.command("verificar-informe", cls=Orden)(informe.verificar_informe)
app.add_typer(reglas.app, name="reglas")
app.add_typer(avisos.app, name="avisos")
app.add_typer(bd.app, name="bd")
app.add_typer(cuentas.app, name="cuentas")
app.add_typer(entidad.app, name="entidad")
app.add_typer(demostracion.app, name="demostracion")
