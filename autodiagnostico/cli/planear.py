"""`autodiagnostico planear`: las acciones pendientes por trimestres."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autodiagnostico.cli.comun import (
    Formato,
    OpcionDeFecha,
    OpcionDeFormato,
    OpcionDeReglas,
    contexto,
    escribir_json,
)
from autodiagnostico.entrada.casos import leer_archivo
from autodiagnostico.errores import Entradas, ErrorDeEntrada

if TYPE_CHECKING:
    from autodiagnostico.cli.planes import Propuesta


def planear(  # noqa: PLR0913, PLR0917 - cada parámetro es una opción de la orden
    ctx: typer.Context,
    caso: Annotated[Path, typer.Argument(metavar="CASO.json", help="Archivo con el caso.")],
    capacidad: Annotated[
        str,
        typer.Option(
            "--capacidad",
            metavar="DÍAS",
            help="Días de trabajo por trimestre: «40», o uno por cada uno: «40,20,60,40».",
        ),
    ],
    periodos: Annotated[
        int | None,
        typer.Option(
            "--periodos", metavar="N", help="Cuántos trimestres; con un número por cada uno, sobra."
        ),
    ] = None,
    ajustes: Annotated[
        Path | None,
        typer.Option(
            "--ajustes",
            metavar="AJUSTES.json",
            help="Días de cada área, presupuesto, acciones fijadas o prohibidas y esfuerzos propios.",
        ),
    ] = None,
    frontera: Annotated[
        str | None,
        typer.Option(
            "--frontera", metavar="DÍAS,DÍAS,…", help="También, a cuánto se llega con cada capacidad."
        ),
    ] = None,
    contra: Annotated[
        Path | None,
        typer.Option(
            "--contra", metavar="PLAN.json", help="También, qué cambia desde un plan guardado en JSON."
        ),
    ] = None,
    fecha: OpcionDeFecha = None,
    formato: OpcionDeFormato = Formato.TABLA,
    carpetas: OpcionDeReglas = None,
) -> None:
    """Reparte las acciones pendientes en trimestres, según lo que haya en cada uno."""
    from autodiagnostico.entrada.pedidos import leer_capacidades, leer_pedido, leer_plan

    catalogo = contexto(ctx, carpetas).catalogo()
    entradas = Entradas()
    with entradas.leyendo():
        este = leer_archivo(caso, catalogo, fecha)
    with entradas.leyendo():
        pedido = leer_pedido(catalogo, capacidad, periodos, ajustes)
    with entradas.leyendo():
        capacidades = leer_capacidades("--frontera", frontera) if frontera is not None else []
    with entradas.leyendo():
        guardado = None if contra is None else leer_plan(contra, catalogo.acciones)
    entradas.exigir()
    from autodiagnostico import busqueda
    from autodiagnostico.cli.planes import Propuesta
    from motor.busqueda import comparar_planes

    try:
        plan = busqueda.planear(catalogo, este, pedido)
    except ErrorDeEntrada as error:
        # Las opciones ya se leyeron bien: lo que no cabe es lo que fija el archivo.
        raise ErrorDeEntrada(str(ajustes), error.problemas) from error
    anterior = guardado and busqueda.evaluar_plan(catalogo, este, guardado, pedido.propias)
    _mostrar(
        Propuesta(
            catalogo=catalogo,
            pedido=pedido,
            plan=plan,
            puntos=busqueda.frontera(catalogo, este, pedido, capacidades),
            comparacion=comparar_planes(anterior, plan.periodos) if anterior else None,
        ),
        formato,
    )


def _mostrar(propuesta: Propuesta, formato: Formato) -> None:
    if formato is Formato.TABLA:
        from autodiagnostico.cli.planes import mostrar_plan

        mostrar_plan(propuesta)
        return
    from motor.busqueda import comparacion_en_json, frontera_en_json, plan_en_json

    documento = plan_en_json(propuesta.plan)
    if propuesta.puntos:
        documento["frontera"] = frontera_en_json(propuesta.puntos)
    if propuesta.comparacion is not None:
        documento["comparacion"] = comparacion_en_json(propuesta.comparacion)
    escribir_json(documento)
