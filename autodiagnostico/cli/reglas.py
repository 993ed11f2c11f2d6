"""`autodiagnostico reglas`: consultar y comprobar la base de reglas."""

from __future__ import annotations

from typing import Annotated

import typer

from autodiagnostico.cli import cambios, documento, equivalencias, impacto, manual
from autodiagnostico.cli.comun import (
    Formato,
    OpcionDeFecha,
    OpcionDeFormato,
    OpcionDeReglas,
    contexto,
    escribir_json,
)
from autodiagnostico.cli.espanol import FALLO_INTERNO, Grupo, Orden
from autodiagnostico.entrada.casos import leer_fecha
from autodiagnostico.errores import ErrorDeEntrada
from autodiagnostico.reloj import hoy
from motor.errores import Problema
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
    ctx: typer.Context,
    fecha: OpcionDeFecha = None,
    formato: OpcionDeFormato = Formato.TABLA,
    carpetas: OpcionDeReglas = None,
) -> None:
    """Comprueba y demuestra la base de reglas, y dice todos sus defectos; con alguno, sale con 1."""
    from autodiagnostico.cli import verificacion

    problemas: list[Problema] = []
    dia = leer_fecha(fecha, problemas) or hoy()
    if problemas:
        raise ErrorDeEntrada("verificar", problemas)
    informe = verificacion.verificar(contexto(ctx, carpetas).ajustes.carpetas, dia)
    if formato is Formato.JSON:
        escribir_json(verificacion.en_json(informe))
    else:
        verificacion.mostrar(informe)
    raise typer.Exit(0 if informe.bien else FALLO_INTERNO)


app.command("documento", cls=Orden)(documento.documento)
app.command("cambios", cls=Orden)(cambios.cambios)
app.command("por-vencer", cls=Orden)(cambios.por_vencer)
app.command("impacto", cls=Orden)(impacto.impacto)
app.command("equivalencias", cls=Orden)(equivalencias.equivalencias)
app.add_typer(manual.app, name="manual")
