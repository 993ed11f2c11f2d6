"""Lo que se respondió con otra versión de la base, leído con la de hoy según sus equivalencias."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import expediente, filas
from autodiagnostico.servicios.expediente import Expediente
from motor import Caso, Respuesta
from motor.caso import escribir_valor, leer_valor
from motor.equivalencias import Contestada, Suerte, traducir
from reglas import Catalogo


@dataclass(frozen=True, slots=True)
class Traducido:
    """El caso con la base de hoy; de lo respondido, cuánto hay que revisar y por eso no cuenta."""

    caso: Caso
    respondidas: int
    sin_traer: int


def a_la_base(
    sesion: Session, sala: Sala, ids: Sequence[int], base: Catalogo, corte: date | None = None
) -> dict[int, Traducido]:
    """Los casos de unos diagnósticos, con las preguntas de una base; falta el que no se puede armar.

    `corte`, si se dice, es la fecha con que se leen; si no, la de cada uno.

    Lo que pide revisión al pasar de versión queda sin responder, como en el cuestionario.
    """
    versiones: dict[int, dict[str, str | None]] = {}
    for fila in filas.respuestas_de_varios(sesion, ids):
        versiones.setdefault(fila.diagnostico_id, {})[fila.criterio] = fila.version_base
    armados = expediente.armar_varios(sesion, sala, ids)
    return {
        numero: _con_corte(_traducir(base, suyo, versiones.get(numero, {})), corte)
        for numero, suyo in armados.items()
        if not isinstance(suyo, ErrorDeServicio)
    }


def _con_corte(traducido: Traducido, corte: date | None) -> Traducido:
    if corte is None:
        return traducido
    return replace(traducido, caso=replace(traducido.caso, fecha_corte=corte))


def _traducir(hoy: Catalogo, suyo: Expediente, versiones: dict[str, str | None]) -> Traducido:
    caso = suyo.caso
    respondidas = {c: r for c, r in caso.respuestas.items() if r.valor is not None or r.no_aplica is not None}
    entidad = replace(caso.entidad, atributos=filas.atributos_vigentes(_crudos(caso), hoy))
    if suyo.catalogo.digesto == hoy.digesto:
        return Traducido(caso, len(respondidas), 0)
    de_antes = suyo.catalogo.base.version
    traducciones = traducir(
        hoy,
        (
            (codigo, versiones.get(codigo) or de_antes, Contestada(escribir_valor(r.valor), r.no_aplica))
            for codigo, r in respondidas.items()
        ),
    )
    quedan: dict[str, Respuesta] = {}
    for t in traducciones:
        if t.destino is not None and t.queda is not None and t.suerte < Suerte.REVISION:
            queda = t.queda
            valor = None if queda.valor is None else leer_valor(hoy.criterios[t.destino], queda.valor)
            evidencias = respondidas[t.origenes[0]].evidencias
            quedan[t.destino] = Respuesta(valor=valor, no_aplica=queda.no_aplica, evidencias=evidencias)
    traidas = sum(len(t.origenes) for t in traducciones if t.queda is not None and t.suerte < Suerte.REVISION)
    nuevo = replace(caso, entidad=entidad, respuestas=quedan)
    return Traducido(nuevo, len(respondidas), len(respondidas) - traidas)


def _crudos(caso: Caso) -> dict[str, object]:
    return {codigo: escribir_valor(valor) for codigo, valor in caso.entidad.atributos.items()}
