"""`autodiagnostico entidad`: llevarse una entidad con todo lo suyo y traerla a otra instalación."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autodiagnostico.cli.comun import contexto
from autodiagnostico.cli.espanol import Grupo, Orden, decir
from autodiagnostico.errores import ErrorDeEntrada
from autodiagnostico.permisos import CONSOLA
from autodiagnostico.textos import cuantas

if TYPE_CHECKING:
    from autodiagnostico.sala import Sala

app = typer.Typer(
    cls=Grupo, help="Lleva una entidad, con todo lo suyo, de una instalación a otra.", no_args_is_help=True
)


@app.command("exportar", cls=Orden)
def exportar(
    ctx: typer.Context,
    codigo: Annotated[str, typer.Argument(metavar="CODIGO", help="El de la entidad.")],
    archivo: Annotated[Path, typer.Argument(metavar="ARCHIVO.zip", help="Un archivo que no exista aún.")],
) -> None:
    """Escribe todo lo de una entidad: respuestas, historia, comentarios, plan, cierres y evidencias."""
    from autodiagnostico.servicios import entidades, traslados

    sala = _sala(ctx)
    suya = next((e for e in entidades.listar(sala) if e.codigo.lower() == codigo.lower()), None)
    if suya is None:
        raise ErrorDeEntrada("CODIGO", [f"no hay ninguna entidad con el código «{codigo}»."])
    hecha = traslados.exportar(sala, suya.id, archivo)
    for nombre in hecha.sin_archivo:
        decir(f"Aviso: el archivo de «{nombre}» falta o está dañado; no se incluyó.")
    evidencias = cuantas(len(hecha.manifiesto.archivos), "archivo de evidencia", "archivos de evidencia")
    typer.echo(
        f"«{suya.nombre}» quedó en {archivo}, comprobado: {hecha.manifiesto.filas} filas y {evidencias}."
    )


@app.command("importar", cls=Orden)
def importar(
    ctx: typer.Context,
    archivo: Annotated[Path, typer.Argument(metavar="ARCHIVO.zip", help="Hecho con «entidad exportar».")],
    codigo: Annotated[
        str | None, typer.Option("--codigo", metavar="CODIGO", help="Otro código, si el suyo ya está en uso.")
    ] = None,
) -> None:
    """Trae una entidad con todo lo suyo; si algo no cuadra, no queda nada."""
    from autodiagnostico.servicios import traslados

    traida = traslados.importar(_sala(ctx), archivo, codigo)
    for nombre in traida.sin_archivo:
        decir(f"Aviso: el archivo de «{nombre}» no venía en el paquete.")
    typer.echo(f"Llegó «{traida.nombre}», con el código «{traida.codigo}»: {traida.filas} filas.")


def _sala(ctx: typer.Context) -> Sala:
    from autodiagnostico.sala import abrir_sala

    return abrir_sala(contexto(ctx).ajustes).como(CONSOLA)
