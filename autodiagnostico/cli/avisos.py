"""`autodiagnostico avisos`: avisar lo que está por vencer y enviar los correos pendientes."""

from __future__ import annotations

import typer

from autodiagnostico.cli.comun import contexto
from autodiagnostico.cli.espanol import Grupo, Orden
from autodiagnostico.permisos import PROGRAMA
from autodiagnostico.textos import cuantas

app = typer.Typer(cls=Grupo, help="Los avisos a las cuentas y sus correos.", no_args_is_help=True)


@app.command("enviar", cls=Orden)
def enviar(ctx: typer.Context) -> None:
    """Avisa lo que está por vencer y envía los correos pendientes; la aplicación servida lo hace sola."""
    from autodiagnostico.sala import abrir_sala
    from autodiagnostico.servicios import cartero

    sala = abrir_sala(contexto(ctx).ajustes).como(PROGRAMA)
    hecho = cartero.repartir(sala)
    sala.motor_bd.dispose()
    typer.echo(f"Avisos nuevos de temas por vencer: {hecho.por_vencer}.")
    if not sala.ajustes.con_correo:
        typer.echo(
            "No hay servidor de correo (AUTODIAGNOSTICO_CORREO_SERVIDOR): quedan en la lista de cada cuenta."
        )
        return
    typer.echo(f"Salieron {cuantas(hecho.enviados, 'correo', 'correos')}.")
    if hecho.sin_enviar:
        typer.echo(f"No se pudieron enviar {hecho.sin_enviar}: se intentará otra vez más tarde.")


@app.callback()
def _grupo() -> None:
    """Los avisos a las cuentas."""
