"""Escribir lo que llega de otra versión de la base: cada respuesta, con un cambio en su historia."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session

from autodiagnostico.almacen.tablas import Respuesta as Fila
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import eventos, filas, origenes
from motor.caso import MAXIMO_TEXTO
from motor.equivalencias import Suerte, Traduccion
from reglas import Catalogo


def origen(catalogo: Catalogo) -> str:
    """De dónde viene lo que cambia al pasar a la versión de hoy."""
    return origenes.de_version(catalogo.base.version)


def respondida(fila: Fila | None) -> bool:
    """Si una fila dice algo."""
    return fila is not None and (fila.valor is not None or fila.no_aplica is not None)


def mudadas(traducciones: Sequence[Traduccion]) -> frozenset[str]:
    """Los criterios cuya respuesta se va a otro y no se queda: su lugar está libre."""
    salen = {o for t in traducciones for o in t.origenes}
    return frozenset(salen - {t.destino for t in traducciones if t.destino in t.origenes})


def ocupada(suyas: Mapping[str, Fila], traduccion: Traduccion, libres: frozenset[str]) -> bool:
    """Si la pregunta a la que llega ya la respondió alguien: entonces no se toca."""
    destino = traduccion.destino
    if destino is None or destino in traduccion.origenes or destino in libres:
        return False
    return respondida(suyas.get(destino))


def dar(
    sesion: Session,
    sala: Sala,
    diagnostico_id: int,
    suyas: Mapping[str, Fila],
    traducciones: Sequence[Traduccion],
) -> None:
    """Escribe lo que llega a cada pregunta de hoy, y en las demás de antes deja dicho que se pasaron."""
    de_donde, version = origen(sala.catalogo), sala.catalogo.base.version
    habia = {codigo: eventos.contenido(fila) for codigo, fila in suyas.items()}
    libres = mudadas(traducciones)
    escritas: set[str] = set()
    for t in traducciones:
        if t.destino is None or ocupada(suyas, t, libres):
            continue
        fila = suyas.get(t.destino) or filas.respuesta(sesion, diagnostico_id, t.destino)
        llega = t.destino not in t.origenes
        propio = eventos.VACIO if llega and t.destino in libres else eventos.contenido(fila)
        despues = _lo_que_queda(propio, [habia[o] for o in t.origenes], t, de_donde)
        if not llega or despues != eventos.contenido(fila):
            eventos.escribir_evento(sesion, sala, fila, despues, de_donde, version_base=version)
            escritas.add(t.destino)
    for codigo in dict.fromkeys(o for t in traducciones for o in t.origenes):
        if codigo not in escritas:
            queda = eventos.contenido(suyas[codigo])
            if codigo in sala.catalogo.criterios:  # su código es hoy el de otra pregunta
                queda |= {"valor": None, "no_aplica": None, "por_confirmar": ""}
            eventos.escribir_evento(sesion, sala, suyas[codigo], queda, de_donde, version_base=version)


def _lo_que_queda(
    propio: Mapping[str, Any], vienen: Sequence[Mapping[str, Any]], traduccion: Traduccion, de_donde: str
) -> dict[str, Any]:
    """Lo traducido, por confirmar si hay que revisarlo; evidencias y observación van con ello."""
    queda = traduccion.queda
    ya = next((v["por_confirmar"] for v in vienen if v["por_confirmar"]), "")
    por_confirmar = de_donde if traduccion.suerte is Suerte.REVISION else ya
    observacion = "\n".join(dict.fromkeys(v["observacion"] for v in vienen if v["observacion"]))
    return {
        "valor": None if queda is None else queda.valor,
        "no_aplica": None if queda is None else queda.no_aplica,
        "evidencias": propio["evidencias"] or list(dict.fromkeys(e for v in vienen for e in v["evidencias"])),
        "observacion": propio["observacion"] or observacion[:MAXIMO_TEXTO],
        "por_confirmar": "" if queda is None else por_confirmar,
    }
