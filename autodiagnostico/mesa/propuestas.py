"""Lo que el registro de la Mesa permite responder en el cuestionario."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from autodiagnostico.mesa.fichas import Mesa
from autodiagnostico.mesa.marco import Preguntas
from motor import Caso, Respuesta
from motor.caso import Valor, ValorInvalido, leer_valor
from reglas import Catalogo


@dataclass(frozen=True, slots=True)
class Propuesta:
    """Una respuesta que se deduce del registro: `actual` es la que hay hoy, si la hay."""

    criterio: str
    valor: Valor
    actual: Valor | None
    respaldo: tuple[str, ...]

    @property
    def cambia(self) -> bool:
        """Si aceptarla cambiaría algo."""
        return self.valor != self.actual


def proponer(catalogo: Catalogo, preguntas: Preguntas, mesa: Mesa, caso: Caso) -> list[Propuesta]:
    """Una propuesta por pregunta que el registro contesta, en el orden del catálogo.

    De lo que el registro no dice no se propone nada: que falte un dato no es un «no».
    """
    deducidas = {codigo: (valor, respaldo) for codigo, valor, respaldo in _deducir(preguntas, mesa, caso)}
    propuestas = []
    for codigo, criterio in catalogo.criterios.items():
        if codigo not in deducidas:
            continue
        crudo, respaldo = deducidas[codigo]
        try:
            valor = leer_valor(criterio, crudo)
        except ValorInvalido:  # otra base de reglas, que pregunta lo mismo de otra manera
            continue
        actual = caso.respuestas[codigo].valor if codigo in caso.respuestas else None
        propuestas.append(Propuesta(codigo, valor, actual, respaldo))
    return propuestas


def con_lo_propuesto(caso: Caso, propuestas: list[Propuesta]) -> Caso:
    """El caso si se aceptaran todas, para ver qué reglas se cumplirían."""
    nuevas = {
        p.criterio: replace(caso.respuestas.get(p.criterio, Respuesta()), valor=p.valor, no_aplica=None)
        for p in propuestas
    }
    return replace(caso, respuestas={**caso.respuestas, **nuevas})


def _deducir(preguntas: Preguntas, mesa: Mesa, caso: Caso) -> Iterator[tuple[str, Any, tuple[str, ...]]]:
    acto, corte = mesa.acto, caso.fecha_corte
    if not acto.creada:
        return
    actos = tuple(t for t in (acto.acta_del_comite, acto.acto) if t)
    yield preguntas.existe, True, actos
    if mesa.integran(corte):
        votan = mesa.con_voto(corte)
        yield preguntas.bloques, _sin_repetir(i.bloque for i in votan if i.bloque), actos
        yield preguntas.politicas, _sin_repetir(p for i in votan for p in i.politicas), actos
    yield from _del_reglamento(preguntas, mesa)
    if acto.acto:
        cuantas = sum(_a_tiempo(d, corte) for d in (acto.publicada_en_web, acto.publicada_adentro))
        medios = preguntas.publicacion
        yield medios.criterio, (medios.ninguna, medios.una, medios.ambas)[cuantas], (acto.acto,)


def _del_reglamento(preguntas: Preguntas, mesa: Mesa) -> Iterator[tuple[str, Any, tuple[str, ...]]]:
    acto = mesa.acto
    respaldo = tuple(t for t in (acto.acta_del_reglamento,) if t)
    suyas = preguntas.reglamento
    yield suyas.criterio, getattr(suyas, acto.estado_reglamento.value), respaldo
    if acto.estado_reglamento.value != "ninguno":
        yield preguntas.contenidos, list(acto.contenidos), respaldo
    if acto.fecha_del_reglamento is not None:
        yield preguntas.fecha_del_reglamento, acto.fecha_del_reglamento.isoformat(), respaldo
    if acto.acto:
        yield preguntas.fija_plazo, acto.plazo_del_reglamento is not None, (acto.acto,)
    if acto.plazo_del_reglamento is not None:
        yield preguntas.fecha_limite, acto.plazo_del_reglamento.isoformat(), (acto.acto,)


def _a_tiempo(dia: date | None, corte: date) -> bool:
    return dia is not None and dia <= corte


def _sin_repetir(textos: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(textos))
