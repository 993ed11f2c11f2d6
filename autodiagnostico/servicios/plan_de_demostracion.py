"""El plan en marcha de la demostración, hecho por los mismos servicios que usa una entidad."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from autodiagnostico.mesa.fichas import Acto, Asistente, Calidad, Decision, EstadoDelReglamento, Integrante
from autodiagnostico.plan.demostracion import Avance, Datos, Guion, Registro, Reloj, Renglon, Sesion, guion
from autodiagnostico.plan.fichas import Contenido, Mecanismo
from autodiagnostico.plan.pasos import EstadoDeItem, Paso
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import (
    acuerdos,
    aprobacion,
    carga_de_evidencias,
    mecanismos,
    mesa,
    mesa_tecnica,
    plan,
    seguimiento,
    sesiones,
)
from autodiagnostico.servicios.aprobacion import ActoDeAprobacion
from autodiagnostico.servicios.fichas import FichaDeDiagnostico
from autodiagnostico.servicios.fichas_de_evidencia import Nueva
from autodiagnostico.servicios.seguimiento import Informado
from autodiagnostico.servicios.sesiones import Acta, Convocatoria

_E = EstadoDeItem
_EMPEZADOS = frozenset({_E.EN_EJECUCION, _E.HECHO})
_APROBADOS = _EMPEZADOS | {_E.APROBADO}
_PRESENTADOS = frozenset({_E.PRESENTADO, _E.DEVUELTO})


def poner(sala: Sala, ficha: FichaDeDiagnostico, reloj: Reloj) -> None:
    """La Mesa de la entidad y el plan que salió de ese diagnóstico, hasta el día de hoy."""
    suyo = guion()
    _registrar(sala, ficha.entidad.id, reloj, suyo.mesa)
    ids = [_agregar(sala, ficha.id, reloj, r) for r in suyo.renglones]
    for apartada in suyo.apartadas:
        mesa.apartar(sala, ficha.id, apartada.accion, apartada.razon, reloj.vigencia + 1)
    _aprobar(sala, ficha.id, reloj, suyo, ids)
    for item, renglon in zip(ids, suyo.renglones, strict=True):
        for avance in renglon.avances:
            _informar(sala, ficha, item, reloj, avance)
    acuerdos.dar(sala, ficha.id, _en(suyo, ids, {_E.HECHO}), Paso.CUMPLIR)
    _presentar(sala, ficha.id, suyo, ids)
    for datos in suyo.mecanismos:
        dia = reloj.a(datos["dia"])
        mecanismos.guardar(sala, ficha.id, Mecanismo(0, **_campos(datos, sin={"dia"}), fecha=dia))


def _campos(datos: Mapping[str, Any], sin: Collection[str] = ()) -> Datos:
    return {c: tuple(v) if isinstance(v, list) else v for c, v in datos.items() if c not in sin}


def _registrar(sala: Sala, entidad_id: int, reloj: Reloj, suya: Registro) -> None:
    acto = Acto(
        acta_del_comite=reloj.decir(suya.acta_del_comite),
        firma=reloj.a(suya.firma),
        publicada_adentro=reloj.a(suya.publicada_adentro),
        estado_reglamento=EstadoDelReglamento(suya.estado_reglamento),
    )
    mesa_tecnica.guardar_acto(sala, entidad_id, acto)
    for datos in suya.integrantes:
        mesa_tecnica.guardar_integrante(sala, entidad_id, Integrante(0, **_campos(datos), desde=acto.firma))
    for sesion in suya.sesiones:
        _sesionar(sala, entidad_id, reloj, sesion)


def _sesionar(sala: Sala, entidad_id: int, reloj: Reloj, suya: Sesion) -> None:
    dia = reloj.a(suya.dia)
    convocatoria = Convocatoria(dia, hora="9:00 a. m.", lugar=suya.lugar, orden_del_dia=suya.orden_del_dia)
    convocada = sesiones.convocar(sala, entidad_id, convocatoria)
    if not suya.desarrollo:
        return
    votan = mesa_tecnica.leer(sala, entidad_id).con_voto(dia)
    acta = Acta(
        asistentes=tuple(Asistente(i.persona, Calidad.TITULAR, i.id) for i in votan),
        desarrollo=suya.desarrollo,
        decisiones=tuple(Decision(texto, a_favor=len(votan)) for texto in suya.decisiones),
        compromisos=tuple((c.texto, c.responsable, reloj.a(c.dia)) for c in suya.compromisos),
    )
    hecha = sesiones.realizar(sala, entidad_id, convocada.id, acta)
    for quedo, dicho in zip(hecha.compromisos, suya.compromisos, strict=True):
        if dicho.cumplido is not None:
            sesiones.cumplir(sala, entidad_id, quedo.id, dicho.resultado, reloj.a(dicho.cumplido))


def _agregar(sala: Sala, diagnostico_id: int, reloj: Reloj, renglon: Renglon) -> int:
    dicho = _campos(renglon.dice)
    if renglon.accion is not None:
        dicho.setdefault("destino", sala.catalogo.acciones[renglon.accion].destinos[0])
    contenido = Contenido(
        **dicho,
        inicio=None if renglon.inicio is None else reloj.del_plan(renglon.inicio),
        fecha=reloj.del_plan(renglon.fecha),
    )
    return plan.guardar_item(sala, diagnostico_id, contenido, accion=renglon.accion).id


def _en(suyo: Guion, ids: list[int], estados: Collection[EstadoDeItem]) -> list[int]:
    return [item for item, renglon in zip(ids, suyo.renglones, strict=True) if renglon.estado in estados]


def _aprobar(sala: Sala, diagnostico_id: int, reloj: Reloj, suyo: Guion, ids: list[int]) -> None:
    """Lo primero que se aprobó; lo que ya empezó, empieza."""
    aprobados = _en(suyo, ids, _APROBADOS)
    for paso in (Paso.ACORDAR, Paso.PRESENTAR):
        acuerdos.dar(sala, diagnostico_id, aprobados, paso)
    acto = ActoDeAprobacion(reloj.decir(suyo.aprobacion.acto), reloj.a(suyo.aprobacion.dia))
    aprobacion.aprobar(sala, diagnostico_id, acto)
    acuerdos.dar(sala, diagnostico_id, _en(suyo, ids, _EMPEZADOS), Paso.EMPEZAR)


def _informar(sala: Sala, ficha: FichaDeDiagnostico, item: int, reloj: Reloj, avance: Avance) -> None:
    evidencia = None
    if avance.evidencia:
        nueva = Nueva(nombre=reloj.decir(avance.evidencia))
        evidencia = carga_de_evidencias.agregar(sala, ficha.entidad.id, nueva).id
    informado = Informado(avance.porcentaje, avance.entregado, avance.valor, evidencia, reloj.a(avance.dia))
    seguimiento.informar(sala, ficha.id, item, informado)


def _presentar(sala: Sala, diagnostico_id: int, suyo: Guion, ids: list[int]) -> None:
    """Lo nuevo: presentado después de la primera aprobación, y lo que el Comité devolvió."""
    for paso in (Paso.ACORDAR, Paso.PRESENTAR):
        acuerdos.dar(sala, diagnostico_id, _en(suyo, ids, _PRESENTADOS), paso)
    for item, renglon in zip(ids, suyo.renglones, strict=True):
        if renglon.estado is _E.DEVUELTO:
            acuerdos.dar(sala, diagnostico_id, [item], Paso.DEVOLVER, renglon.observacion)
