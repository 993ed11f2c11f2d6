"""`autodiagnostico reglas`: consultar y comprobar la base de reglas."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from autodiagnostico.cli.comun import (
    Formato,
    OpcionDeFormato,
    OpcionDeReglas,
    contexto,
    escribir_json,
)
from autodiagnostico.cli.espanol import FALLO_INTERNO, Grupo, Orden
from autodiagnostico.errores import ErrorDeEntrada
from reglas import Catalogo, Defecto, ErrorDeCatalogo, cargar
from reglas.errores import sugerencia
from reglas.trazabilidad import trazar

app = typer.Typer(cls=Grupo, help="Consulta y comprueba la base de reglas.", no_args_is_help=True)


@app.command("listar", cls=Orden)
def listar(
    ctx: typer.Context, formato: OpcionDeFormato = Formato.TABLA, carpetas: OpcionDeReglas = None
) -> None:
    """Lista las reglas; en JSON, también criterios, acciones, niveles y escenarios."""
    catalogo = contexto(ctx, carpetas).catalogo()
    if formato is Formato.JSON:
        from motor.contrato import catalogo_en_json

        escribir_json(catalogo_en_json(catalogo))
        return
    from autodiagnostico.cli import fichas

    fichas.mostrar_lista(catalogo)


@app.command("mostrar", cls=Orden)
def mostrar(
    ctx: typer.Context,
    codigo: Annotated[
        str, typer.Argument(metavar="CODIGO", help="Código de una regla, una pregunta o una acción.")
    ],
    formato: OpcionDeFormato = Formato.TABLA,
    carpetas: OpcionDeReglas = None,
) -> None:
    """Muestra una regla, una pregunta o una acción: qué es, cuándo aplica y de dónde sale."""
    from autodiagnostico.cli import fichas

    catalogo = contexto(ctx, carpetas).catalogo()
    codigos = [*catalogo.reglas, *catalogo.criterios, *catalogo.acciones]
    if codigo not in codigos:
        quiso = sugerencia(codigo, codigos)
        raise ErrorDeEntrada(
            "CODIGO", [f"no existe «{codigo}».{quiso} Se admite: los códigos de «reglas listar»."]
        )
    if formato is Formato.JSON:
        escribir_json(fichas.en_json(catalogo, codigo))
    else:
        fichas.mostrar(catalogo, codigo)


@app.command("trazabilidad", cls=Orden)
def trazabilidad(
    ctx: typer.Context, formato: OpcionDeFormato = Formato.TABLA, carpetas: OpcionDeReglas = None
) -> None:
    """Dice en qué acabó cada fila del inventario de obligaciones; con alguna perdida, sale con 1."""
    from autodiagnostico.cli import inventario

    catalogo = contexto(ctx, carpetas).catalogo()
    destinos = trazar(catalogo)
    if formato is Formato.JSON:
        escribir_json(inventario.en_json(destinos))
    else:
        inventario.mostrar(catalogo, destinos)
    raise typer.Exit(FALLO_INTERNO if any(d.perdida for d in destinos) else 0)


@app.command("verificar", cls=Orden)
def verificar(
    ctx: typer.Context, formato: OpcionDeFormato = Formato.TABLA, carpetas: OpcionDeReglas = None
) -> None:
    """Comprueba la base de reglas y dice todos sus defectos; con alguno, sale con 1."""
    catalogo: Catalogo | None = None
    defectos: tuple[Defecto, ...] = ()
    try:
        catalogo = cargar(contexto(ctx, carpetas).ajustes.reglas)
    except ErrorDeCatalogo as error:
        defectos = error.defectos
    informe = _informe(catalogo, defectos)
    if formato is Formato.JSON:
        escribir_json(informe)
    else:
        typer.echo(_en_palabras(informe, defectos))
    raise typer.Exit(FALLO_INTERNO if defectos else 0)


def _informe(catalogo: Catalogo | None, defectos: tuple[Defecto, ...]) -> dict[str, Any]:
    campos = ("archivo", "linea", "ruta", "mensaje", "admite")
    contadas = ("normas", "escenarios", "temas", "criterios", "hechos", "reglas", "acciones")
    return {
        "version": catalogo.base.version if catalogo else None,
        "digesto": catalogo.digesto if catalogo else None,
        "cuantas": {c: len(getattr(catalogo, c)) for c in contadas} if catalogo else {},
        "reemplazos": list(catalogo.reemplazos) if catalogo else [],
        "defectos": [{c: getattr(d, c) for c in campos} for d in defectos],
    }


def _en_palabras(informe: dict[str, Any], defectos: tuple[Defecto, ...]) -> str:
    if defectos:
        titulo = "1 defecto" if len(defectos) == 1 else f"{len(defectos)} defectos"
        return "\n".join([f"La base de reglas tiene {titulo}:", *(f"  - {d}" for d in defectos)])
    partes = ", ".join(f"{cuantas} {cosa}" for cosa, cuantas in informe["cuantas"].items())
    reemplazos = [f"Aviso: {r}" for r in informe["reemplazos"]]
    digesto = informe["digesto"]
    return "\n".join(
        [*reemplazos, f"Base de reglas {informe['version']}, sin defectos: {partes}.", f"Digesto {digesto}"]
    )
