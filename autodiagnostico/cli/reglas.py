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
    from autodiagnostico.cli.tabla_de_reglas import mostrar_lista

    mostrar_lista(catalogo)


@app.command("mostrar", cls=Orden)
def mostrar(
    ctx: typer.Context,
    codigo: Annotated[str, typer.Argument(metavar="CODIGO", help="Código de una regla.")],
    formato: OpcionDeFormato = Formato.TABLA,
    carpetas: OpcionDeReglas = None,
) -> None:
    """Muestra una regla: qué pide, cuándo aplica, cuándo se cumple y de dónde sale."""
    catalogo = contexto(ctx, carpetas).catalogo()
    if codigo not in catalogo.reglas:
        quiso = sugerencia(codigo, catalogo.reglas)
        raise ErrorDeEntrada(
            "CODIGO", [f"no existe la regla «{codigo}».{quiso} Se admite: los códigos de «reglas listar»."]
        )
    from autodiagnostico.cli import tabla_de_reglas

    if formato is Formato.JSON:
        escribir_json(tabla_de_reglas.regla_en_json(catalogo, codigo))
    else:
        tabla_de_reglas.mostrar_regla(catalogo, codigo)


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
