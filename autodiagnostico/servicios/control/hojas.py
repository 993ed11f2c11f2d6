"""Lo que control interno tiene delante: las respuestas por evaluar y las dos madureces lado a lado."""

from __future__ import annotations

from sqlmodel import Session

from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import expediente
from autodiagnostico.servicios.control import evaluaciones, muestras
from autodiagnostico.servicios.control.fichas import Comparada, PorEvaluar
from autodiagnostico.servicios.expediente import Expediente
from motor import Respuesta, Resultado
from motor.cuestionario import preguntas

_VACIA = Respuesta()


def por_evaluar(sala: Sala, diagnostico_id: int) -> list[PorEvaluar]:
    """Las preguntas respondidas o ya evaluadas, en el orden del cuestionario."""
    with leyendo(sala.motor_bd) as sesion:
        suyo = _expediente(sesion, sala, diagnostico_id)
        resultado = expediente.evaluar(sala, suyo)
        return de_la_sesion(sesion, resultado, diagnostico_id)


def _expediente(sesion: Session, sala: Sala, diagnostico_id: int) -> Expediente:
    return expediente.armar(sesion, sala, muestras.exigir_ver(sesion, sala, diagnostico_id))


def de_la_sesion(sesion: Session, resultado: Resultado, diagnostico_id: int) -> list[PorEvaluar]:
    """Lo mismo, de un resultado ya hecho y en una transacción ya abierta."""
    historia = evaluaciones.de_la_sesion(sesion, resultado.edicion.catalogo, diagnostico_id)
    versiones = evaluaciones.versiones(sesion, diagnostico_id)
    sorteos = muestras.de_la_sesion(sesion, diagnostico_id)
    en_muestra = set(sorteos[-1].criterios) if sorteos else set()
    veredictos = {codigo: h.veredicto for codigo, h in resultado.hallazgos.items()}
    return [
        PorEvaluar(
            pregunta=p,
            declarada=resultado.caso.respuestas.get(p.criterio.codigo, _VACIA),
            version=versiones.get(p.criterio.codigo, 0),
            en_muestra=p.criterio.codigo in en_muestra,
            historia=tuple(historia.get(p.criterio.codigo, ())),
        )
        for p in preguntas(resultado.edicion, resultado.caso, veredictos)
        if p.respondida or p.criterio.codigo in historia
    ]


def comparada(sala: Sala, diagnostico_id: int) -> Comparada:
    """La madurez autodeclarada y la evaluada, con las mismas reglas y la misma fecha de corte."""
    with leyendo(sala.motor_bd) as sesion:
        suyo = _expediente(sesion, sala, diagnostico_id)
        historia = evaluaciones.de_la_sesion(sesion, suyo.catalogo, diagnostico_id)
    declarada = expediente.evaluar(sala, suyo)
    evaluado = evaluaciones.caso_evaluado(suyo.caso, historia)
    return Comparada(
        declarada=declarada,
        evaluada=expediente.evaluar(sala, Expediente(suyo.catalogo, evaluado)),
        evaluadas=len(historia),
        respondidas=len(muestras.respondidas(declarada)),
    )
