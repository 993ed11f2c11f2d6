"""Leer el archivo de un caso."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from autodiagnostico.entrada.archivos import leer_bytes
from autodiagnostico.entrada.json_estricto import JsonInvalido, leer_json
from autodiagnostico.errores import ErrorDeEntrada
from autodiagnostico.reloj import hoy
from motor import Caso, ErrorDeCaso, Problema, leer_caso
from motor.caso import ValorInvalido
from motor.caso import leer_fecha as fecha_de
from reglas import Catalogo

MAXIMO_DE_RESPUESTAS = 1000
"""Más respuestas que estas no son de un caso: es otro archivo, o un error de quien lo generó."""


def leer_archivo(archivo: Path, catalogo: Catalogo, fecha: str | None = None) -> Caso:
    """El caso de un archivo JSON; `fecha`, si viene, manda. Lanza ErrorDeEntrada con todos los problemas."""
    problemas: list[Problema] = []
    corte = leer_fecha(fecha, problemas)
    try:
        caso = leer_datos(leer_json(leer_bytes(archivo)), catalogo, corte)
    except (JsonInvalido, ErrorDeCaso, ErrorDeEntrada) as error:
        raise ErrorDeEntrada(str(archivo), [*problemas, *error.problemas]) from error
    if problemas:
        raise ErrorDeEntrada(str(archivo), problemas)
    return caso


def trae_fecha(archivo: Path) -> bool:
    """Si un caso dice su fecha de corte; lo que no se pueda leer lo dirá `leer_archivo`."""
    try:
        datos = leer_json(leer_bytes(archivo))
    except JsonInvalido:
        return False
    return isinstance(datos, dict) and datos.get("fecha_corte") is not None


def leer_fecha(fecha: str | None, problemas: list[Problema]) -> date | None:
    """La fecha de `--fecha`; si no se admite, anota el problema."""
    try:
        return None if fecha is None else fecha_de(fecha)
    except ValorInvalido as error:
        problemas.append(Problema("--fecha", error.mensaje, error.admite))
        return None


def leer_datos(datos: Any, catalogo: Catalogo, corte: date | None) -> Caso:
    """El caso que hay en unos datos con la forma del contrato. Lanza ErrorDeCaso."""
    respuestas = datos.get("respuestas") if isinstance(datos, dict) else None
    if isinstance(respuestas, dict) and len(respuestas) > MAXIMO_DE_RESPUESTAS:
        mensaje = f"trae {len(respuestas)} respuestas."
        raise ErrorDeCaso([Problema("respuestas", mensaje, f"hasta {MAXIMO_DE_RESPUESTAS}")])
    return leer_caso(datos, catalogo, fecha=corte, hoy=hoy())
