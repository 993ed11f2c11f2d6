"""Qué conviene preguntar, como JSON."""

from __future__ import annotations

from typing import Any

from motor.caso import escribir_valor
from motor.contrato import redondear
from motor.preguntas.utilidad import Efecto, Intervalo, PreguntaUtil, QuePreguntar
from reglas.catalogo import Catalogo
from reglas.condiciones import Ambito


def que_preguntar_en_json(catalogo: Catalogo, hallado: QuePreguntar) -> dict[str, Any]:
    """El resultado de `que-preguntar --formato json`."""
    return {
        "indice_global": _intervalo(hallado.hoy),
        "preguntas": [_pregunta(catalogo, p) for p in hallado.preguntas],
        "hay": hallado.hay,
        "atributos_sin_saber": list(hallado.atributos),
    }


def _pregunta(catalogo: Catalogo, util: PreguntaUtil) -> dict[str, Any]:
    fichas = catalogo.criterios if util.dato.ambito is Ambito.CRITERIO else catalogo.atributos
    return {
        "dato": str(util.dato),
        "pregunta": fichas[util.dato.codigo].pregunta,
        "estrecha": redondear(util.estrecha),
        "reglas": list(util.reglas),
        "respuestas": [_efecto(e) for e in util.efectos],
    }


def _efecto(efecto: Efecto) -> dict[str, Any]:
    hasta = {} if efecto.celda.hasta is None else {"hasta": escribir_valor(efecto.celda.hasta)}
    valor = {"valor": escribir_valor(efecto.celda.valor), **hasta}
    return {**valor, "parte": float(efecto.celda.parte), **_intervalo(efecto.queda)}


def _intervalo(intervalo: Intervalo) -> dict[str, Any]:
    return {
        "indice_min": redondear(intervalo.minimo),
        "indice_max": redondear(intervalo.maximo),
        "ancho": redondear(intervalo.ancho),
    }
