"""`autodiagnostico reglas cambios` y `por-vencer`: la norma en el tiempo."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from autodiagnostico.cli.comun import (
    Formato,
    OpcionDeFecha,
    OpcionDeFormato,
    OpcionDeReglas,
    contexto,
    escribir_json,
)
from autodiagnostico.entrada.casos import leer_archivo, leer_fecha
from autodiagnostico.errores import ErrorDeEntrada
from autodiagnostico.reloj import hoy
from motor import Caso, Problema
from reglas import Catalogo

DIAS = 90
ArgumentoDeCaso = Annotated[
    Path | None,
    typer.Argument(metavar="CASO.json", help="Un caso: solo lo que le toca a esa entidad."),
]


def cambios(  # noqa: PLR0913, PLR0917 - cada parámetro es una opción de la orden
    ctx: typer.Context,
    de: Annotated[str, typer.Option("--de", metavar="AAAA-MM-DD", help="Primer día.")],
    a: Annotated[str, typer.Option("--a", metavar="AAAA-MM-DD", help="Último día.")],
    caso: ArgumentoDeCaso = None,
    formato: OpcionDeFormato = Formato.TABLA,
    carpetas: OpcionDeReglas = None,
) -> None:
    """Dice qué cambia en las reglas de una fecha a otra."""
    from autodiagnostico.servicios import novedades

    desde, hasta = _fechas(de, a)
    if hasta < desde:
        raise ErrorDeEntrada("--a", [f"{hasta} es anterior a --de {desde}."])
    catalogo = contexto(ctx, carpetas).catalogo()
    suyo = _caso(caso, catalogo)
    halladas = novedades.entre(catalogo, desde, hasta, suyo)
    _decir(halladas, {"de": desde, "a": hasta}, suyo, formato)


def por_vencer(  # noqa: PLR0913, PLR0917 - cada parámetro es una opción de la orden
    ctx: typer.Context,
    caso: ArgumentoDeCaso = None,
    dias: Annotated[
        int, typer.Option("--dias", metavar="N", help="Cuántos días hacia adelante se miran.")
    ] = DIAS,
    fecha: OpcionDeFecha = None,
    formato: OpcionDeFormato = Formato.TABLA,
    carpetas: OpcionDeReglas = None,
) -> None:
    """Avisa lo que está por empezar, terminar, cambiar o vencer."""
    from autodiagnostico.servicios import novedades

    problemas: list[Problema] = []
    dia = leer_fecha(fecha, problemas) or hoy()
    if not 1 <= dias <= novedades.MAXIMO_DIAS:
        problemas.append(
            Problema("--dias", f"{dias} no sirve como número de días.", f"de 1 a {novedades.MAXIMO_DIAS}")
        )
    if problemas:
        raise ErrorDeEntrada("por-vencer", problemas)
    catalogo = contexto(ctx, carpetas).catalogo()
    suyo = _caso(caso, catalogo)
    _decir(novedades.por_venir(catalogo, dia, dias, suyo), {"fecha": dia, "dias": dias}, suyo, formato)


def _fechas(de: str, a: str) -> tuple[date, date]:
    problemas: list[Problema] = []
    fechas: list[date] = []
    for opcion, escrita in (("--de", de), ("--a", a)):
        suyos: list[Problema] = []
        leida = leer_fecha(escrita, suyos)
        problemas += [Problema(opcion, p.mensaje, p.admite) for p in suyos]
        fechas += [] if leida is None else [leida]
    if problemas:
        raise ErrorDeEntrada("cambios", problemas)
    return fechas[0], fechas[1]


def _caso(archivo: Path | None, catalogo: Catalogo) -> Caso | None:
    return None if archivo is None else leer_archivo(archivo, catalogo)


def _decir(halladas: list[Any], pedido: dict[str, Any], caso: Caso | None, formato: Formato) -> None:
    if formato is Formato.TABLA:
        from autodiagnostico.cli import novedades

        novedades.mostrar(halladas, caso)
        return
    campos = ("suceso", "seccion", "codigo", "titulo", "detalle")
    escribir_json(
        {
            **{c: v.isoformat() if isinstance(v, date) else v for c, v in pedido.items()},
            "entidad": caso.entidad.codigo if caso else None,
            "novedades": [
                {"fecha": n.fecha.isoformat() if n.fecha else None} | {c: str(getattr(n, c)) for c in campos}
                for n in halladas
            ],
        }
    )
