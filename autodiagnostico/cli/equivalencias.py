"""`autodiagnostico reglas equivalencias`: qué dicen las tablas, y si dan cuenta de todo lo que cambió."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from autodiagnostico.ajustes import carpeta_de_reglas
from autodiagnostico.cli.comun import Formato, OpcionDeFormato, OpcionDeReglas, contexto, escribir_json
from autodiagnostico.cli.espanol import FALLO_INTERNO
from autodiagnostico.errores import ErrorDeEntrada
from autodiagnostico.textos import cuantas
from reglas import Catalogo, ErrorDeCatalogo, cargar
from reglas.equivalencias import SinDeclarar, camino, sin_declarar


def equivalencias(
    ctx: typer.Context,
    antes: Annotated[
        list[str] | None,
        typer.Option(
            "--antes",
            metavar="CARPETA",
            help="Carpeta de la versión anterior, repetible: dice qué cambió y las tablas no declaran.",
        ),
    ] = None,
    formato: OpcionDeFormato = Formato.TABLA,
    carpetas: OpcionDeReglas = None,
) -> None:
    """Muestra las tablas entre versiones; con --antes dice lo que no declaran, y entonces sale con 1."""
    catalogo = contexto(ctx, carpetas).catalogo()
    faltan = None if antes is None else _comparar(antes, catalogo)
    if formato is Formato.JSON:
        escribir_json(_en_json(catalogo, faltan))
    else:
        _mostrar(catalogo, faltan, Console(highlight=False))
    raise typer.Exit(FALLO_INTERNO if faltan else 0)


def _comparar(antes: list[str], catalogo: Catalogo) -> list[SinDeclarar]:
    try:
        anterior = cargar([carpeta_de_reglas(c) for c in antes])
    except ErrorDeCatalogo as error:
        raise ErrorDeEntrada("--antes", error.defectos) from error
    if anterior.base.version == catalogo.base.version:
        problema = f"las dos bases dicen ser la versión {catalogo.base.version}. Cambie la de la nueva."
        raise ErrorDeEntrada("--antes", [problema])
    faltan = sin_declarar(anterior, catalogo)
    if camino(catalogo, anterior.base.version) is None:
        nombre = f"{anterior.base.version} → {catalogo.base.version}"
        faltan.insert(0, SinDeclarar(nombre, "no hay tablas que lleven de una versión a la otra", "tabla"))
    return faltan


def _en_json(catalogo: Catalogo, faltan: Iterable[SinDeclarar] | None) -> dict[str, Any]:
    tablas = [t.model_dump(mode="json") for t in catalogo.equivalencias.values()]
    dicho: dict[str, Any] = {"version": catalogo.base.version, "equivalencias": tablas}
    if faltan is not None:
        dicho["sin_declarar"] = [{"codigo": f.codigo, "que": f.que, "tipo": f.tipo} for f in faltan]
    return dicho


def _mostrar(catalogo: Catalogo, faltan: list[SinDeclarar] | None, consola: Console) -> None:
    if not catalogo.equivalencias:
        consola.print(f"La base {catalogo.base.version} no trae tablas de equivalencias.")
    for tabla in catalogo.equivalencias.values():
        consola.print(Text(f"De la versión {tabla.de} a la {tabla.a}", style="bold"))
        cuerpo = Table("Tipo", "Antes", "Ahora", "Nota", box=None, padding=(0, 2, 0, 0), header_style="bold")
        for cambio in tabla.cambios:
            fila = (cambio.tipo, ", ".join(cambio.antes), ", ".join(cambio.ahora), cambio.nota)
            cuerpo.add_row(*map(Text, fila))
        for codigo in tabla.nuevas:
            cuerpo.add_row("nueva", "", Text(codigo), "")
        consola.print(cuerpo)
    if faltan is None:
        return
    if not faltan:
        consola.print("Las tablas dan cuenta de todo lo que cambió.")
        return
    consola.print(Text(f"\n{cuantas(len(faltan), 'cambio', 'cambios')} sin declarar:", style="bold"))
    for uno in faltan:
        consola.print(Text(f"  {uno.codigo}: {uno.que} (parece «{uno.tipo}»)"))
