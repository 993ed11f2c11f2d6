"""`autodiagnostico reglas impacto`: qué niveles cambiarían con otra base o en otra fecha."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from autodiagnostico.ajustes import carpeta_de_reglas
from autodiagnostico.cli.comun import (
    Formato,
    OpcionDeFecha,
    OpcionDeFormato,
    OpcionDeReglas,
    contexto,
    escribir_json,
)
from autodiagnostico.cli.espanol import BIEN, ENTRADA_INVALIDA
from autodiagnostico.cli.lote import a_la_vista
from autodiagnostico.entrada.casos import leer_fecha
from autodiagnostico.errores import ErrorDeEntrada
from motor import Problema
from reglas import ErrorDeCatalogo, cargar

if TYPE_CHECKING:
    from datetime import date

    from autodiagnostico.cli.comun import Contexto
    from autodiagnostico.lotes import Version
    from autodiagnostico.lotes.impacto import CambioDeEntidad, Impacto
    from motor.poblacion.impacto import Medida, ReglaEnEscenario

_UNA_FECHA = re.compile(r"\d{4}-\d{2}-\d{2}")
_QUE_ES = (
    "Una fecha AAAA-MM-DD (la base de siempre, leída ese día) o una carpeta de reglas; «base» es la de "
    f"fábrica, y varias se suman con «{os.pathsep}»."
)


def impacto(  # noqa: PLR0913, PLR0917 - cada parámetro es una opción de la orden
    ctx: typer.Context,
    casos: Annotated[Path, typer.Argument(metavar="CASOS", help="Casos: .jsonl, .csv o .parquet.")],
    de: Annotated[str, typer.Option("--de", metavar="VERSION", help=_QUE_ES)],
    a: Annotated[str, typer.Option("--a", metavar="VERSION", help="Con qué se compara; lo mismo.")],
    fecha: OpcionDeFecha = None,
    formato: OpcionDeFormato = Formato.TABLA,
    carpetas: OpcionDeReglas = None,
) -> None:
    """Dice qué entidades cambian de nivel, en qué escenario y por qué, si se publica otra base."""
    from autodiagnostico.lotes import medir

    este = contexto(ctx, carpetas)
    problemas: list[Problema] = []
    corte = leer_fecha(fecha, problemas)
    if fecha is not None and any(_UNA_FECHA.fullmatch(v) for v in (de, a)):
        problemas.append(Problema("--fecha", "no se combina con una versión que ya es una fecha."))
    if problemas:
        raise ErrorDeEntrada("impacto", problemas)
    antes, despues = (_version(o, escrita, este, corte) for o, escrita in (("--de", de), ("--a", a)))
    with a_la_vista("Comparando") as avisar:
        medido = medir(casos, antes, despues, avisar)
    if formato is Formato.JSON:
        escribir_json(en_json(medido, antes, despues))
    else:
        from autodiagnostico.cli import impacto_en_tabla

        impacto_en_tabla.mostrar(medido, antes, despues)
    raise typer.Exit(ENTRADA_INVALIDA if medido.sin_evaluar else BIEN)


def _version(opcion: str, escrita: str, este: Contexto, corte: date | None) -> Version:
    from autodiagnostico.lotes import Version

    if _UNA_FECHA.fullmatch(escrita):
        problemas: list[Problema] = []
        dia = leer_fecha(escrita, problemas)
        if problemas:
            raise ErrorDeEntrada(opcion, [problemas[0].mensaje])
        return Version(escrita, este.catalogo(), dia)
    rutas = [carpeta_de_reglas(parte) for parte in escrita.split(os.pathsep) if parte]
    try:
        return Version(escrita, cargar(rutas), corte)
    except ErrorDeCatalogo as error:
        raise ErrorDeEntrada(f"{opcion} {escrita}", error.defectos) from error


def en_json(medido: Impacto, de: Version, a: Version) -> dict[str, Any]:
    """El impacto como documento."""
    from motor.poblacion.cuantias import DIEZMIL

    def medida(m: Medida) -> dict[str, Any]:
        return {"nivel": m.nivel, "indice": None if m.indice is None else m.indice / DIEZMIL}

    def regla(r: ReglaEnEscenario | None) -> dict[str, Any] | None:
        if r is None:
            return None
        grado = None if r.medios is None else r.medios / 2
        return {"estado": r.estado.value, "grado": grado, "peso": r.peso, "habilita": r.habilita}

    def cambio(c: CambioDeEntidad) -> dict[str, Any]:
        return {
            "entidad": c.entidad,
            "vigencia": c.vigencia,
            "escenario": c.cambio.escenario,
            "de": {"fecha_corte": c.fechas[0].isoformat(), **medida(c.cambio.antes)},
            "a": {"fecha_corte": c.fechas[1].isoformat(), **medida(c.cambio.despues)},
            "umbral": c.cambio.umbral,
            "motivos": [
                {"regla": m.regla, "decide": m.decide, "de": regla(m.antes), "a": regla(m.despues)}
                for m in c.cambio.motivos
            ],
        }

    def base(v: Version) -> dict[str, str]:
        suya = v.catalogo
        return {"version": v.nombre, "version_reglas": suya.base.version, "digesto_reglas": suya.digesto}

    return {
        "de": base(de),
        "a": base(a),
        "casos": medido.casos,
        "sin_evaluar": medido.sin_evaluar,
        "escenarios": [
            {"codigo": codigo, **{s.value: n for s, n in conteo.items()}}
            for codigo, conteo in medido.conteos.items()
        ],
        "cambios": [cambio(c) for c in medido.cambios],
    }
