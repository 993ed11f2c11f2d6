"""`autodiagnostico bd`: cuidar la base de datos."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from autodiagnostico.cli.comun import Formato, OpcionDeFormato, contexto, escribir_json
from autodiagnostico.cli.espanol import FALLO_INTERNO, Grupo, Orden, decir
from autodiagnostico.errores import ErrorDeEntrada

if TYPE_CHECKING:
    from sqlalchemy import Engine

app = typer.Typer(cls=Grupo, help="Cuida la base de datos.", no_args_is_help=True)


@app.callback()
def general() -> None:
    """Lo que vale para todas: con una sola orden, typer la tomaría por el grupo entero."""


@contextmanager
def base_que_existe(ctx: typer.Context) -> Iterator[Engine]:
    """La base de los ajustes, migrada. Lanza ErrorDeEntrada si no la hay: una recién creada no dice nada."""
    from autodiagnostico.almacen import crear_motor, migrar

    url = contexto(ctx).ajustes.url
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).is_file():
        problema = "no hay ninguna base de datos. Revise AUTODIAGNOSTICO_BD o AUTODIAGNOSTICO_DATOS."
        raise ErrorDeEntrada(url, [problema])
    motor = crear_motor(url)
    decir(f"Base de datos: {motor.url.render_as_string(hide_password=True)}")
    try:
        migrar(motor)
        yield motor
    finally:
        motor.dispose()


@app.command("verificar-bitacora", cls=Orden)
def verificar_bitacora(ctx: typer.Context, formato: OpcionDeFormato = Formato.TABLA) -> None:
    """Dice cada asiento de la bitácora alterado, quitado o fuera de su lugar; con alguno, sale con 1."""
    from autodiagnostico import cadena

    with base_que_existe(ctx) as motor:
        hecha = cadena.verificar(motor)
    if formato is Formato.JSON:
        roturas = [{"asiento": r.numero or None, "que": r.que} for r in hecha.roturas]
        escribir_json({"asientos": hecha.asientos, "huella": hecha.huella, "roturas": roturas})
    else:
        for rotura in hecha.roturas:
            donde = f"Asiento {rotura.numero}" if rotura.numero else "Fuera de la bitácora"
            typer.echo(f"{donde}: {rotura.que}")
        como = "La bitácora NO está entera" if hecha.roturas else "La bitácora está entera"
        typer.echo(f"{como}. Asientos: {hecha.asientos}. Huella del último: {hecha.huella}.")
    raise typer.Exit(FALLO_INTERNO if hecha.roturas else 0)
