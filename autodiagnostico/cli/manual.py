"""`autodiagnostico reglas manual`: cargar el Manual desde una plantilla de Excel."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autodiagnostico.cli.comun import (
    Formato,
    OpcionDeFormato,
    OpcionDeReglas,
    contexto,
    escribir_json,
)
from autodiagnostico.cli.espanol import ENTRADA_INVALIDA, Grupo, Orden, decir
from autodiagnostico.entrada.archivos import leer_bytes
from autodiagnostico.errores import ErrorDeEntrada
from autodiagnostico.permisos import CONSOLA

if TYPE_CHECKING:
    from autodiagnostico.ajustes import Ajustes
    from autodiagnostico.sala import Sala

app = typer.Typer(
    cls=Grupo, help="Carga los lineamientos del Manual desde una plantilla de Excel.", no_args_is_help=True
)
ArgumentoDeLibro = Annotated[
    Path, typer.Argument(metavar="LIBRO.xlsx", help="La plantilla del Manual, ya llena.")
]
OpcionDeDestino = Annotated[
    Path | None,
    typer.Option("--destino", metavar="CARPETA", help="Otra carpeta; si falta, la de esta instalación."),
]


@app.command("plantilla", cls=Orden)
def plantilla(
    ctx: typer.Context,
    salida: Annotated[Path, typer.Option("--salida", metavar="LIBRO.xlsx", help="Dónde escribirla.")],
    carpetas: OpcionDeReglas = None,
) -> None:
    """Escribe la plantilla de Excel para llenar."""
    from autodiagnostico.salida import escribir
    from autodiagnostico.servicios import manual

    if salida.suffix.lower() != ".xlsx":
        raise ErrorDeEntrada(str(salida), ["la plantilla es un libro de Excel. Se admite: .xlsx."])
    escribir(salida, manual.plantilla(contexto(ctx, carpetas).ajustes))
    decir(f"{salida}: llénela y compruébela con «autodiagnostico reglas manual revisar {salida}».")


@app.command("revisar", cls=Orden)
def revisar(
    ctx: typer.Context,
    libro: ArgumentoDeLibro,
    destino: OpcionDeDestino = None,
    formato: OpcionDeFormato = Formato.TABLA,
    carpetas: OpcionDeReglas = None,
) -> None:
    """Dice si un libro sirve y qué cambiaría al instalarlo; si no sirve, cada celda por corregir."""
    from autodiagnostico.cli import revision
    from autodiagnostico.manual import ErrorDeManual
    from autodiagnostico.servicios import manual

    ajustes = contexto(ctx, carpetas).ajustes
    contenido = leer_bytes(libro)
    try:
        vista = manual.revisar(ajustes, contenido, _carpeta(destino)).revision
    except ErrorDeManual as error:
        if formato is Formato.JSON:
            escribir_json(revision.defectos_en_json(error.defectos))
            raise typer.Exit(ENTRADA_INVALIDA) from error
        raise ErrorDeEntrada(str(libro), error.defectos) from error
    if formato is Formato.JSON:
        escribir_json(revision.en_json(vista))
    else:
        revision.mostrar(vista)


@app.command("instalar", cls=Orden)
def instalar(
    ctx: typer.Context,
    libro: ArgumentoDeLibro,
    destino: OpcionDeDestino = None,
    carpetas: OpcionDeReglas = None,
) -> None:
    """Revisa un libro y, si sirve, lo instala en lugar del que hubiera."""
    from autodiagnostico.cli import revision
    from autodiagnostico.manual import ErrorDeManual
    from autodiagnostico.servicios import manual

    ajustes = contexto(ctx, carpetas).ajustes
    contenido = leer_bytes(libro)
    carpeta = _carpeta(destino)
    try:
        revisado = manual.revisar(ajustes, contenido, carpeta)
    except ErrorDeManual as error:
        raise ErrorDeEntrada(str(libro), error.defectos) from error
    with _abierta(ajustes, carpeta) as sala:
        donde = manual.instalar(sala, revisado, carpeta)
    revision.mostrar(revisado.revision)
    decir(f"Instalado en {donde}.")
    if not manual.se_usaria(ajustes, carpeta):
        decir(f"Para usarlo, agregue esa carpeta a las reglas: --reglas base --reglas {donde}")


@app.command("quitar", cls=Orden)
def quitar(ctx: typer.Context, destino: OpcionDeDestino = None) -> None:
    """Quita el Manual instalado; las respuestas que ya se dieron no se borran."""
    from autodiagnostico.servicios import manual

    carpeta = _carpeta(destino)
    with _abierta(contexto(ctx).ajustes, carpeta) as sala:
        habia = manual.quitar(sala, carpeta)
    decir("Se quitó el Manual." if habia else "No hay ningún Manual instalado.")


@contextmanager
def _abierta(ajustes: Ajustes, carpeta: Path | None) -> Iterator[Sala]:
    from autodiagnostico.servicios import manual

    sala = manual.abrir_sala_sin_manual(ajustes, carpeta)
    try:
        yield sala.como(CONSOLA)
    finally:
        sala.motor_bd.dispose()


def _carpeta(destino: Path | None) -> Path | None:
    return None if destino is None else destino.expanduser()
