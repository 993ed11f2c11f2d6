"""`autodiagnostico verificar-informe`: que un informe dice lo que se emitió, y de dónde salió."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autodiagnostico.cli.bd import base_que_existe
from autodiagnostico.cli.comun import Formato, OpcionDeFormato, OpcionDeReglas, contexto, escribir_json
from autodiagnostico.cli.espanol import FALLO_INTERNO
from autodiagnostico.entrada.archivos import leer_bytes
from autodiagnostico.errores import ErrorDeEntrada

if TYPE_CHECKING:
    from autodiagnostico.comprobacion import Informe, Punto


def verificar_informe(  # noqa: PLR0913, PLR0917 - cada una es una opción de la orden
    ctx: typer.Context,
    archivo: Annotated[Path, typer.Argument(metavar="ARCHIVO", help="El informe, como se descargó.")],
    caso: Annotated[
        Path | None,
        typer.Option("--caso", metavar="CASO.json", help="El caso del que debe salir su resultado."),
    ] = None,
    bitacora: Annotated[
        bool, typer.Option("--bitacora", help="También contra la bitácora de esta instalación.")
    ] = False,
    formato: OpcionDeFormato = Formato.TABLA,
    carpetas: OpcionDeReglas = None,
) -> None:
    """Comprueba un informe sin conexión; si algo no cuadra, lo dice y sale con 1."""
    from autodiagnostico import comprobacion
    from autodiagnostico.sello import SIN_SELLO, etiquetas
    from autodiagnostico.sello.formatos import MAXIMO_BYTES

    extension = archivo.suffix.lower()
    problemas = []
    if extension not in comprobacion.ADMITIDOS:
        admite = ", ".join(comprobacion.ADMITIDOS)
        problemas.append(f"no se sabe comprobar «{extension}». Se admite: {admite}.")
    elif extension in SIN_SELLO and (caso or not bitacora):
        problemas.append(f"un {extension} no lleva sello: solo se comprueba con --bitacora, y sin --caso.")
    if problemas:
        raise ErrorDeEntrada(str(archivo), problemas)
    try:
        informe = comprobacion.leer(leer_bytes(archivo, MAXIMO_BYTES), extension)
    except comprobacion.SinSello as error:
        raise ErrorDeEntrada(str(archivo), [str(error)]) from error
    puntos = [*comprobacion.de_lo_que_dice(informe), *_del_caso(ctx, informe, caso, carpetas)]
    if bitacora:
        with base_que_existe(ctx) as motor:
            puntos += comprobacion.contra_la_bitacora(informe, motor)
    datos = dict(etiquetas(informe.sello)) if informe.sello else {"Huella del contenido": informe.contenido}
    if formato is Formato.JSON:
        dichos = [{"que": p.que, "bien": p.bien, "detalle": p.detalle} for p in puntos]
        escribir_json({"sello": datos, "puntos": dichos})
    else:
        for nombre, valor in datos.items():
            typer.echo(f"{nombre}: {valor}")
        for punto in puntos:
            typer.echo(f"{'✔' if punto.bien else '✘ NO:'} {punto.que}. {punto.detalle}".rstrip())
    raise typer.Exit(0 if all(p.bien for p in puntos) else FALLO_INTERNO)


def _del_caso(
    ctx: typer.Context,
    informe: Informe,
    archivo: Path | None,
    carpetas: list[str] | None,
) -> Iterator[Punto]:
    from autodiagnostico import comprobacion
    from autodiagnostico.entrada.casos import leer_archivo, trae_fecha

    if archivo is None or informe.sello is None:
        return
    este = contexto(ctx, carpetas)
    catalogo = este.catalogo()
    # Un caso sin fecha es el de hoy: aquí, el del día del informe.
    fecha = None if trae_fecha(archivo) else informe.sello.fecha_corte or None
    caso = leer_archivo(archivo, catalogo, fecha)
    yield from comprobacion.contra_el_caso(informe.sello, caso, catalogo, este.ajustes.datos)
