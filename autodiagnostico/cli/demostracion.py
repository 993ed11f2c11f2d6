"""`autodiagnostico demostracion`: datos inventados para conocer el programa."""

from __future__ import annotations

from typing import Annotated

import typer

from autodiagnostico.cli.comun import OpcionDeReglas, contexto
from autodiagnostico.cli.espanol import Grupo, Orden
from autodiagnostico.cli.lote import a_la_vista, por_partes
from autodiagnostico.permisos import CONSOLA
from autodiagnostico.textos import cuantas

app = typer.Typer(cls=Grupo, help="Carga datos inventados, marcados como tales.", no_args_is_help=True)


@app.command("cargar", cls=Orden)
def cargar(ctx: typer.Context, carpetas: OpcionDeReglas = None) -> None:
    """Carga tres entidades inventadas; una trae su Mesa y un plan en marcha. Lo que ya estaba no se toca."""
    from autodiagnostico.sala import abrir_sala
    from autodiagnostico.servicios import demostracion

    este = contexto(ctx, carpetas)
    sala = abrir_sala(este.ajustes, este.catalogo()).como(CONSOLA)
    for ficha in demostracion.cargar(sala):
        typer.echo(f"{ficha.entidad.nombre}, vigencia {ficha.vigencia}.")
    sala.motor_bd.dispose()
    typer.echo("Se quitan con «autodiagnostico demostracion quitar», o en «Mi entidad».")


@app.command("quitar", cls=Orden)
def quitar(ctx: typer.Context) -> None:
    """Quita todas las entidades inventadas, con todo lo suyo; las demás no se tocan."""
    from autodiagnostico.sala import abrir_sala
    from autodiagnostico.servicios import demostracion

    sala = abrir_sala(contexto(ctx).ajustes).como(CONSOLA)
    habia = demostracion.hay(sala)
    demostracion.quitar(sala)
    sala.motor_bd.dispose()
    typer.echo("Se quitaron las entidades inventadas." if habia else "No había entidades inventadas.")


@app.command("distrito", cls=Orden)
def distrito(
    ctx: typer.Context,
    entidades: Annotated[int, typer.Option("--entidades", help="Cuántas entidades inventar.")] = 60,
    vigencias: Annotated[int, typer.Option("--vigencias", help="De cuántos años, hasta este.")] = 3,
    semilla: Annotated[int, typer.Option("--semilla", help="La misma semilla da el mismo distrito.")] = 7,
    carpetas: OpcionDeReglas = None,
) -> None:
    """Inventa un distrito entero, por sectores, con varias vigencias respondidas, enviadas y cerradas."""
    from autodiagnostico.sala import abrir_sala
    from autodiagnostico.servicios import distrito as lecturas
    from autodiagnostico.servicios import distrito_sintetico

    este = contexto(ctx, carpetas)
    sala = abrir_sala(este.ajustes, este.catalogo()).como(CONSOLA)
    with por_partes("Inventando", entidades) as avisar:
        distrito_sintetico.cargar(sala, entidades, vigencias, semilla, avisar)
    with a_la_vista("Leyendo") as avisar:
        lecturas.preparar(sala, avisar.avance)
    typer.echo(
        f"{cuantas(entidades, 'entidad sintética', 'entidades sintéticas')} con "
        f"{cuantas(vigencias, 'vigencia', 'vigencias')} (semilla {semilla}). Se quitan con la demostración, "
        "en «Mi entidad»."
    )
