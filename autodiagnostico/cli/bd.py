"""`autodiagnostico bd`: migrar la base de datos, respaldarla, restaurarla y verificar su bitácora."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autodiagnostico.cli.comun import Formato, OpcionDeFormato, contexto, escribir_json
from autodiagnostico.cli.espanol import FALLO_INTERNO, Grupo, Orden, decir
from autodiagnostico.errores import ErrorDeEntrada
from autodiagnostico.textos import cuantas

if TYPE_CHECKING:
    from sqlalchemy import Engine

app = typer.Typer(cls=Grupo, help="Migra, respalda, restaura y verifica la base.", no_args_is_help=True)


@contextmanager
def _motor(ctx: typer.Context) -> Iterator[Engine]:
    from autodiagnostico.almacen import crear_motor

    motor = crear_motor(contexto(ctx).ajustes.url)
    decir(f"Base de datos: {motor.url.render_as_string(hide_password=True)}")
    try:
        yield motor
    finally:
        motor.dispose()


@contextmanager
def base_que_existe(ctx: typer.Context) -> Iterator[Engine]:
    """La base de los ajustes, migrada. Lanza ErrorDeEntrada si no la hay: una recién creada no dice nada."""
    from autodiagnostico.almacen import migrar as migrar_base

    url = contexto(ctx).ajustes.url
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).is_file():
        problema = "no hay ninguna base de datos. Revise AUTODIAGNOSTICO_BD o AUTODIAGNOSTICO_DATOS."
        raise ErrorDeEntrada(url, [problema])
    with _motor(ctx) as motor:
        migrar_base(motor)
        yield motor


@app.command("migrar", cls=Orden)
def migrar(ctx: typer.Context) -> None:
    """Lleva las tablas a las de esta versión; lo guardado se conserva."""
    from autodiagnostico.almacen import migrar as migrar_base

    with _motor(ctx) as motor:
        hecho = migrar_base(motor)
    if hecho.desde == hecho.hasta:
        typer.echo(f"Ya estaba al día (revisión {hecho.hasta}).")
    elif hecho.desde is None:
        typer.echo(f"Tablas creadas (revisión {hecho.hasta}).")
    else:
        typer.echo(f"Migrada de la revisión {hecho.desde} a la {hecho.hasta}.")


@app.command("respaldar", cls=Orden)
def respaldar(
    ctx: typer.Context,
    archivo: Annotated[
        Path, typer.Argument(metavar="ARCHIVO", help="El respaldo, un ZIP que no exista aún.")
    ],
) -> None:
    """Guarda todo en un archivo: base de datos, evidencias y Manual. La aplicación puede seguir andando."""
    from autodiagnostico.respaldo import respaldar as hacer

    with _motor(ctx) as motor:
        hecho = hacer(motor, contexto(ctx).ajustes, archivo)
    for danada in hecho.danadas:
        decir(f"Aviso: {danada} ya no es la evidencia que se subió; no se incluyó.")
    manifiesto = hecho.manifiesto
    typer.echo(
        f"Respaldado y comprobado en {archivo}: {manifiesto.filas} filas en {len(manifiesto.tablas)} tablas, "
        f"y {len(manifiesto.archivos)} archivos."
    )


@app.command("restaurar", cls=Orden)
def restaurar(
    ctx: typer.Context,
    archivo: Annotated[Path, typer.Argument(metavar="ARCHIVO", help="Un respaldo hecho con «bd respaldar».")],
    reemplazar: Annotated[
        bool,
        typer.Option("--reemplazar", help="Reemplaza lo que haya; antes lo respalda en la carpeta de datos."),
    ] = False,
) -> None:
    """Deja la instalación como en un respaldo, también si se hizo con otro motor de base de datos."""
    from autodiagnostico.respaldo import restaurar as hacer

    with _motor(ctx) as motor:
        hecho = hacer(motor, contexto(ctx).ajustes, archivo, reemplazar=reemplazar)
    typer.echo(
        f"Restaurado el respaldo del {hecho.manifiesto.creado:%Y-%m-%d %H:%M} UTC: "
        f"{hecho.manifiesto.filas} filas y {len(hecho.manifiesto.archivos)} archivos."
    )
    if hecho.anterior is not None:
        typer.echo(f"Lo que había quedó en {hecho.anterior}.")


@app.command("lecturas", cls=Orden)
def lecturas(ctx: typer.Context) -> None:
    """Lee y guarda lo que dio cada diagnóstico enviado o cerrado: así comparar muchos no espera a nadie."""
    from autodiagnostico.cli.lote import a_la_vista
    from autodiagnostico.permisos import CONSOLA
    from autodiagnostico.sala import abrir_sala
    from autodiagnostico.servicios import distrito

    este = contexto(ctx)
    sala = abrir_sala(este.ajustes, este.catalogo()).como(CONSOLA)
    with a_la_vista("Leyendo") as avisar:
        hechas = distrito.preparar(sala, avisar.avance)
    leidos = cuantas(hechas, "diagnóstico", "diagnósticos")
    typer.echo(f"Quedaron al día: se leyó lo de {leidos}." if hechas else "Ya estaban al día.")


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
