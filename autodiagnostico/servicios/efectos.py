"""Lo que un renglón hecho permite responder: se propone, y una persona lo acepta. Nada cambia en silencio."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.plan.fichas import ItemDePlan
from autodiagnostico.plan.pasos import EstadoDeItem
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import diagnosticos, origenes, plan, seguimiento
from autodiagnostico.servicios.fichas import FichaDeDiagnostico
from motor.acciones import hacer
from motor.caso import Valor, escribir_valor


@dataclass(frozen=True, slots=True)
class RespuestaPropuesta:
    """Una respuesta que cambiaría por lo hecho; `actual` None es que hoy no hay ninguna."""

    criterio: str
    actual: Valor | None
    valor: Valor
    evidencias: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Propuestas:
    """Lo que un renglón hecho propone, y a qué diagnóstico abierto de la entidad; None si no hay ninguno."""

    item: ItemDePlan
    a_cual: FichaDeDiagnostico | None
    respuestas: tuple[RespuestaPropuesta, ...] = ()


def abierto(sala: Sala, diagnostico_id: int) -> FichaDeDiagnostico | None:
    """El diagnóstico en borrador más reciente de la misma entidad: el que recibe respuestas."""
    entidad = diagnosticos.leer(sala, diagnostico_id).entidad
    suyos = (d for d in diagnosticos.listar(sala, entidad.id) if d.estado == "borrador")
    return next(suyos, None)


def proponer(sala: Sala, diagnostico_id: int) -> list[Propuestas]:
    """Lo que propone cada renglón hecho que todavía cambiaría alguna respuesta, en el orden del plan."""
    hechos = [
        i for i in plan.items(sala, diagnostico_id) if i.estado is EstadoDeItem.HECHO and i.accion is not None
    ]
    a_cual = abierto(sala, diagnostico_id)
    if a_cual is None:
        return [Propuestas(i, None) for i in hechos]
    suyas = [Propuestas(i, a_cual, tuple(_de(sala, diagnostico_id, i, a_cual))) for i in hechos]
    return [p for p in suyas if p.respuestas]


def _de(
    sala: Sala, diagnostico_id: int, item: ItemDePlan, a_cual: FichaDeDiagnostico
) -> Iterable[RespuestaPropuesta]:
    """Lo que la acción `logra`, donde todavía no está; con las evidencias de sus avances."""
    suyo = diagnosticos.con_que(sala, a_cual.id)
    accion = suyo.catalogo.acciones.get(item.accion or "")
    if accion is None:
        return
    cuando = seguimiento.cuando_se_hizo(sala, diagnostico_id).get(item.id, hoy())
    quedaria = hacer(suyo.catalogo, suyo.caso, [accion.codigo], cuando)
    avances = seguimiento.avances(sala, diagnostico_id).get(item.id, [])
    evidencias = tuple(dict.fromkeys(a.evidencia[1] for a in avances if a.evidencia))
    for criterio in accion.logra:
        antes = suyo.caso.respuestas.get(criterio)
        despues = quedaria.respuestas.get(criterio)
        actual = antes.valor if antes else None
        if despues is not None and despues.valor is not None and despues.valor != actual:
            yield RespuestaPropuesta(criterio, actual, despues.valor, evidencias)


def aceptar(sala: Sala, diagnostico_id: int, item_id: int, criterios: Iterable[str]) -> int:
    """Responde en el diagnóstico abierto lo propuesto para esas preguntas; dice cuántas cambió.

    Lo exige quien responde cada tema: quien solo arma el plan no puede aceptarlas.
    """
    pedidas = set(criterios)
    suya = next((p for p in proponer(sala, diagnostico_id) if p.item.id == item_id), None)
    if suya is None or suya.a_cual is None:
        raise ErrorDeServicio(
            "Ya no hay nada que aceptar de este renglón, o no hay un autodiagnóstico abierto que lo reciba."
        )
    elegidas = [r for r in suya.respuestas if r.criterio in pedidas]
    for propuesta in elegidas:
        quedo = diagnosticos.responder(
            sala,
            suya.a_cual.id,
            propuesta.criterio,
            escribir_valor(propuesta.valor),
            origen=origenes.PLAN,
        )
        nuevas = [e for e in propuesta.evidencias if e not in quedo.respuesta.evidencias]
        if nuevas:
            diagnosticos.anotar(
                sala,
                suya.a_cual.id,
                propuesta.criterio,
                evidencias=[*quedo.respuesta.evidencias, *nuevas],
                origen=origenes.PLAN,
            )
    return len(elegidas)
