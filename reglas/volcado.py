"""Una base entera como un documento JSON: guardada así, se puede volver a usar aunque la de hoy sea otra."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from reglas.cargador import SECCIONES, Reunion, resolver
from reglas.catalogo import Catalogo
from reglas.errores import ErrorDeReglas, ErrorDeVolcado
from reglas.fichas import Archivo
from reglas.listas import lista_de

_FECHA = "$fecha"
"""Con qué se marca una fecha: JSON no las distingue de un texto, y una condición sí."""


def volcar(catalogo: Catalogo) -> dict[str, Any]:
    """El documento de una base; `restaurar` la devuelve igual."""
    fichas = {seccion: [_dicha(f) for f in suyas] for seccion, suyas in _secciones(catalogo).items()}
    return {
        "digesto": catalogo.digesto,
        "version": catalogo.base.version,
        "fichas": {**fichas, "base": _dicha(catalogo.base), "escala": _dicha(catalogo.escala)},
        "filas": {codigo: [dict(f) for f in lista.filas] for codigo, lista in catalogo.listas.items()},
    }


def _secciones(catalogo: Catalogo) -> dict[str, list[Any]]:
    """Las fichas de cada sección, en el orden en que se escribieron: ese orden cuenta en el digesto."""
    con_ficha: dict[str, list[Any]] = {
        "listas": [lista.ficha for lista in catalogo.listas.values()],
        "avisos": [a.ficha for a in catalogo.avisos],
        "hechos": [catalogo.hechos[codigo].ficha for codigo in catalogo.hechos_escritos],
        "reglas": [r.ficha for r in catalogo.reglas.values()],
        "contradicciones": [c.ficha for c in catalogo.contradicciones.values()],
        "casos": list(catalogo.casos),
    }
    return {s: con_ficha[s] if s in con_ficha else list(getattr(catalogo, s).values()) for s in SECCIONES}


def _dicha(ficha: Any) -> Any:
    return _sin_fechas(ficha.model_dump(exclude_unset=True))


def _sin_fechas(dato: Any) -> Any:
    if isinstance(dato, dict):
        return {clave: _sin_fechas(valor) for clave, valor in dato.items()}
    if isinstance(dato, list | tuple):
        return [_sin_fechas(valor) for valor in dato]
    return {_FECHA: dato.isoformat()} if isinstance(dato, date) else dato


def con_fechas(dato: Any) -> Any:
    """El mismo dato, con sus fechas como fechas."""
    if isinstance(dato, dict):
        if dato.keys() == {_FECHA}:
            return date.fromisoformat(dato[_FECHA])
        return {clave: con_fechas(valor) for clave, valor in dato.items()}
    return [con_fechas(valor) for valor in dato] if isinstance(dato, list) else dato


def restaurar(documento: Mapping[str, Any]) -> Catalogo:
    """La base de un documento. Lanza ErrorDeVolcado si ya no se entiende o no es la que dice ser."""
    try:
        catalogo = armar(documento)
    except (ErrorDeReglas, LookupError, TypeError, ValueError, AttributeError) as error:
        raise ErrorDeVolcado("La base de reglas guardada ya no se puede leer con este programa.") from error
    if catalogo.digesto != documento["digesto"]:
        raise ErrorDeVolcado("La base de reglas guardada no es la que se guardó: su digesto no coincide.")
    return catalogo


def armar(documento: Mapping[str, Any]) -> Catalogo:
    """El catálogo de las fichas de un documento, sea cual sea el digesto que diga."""
    archivo = Archivo.model_validate(con_fechas(documento["fichas"]))
    return resolver(_reunion(archivo, documento["filas"]))


def _reunion(archivo: Archivo, filas: Mapping[str, list[dict[str, str]]]) -> Reunion:
    reunion = Reunion()
    for seccion in SECCIONES:
        reunion.fichas[seccion] = {ficha.codigo: ficha for ficha in getattr(archivo, seccion)}
    reunion.unicas.update(base=archivo.base, escala=archivo.escala)
    reunion.listas = {ficha.codigo: lista_de(ficha, filas[ficha.codigo]) for ficha in archivo.listas}
    return reunion
