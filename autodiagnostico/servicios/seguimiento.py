"""Seguir el plan: avances, cómo va cada renglón y qué le hacen los atrasos a la madurez prometida."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import isfinite

from sqlmodel import Session, col, select

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import AvanceDeItem, Evidencia
from autodiagnostico.errores import ErrorDeEntrada
from autodiagnostico.permisos import Operacion
from autodiagnostico.plan.contenido import MAXIMO
from autodiagnostico.plan.fichas import Avance, Corte, ItemDePlan
from autodiagnostico.plan.marco import declarado
from autodiagnostico.plan.pasos import ESTADOS, EstadoDeItem, Paso
from autodiagnostico.plan.promesa import cortes, en_cadena
from autodiagnostico.plan.semaforo import Marcha, marcha
from autodiagnostico.reloj import ZONA
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import acuerdos, aprobacion, diagnosticos, personas, plan, renglones
from autodiagnostico.textos import limpiar
from motor.caso import MAXIMO_TEXTO


@dataclass(frozen=True, slots=True)
class Informado:
    """Lo que se informa de un renglón: cuánto va, qué se entregó y qué lo muestra."""

    porcentaje: int
    entregado: str = ""
    valor: float | None = None
    evidencia_id: int | None = None
    fecha: date | None = None
    """Sin ella, hoy."""


def informar(sala: Sala, diagnostico_id: int, item_id: int, informado: Informado) -> list[Avance]:
    """Agrega un avance a un renglón en ejecución y da todos los suyos.

    Lo informado no se cambia: se informa otra vez. Lanza ErrorDeEntrada con todo lo que no se admite.
    """
    with escribir(sala.motor_bd) as sesion:
        diagnostico = acceso.para_cambiar(sesion, sala, diagnostico_id, Operacion.EDITAR_PLAN)
        fila = renglones.una(sesion, diagnostico_id, item_id)
        evidencia = None if informado.evidencia_id is None else sesion.get(Evidencia, informado.evidencia_id)
        problemas = _problemas(EstadoDeItem(fila.estado), informado)
        if informado.evidencia_id is not None and (
            evidencia is None or evidencia.entidad_id != diagnostico.entidad_id or evidencia.retirada
        ):
            problemas.append("Esa evidencia no está entre las de la entidad, o se retiró. Elija otra.")
        if problemas:
            raise ErrorDeEntrada("El avance", problemas)
        avance = AvanceDeItem(
            diagnostico_id=diagnostico_id,
            item_de_plan_id=item_id,
            fecha=informado.fecha or hoy(),
            porcentaje=informado.porcentaje,
            valor=informado.valor,
            entregado=limpiar(informado.entregado),
            evidencia_id=informado.evidencia_id,
            autor_id=sala.quien.cuenta_id,
        )
        bitacora.asentar_fila(sesion, sala, "avance del plan", avance, entidad_id=diagnostico.entidad_id)
        return _avances(sesion, diagnostico_id)[item_id]


def _problemas(estado: EstadoDeItem, informado: Informado) -> list[str]:
    problemas = []
    if estado is not EstadoDeItem.EN_EJECUCION:
        problemas.append(
            f"Este renglón está en «{ESTADOS[estado]}». Se informa el avance de lo que está en ejecución."
        )
    if not 0 <= informado.porcentaje <= 100:  # noqa: PLR2004 - un porcentaje
        problemas.append(f"El avance es {informado.porcentaje}. Escriba un número de 0 a 100.")
    if informado.valor is not None and (not isfinite(informado.valor) or abs(informado.valor) > MAXIMO):
        problemas.append("La medida del indicador es un número.")
    if len(informado.entregado) > MAXIMO_TEXTO:
        problemas.append(
            f"Lo entregado tiene {len(informado.entregado)} caracteres. Se admiten {MAXIMO_TEXTO}."
        )
    if (informado.fecha or hoy()) > hoy():
        problemas.append("La fecha del avance todavía no llega.")
    return problemas


def avances(sala: Sala, diagnostico_id: int) -> dict[int, list[Avance]]:
    """Los avances de cada renglón, por su id, del más viejo al más nuevo."""
    with leyendo(sala.motor_bd) as sesion:
        acceso.diagnostico(sesion, sala, diagnostico_id)
        return _avances(sesion, diagnostico_id)


def _avances(sesion: Session, diagnostico_id: int) -> dict[int, list[Avance]]:
    suyos = (
        select(AvanceDeItem, Evidencia)
        .join(Evidencia, onclause=col(AvanceDeItem.evidencia_id) == col(Evidencia.id), isouter=True)
        .where(AvanceDeItem.diagnostico_id == diagnostico_id)
        .order_by(col(AvanceDeItem.fecha), col(AvanceDeItem.id))
    )
    todos = sesion.exec(suyos).all()
    quienes = personas.autores(sesion, (a.autor_id for a, _ in todos))
    por_item: dict[int, list[Avance]] = {}
    for a, evidencia in todos:
        avance = Avance(
            id=a.id or 0,
            fecha=a.fecha,
            porcentaje=a.porcentaje,
            valor=a.valor,
            entregado=a.entregado,
            evidencia=_nombrada(evidencia),
            cuando=a.cuando,
            quien=quienes[a.autor_id],
        )
        por_item.setdefault(a.item_de_plan_id, []).append(avance)
    return por_item


def _nombrada(evidencia: Evidencia | None) -> tuple[int, str] | None:
    return None if evidencia is None else (evidencia.id or 0, evidencia.nombre)


def marchas(sala: Sala, diagnostico_id: int) -> list[Marcha]:
    """Cómo va hoy cada renglón, en el orden del plan."""
    todos = avances(sala, diagnostico_id)
    umbrales = declarado().semaforo
    return [
        marcha(i, todos[i.id][-1] if i.id in todos else None, hoy(), umbrales)
        for i in plan.items(sala, diagnostico_id)
    ]


@dataclass(frozen=True, slots=True)
class Atrasada:
    """Una acción que terminará después de lo aprobado; sin `hasta`, no se hará."""

    item: ItemDePlan
    de: date
    hasta: date | None


@dataclass(frozen=True)
class Efecto:
    """La madurez que se prometió y la que se alcanza con los atrasos de hoy, trimestre a trimestre."""

    prometida: tuple[Corte, ...]
    proyectada: tuple[Corte, ...]
    atrasadas: tuple[Atrasada, ...]


def prometer(sala: Sala, diagnostico_id: int) -> tuple[Corte, ...]:
    """La madurez que promete el plan como está escrito hoy, aprobado o no."""
    suyo = diagnosticos.con_que(sala, diagnostico_id)
    todos = {i.orden: renglones.en_json(i) for i in plan.items(sala, diagnostico_id)}
    return cortes(suyo.catalogo, suyo.caso, aprobacion.fechas_de(todos), aprobacion.propias_de(todos))


def efecto(sala: Sala, diagnostico_id: int) -> Efecto | None:
    """Qué les hacen los atrasos a lo prometido en la última versión aprobada; None si no hay ninguna.

    Lo vencido se corre a hoy, con lo que lo requiere; lo hecho cuenta desde que se hizo; lo no hecho, nunca.
    """
    aprobadas = aprobacion.versiones(sala, diagnostico_id)
    if not aprobadas:
        return None
    ultima = aprobadas[-1]
    suyo = diagnosticos.con_que(sala, diagnostico_id)
    por_orden = {i.orden: i for i in plan.items(sala, diagnostico_id)}
    dichas = aprobacion.fechas_de(ultima.renglones)
    hechas = cuando_se_hizo(sala, diagnostico_id)
    de_accion = {
        r["accion"]: por_orden[orden] for orden, r in ultima.renglones.items() if r["accion"] in dichas
    }
    seran = {c: f for c, i in de_accion.items() if (f := _sera(i, dichas[c], hechas)) is not None}
    seran = en_cadena(suyo.catalogo, {c: f for c, f in seran.items() if c in suyo.catalogo.acciones})
    prometidas = en_cadena(suyo.catalogo, {c: f for c, f in dichas.items() if c in suyo.catalogo.acciones})
    return Efecto(
        prometida=ultima.prometida,
        proyectada=cortes(suyo.catalogo, suyo.caso, seran, aprobacion.propias_de(ultima.renglones)),
        atrasadas=tuple(
            Atrasada(de_accion[c], f, seran.get(c))
            for c, f in prometidas.items()
            if c not in seran or seran[c] > f
        ),
    )


def _sera(item: ItemDePlan, dicha: date, hechas: dict[int, date]) -> date | None:
    if item.estado is EstadoDeItem.NO_HECHO:
        return None
    if item.estado is EstadoDeItem.HECHO:
        return hechas.get(item.id, dicha)
    return max(dicha, hoy())


def cuando_se_hizo(sala: Sala, diagnostico_id: int) -> dict[int, date]:
    """El día, en Bogotá, en que cada renglón se dio por hecho la última vez."""
    return {
        item_id: dado.cuando.astimezone(ZONA).date()
        for item_id, dados in acuerdos.historia(sala, diagnostico_id).items()
        for dado in dados
        if dado.paso is Paso.CUMPLIR
    }
