"""Aprobar el plan: el Comité lo aprueba con un acto, y queda congelada una versión."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, func, select

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import Diagnostico
from autodiagnostico.almacen.tablas import ItemDePlan as Fila
from autodiagnostico.almacen.tablas import VersionDePlan as FilaDeVersion
from autodiagnostico.errores import ErrorDeEntrada, ErrorDeServicio
from autodiagnostico.huellas import huella
from autodiagnostico.permisos import Operacion
from autodiagnostico.plan import congelado
from autodiagnostico.plan.diferencia import Diferencia, diferencias
from autodiagnostico.plan.fichas import ItemDePlan, VersionDePlan
from autodiagnostico.plan.pasos import VIGENTES, EstadoDeItem, Paso
from autodiagnostico.plan.promesa import cortes
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import acuerdos, avisos, expediente, mesa, personas, renglones
from autodiagnostico.servicios.expediente import Expediente
from autodiagnostico.textos import recortar
from motor.busqueda import AccionPropia
from motor.caso import MAXIMO_TEXTO

Renglones = dict[int, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class ActoDeAprobacion:
    """El acta o acto con que el Comité aprueba, y su fecha; None es que no se escribió."""

    acto: str
    fecha: date | None


def aprobar(
    sala: Sala,
    diagnostico_id: int,
    acto: ActoDeAprobacion,
    item_ids: Iterable[int] | None = None,
    *,
    vistas: Mapping[int, int] | None = None,
) -> VersionDePlan:
    """Aprueba lo presentado (todo, o esos renglones) y congela la versión que sigue.

    La versión trae lo que el Comité tiene aprobado desde hoy: lo de ahora y, de lo que se está reformulando,
    lo que decía la anterior. Lanza ErrorDeEntrada con todo lo que lo impide.
    """
    acto = recortar(acto)
    preparado = _preparar(sala, diagnostico_id, item_ids, acto)
    with escribir(sala.motor_bd) as sesion:
        diagnostico = acceso.para_cambiar(sesion, sala, diagnostico_id, Operacion.APROBAR_PLAN)
        filas = [renglones.una(sesion, diagnostico_id, f.id) for f in preparado.aprueba]
        acuerdos.exigir(filas, vistas)
        if _firma(sesion, sala, diagnostico) != preparado.firma:
            raise ErrorDeServicio(
                "En este momento alguien cambió el plan. No se aprobó nada: véalo otra vez."
            )
        for fila in filas:
            acuerdos.dejar_constancia(sesion, sala, diagnostico, fila, Paso.APROBAR, acto.acto)
        avisos.avisar_del_plan(sesion, sala, diagnostico, Paso.APROBAR, (f.orden for f in filas))
        previas = (
            select(func.count())
            .select_from(FilaDeVersion)
            .where(FilaDeVersion.diagnostico_id == diagnostico_id)
        )
        version = FilaDeVersion(
            diagnostico_id=diagnostico_id,
            numero=sesion.exec(previas).one() + 1,
            acto=acto.acto,
            fecha_del_acto=preparado.fecha,
            contenido=preparado.contenido,
            huella=huella(preparado.contenido),
            autor_id=sala.quien.cuenta_id,
        )
        bitacora.asentar_fila(sesion, sala, "plan aprobado", version, entidad_id=diagnostico.entidad_id)
        return _version(version, personas.autores(sesion, [version.autor_id]))


def _problemas_del_acto(acto: ActoDeAprobacion) -> list[str]:
    problemas = []
    if not acto.acto.strip():
        problemas.append("Escriba el acta o el acto con que el Comité lo aprobó.")
    if len(acto.acto) > MAXIMO_TEXTO:
        problemas.append(f"El acto tiene {len(acto.acto)} caracteres. Se admiten hasta {MAXIMO_TEXTO}.")
    if acto.fecha is None:
        problemas.append("Escriba la fecha del acto.")
    elif acto.fecha > hoy():
        problemas.append("La fecha del acto todavía no llega.")
    return problemas


@dataclass(frozen=True)
class _Preparado:
    """Lo que se va a aprobar, hecho antes de tomar el turno de escritura, y de qué salió."""

    aprueba: list[ItemDePlan]
    fecha: date
    contenido: dict[str, Any]
    firma: object


def _preparar(
    sala: Sala, diagnostico_id: int, item_ids: Iterable[int] | None, acto: ActoDeAprobacion
) -> _Preparado:
    """Lanza ErrorDeEntrada con los problemas del acto y los del plan, todos a la vez."""
    with leyendo(sala.motor_bd) as sesion:
        diagnostico = acceso.diagnostico(sesion, sala, diagnostico_id, Operacion.APROBAR_PLAN)
        suyo = expediente.armar(sesion, sala, diagnostico)
        todos = renglones.fichas(sesion, diagnostico_id, suyo.catalogo)
        firma = _firma(sesion, sala, diagnostico)
        anterior = _ultima(sesion, diagnostico_id)
        apartadas = mesa.apartadas_de(sesion, diagnostico_id, suyo.catalogo, suyo.caso.entidad.codigo)
    pedidos = None if item_ids is None else set(item_ids)
    aprueba = [
        i for i in todos if (i.id in pedidos if pedidos is not None else i.estado is EstadoDeItem.PRESENTADO)
    ]
    problemas = [*_problemas_del_acto(acto), *(p for i in aprueba for p in acuerdos.impiden(i, Paso.APROBAR))]
    if not aprueba:
        problemas.append("No hay nada presentado al Comité que aprobar.")
    if problemas or acto.fecha is None:
        raise ErrorDeEntrada("La aprobación", problemas)
    quedan = vigentes(todos, anterior, {i.id for i in aprueba})
    contenido = congelado.escribir(
        diagnostico.vigencia + 1,
        {"version": suyo.catalogo.base.version, "digesto": suyo.catalogo.digesto},
        quedan.values(),
        apartadas.values(),
        cortes(suyo.catalogo, suyo.caso, fechas_de(quedan), propias_de(quedan)),
    )
    return _Preparado(aprueba, acto.fecha, contenido, firma)


def _firma(sesion: Session, sala: Sala, diagnostico: Diagnostico) -> object:
    """Todo aquello de lo que sale una versión: si cambia, lo preparado ya no vale."""
    suyas = select(Fila.id, Fila.version).where(Fila.diagnostico_id == diagnostico.id).order_by(col(Fila.id))
    versiones = (
        select(func.count()).select_from(FilaDeVersion).where(FilaDeVersion.diagnostico_id == diagnostico.id)
    )
    suyo: Expediente = expediente.armar(sesion, sala, diagnostico)
    return list(sesion.exec(suyas)), sesion.exec(versiones).one(), suyo


def vigentes(
    todos: Iterable[ItemDePlan], anterior: Mapping[int, Mapping[str, Any]], aprueba: Iterable[int] = ()
) -> Renglones:
    """Lo que el Comité tiene aprobado, por número de renglón.

    Lo que está en firme dice lo de ahora y lo que se está reformulando, lo de la versión anterior.
    """
    ahora_si = set(aprueba)
    quedan: Renglones = {}
    for item in todos:
        if item.estado in VIGENTES or item.id in ahora_si:
            quedan[item.orden] = renglones.en_json(item)
        elif item.orden in anterior:
            quedan[item.orden] = dict(anterior[item.orden])
    return quedan


def fechas_de(quedan: Mapping[int, Mapping[str, Any]]) -> dict[str, date]:
    """Cuándo termina cada acción del catálogo; una sin fecha no promete nada."""
    return {
        r["accion"]: date.fromisoformat(r["fecha"]) for r in quedan.values() if r["accion"] and r["fecha"]
    }


def propias_de(quedan: Mapping[int, Mapping[str, Any]]) -> dict[str, AccionPropia]:
    """Lo que la entidad sabe de cada acción."""
    return {
        r["accion"]: AccionPropia(r["esfuerzo_dias"], r["responsable"] or None, r["duracion_semanas"])
        for r in quedan.values()
        if r["accion"]
    }


def _ultima(sesion: Session, diagnostico_id: int) -> dict[int, Mapping[str, Any]]:
    suyas = select(FilaDeVersion).where(FilaDeVersion.diagnostico_id == diagnostico_id)
    fila = sesion.exec(suyas.order_by(col(FilaDeVersion.numero).desc())).first()
    return {} if fila is None else _por_orden(fila)


def _por_orden(fila: FilaDeVersion) -> dict[int, Mapping[str, Any]]:
    return {r["orden"]: r for r in fila.contenido["renglones"]}


def versiones(sala: Sala, diagnostico_id: int) -> list[VersionDePlan]:
    """Las versiones aprobadas, de la primera a la última. Lanza ErrorDeServicio si alguien tocó alguna."""
    with leyendo(sala.motor_bd) as sesion:
        acceso.diagnostico(sesion, sala, diagnostico_id)
        suyas = select(FilaDeVersion).where(FilaDeVersion.diagnostico_id == diagnostico_id)
        todas = sesion.exec(suyas.order_by(col(FilaDeVersion.numero))).all()
        quienes = personas.autores(sesion, (v.autor_id for v in todas))
        return [_version(v, quienes) for v in todas]


def _version(fila: FilaDeVersion, quienes: Mapping[int | None, str]) -> VersionDePlan:
    if huella(fila.contenido) != fila.huella:
        raise ErrorDeServicio(
            f"Alguien cambió la versión {fila.numero} del plan en la base de datos: lo guardado no es lo que "
            "se aprobó, y no se muestra. Compruebe la bitácora con «autodiagnostico bd verificar-bitacora»."
        )
    return VersionDePlan(
        numero=fila.numero,
        acto=fila.acto,
        fecha_del_acto=fila.fecha_del_acto,
        aprobada=fila.aprobada,
        quien=quienes[fila.autor_id],
        huella=fila.huella,
        renglones=_por_orden(fila),
        apartadas=tuple(fila.contenido["apartadas"]),
        prometida=congelado.prometida(fila.contenido),
        version_reglas=fila.contenido["reglas"]["version"],
    )


def por_aprobar(sala: Sala, diagnostico_id: int) -> list[Diferencia]:
    """En qué se aparta el plan, como está ahora, de la última versión aprobada."""
    with leyendo(sala.motor_bd) as sesion:
        diagnostico = acceso.diagnostico(sesion, sala, diagnostico_id)
        todos = renglones.fichas(sesion, diagnostico_id, expediente.catalogo_de(sala, diagnostico))
        anterior = _ultima(sesion, diagnostico_id)
    return diferencias(anterior, {i.orden: renglones.en_json(i) for i in todos})
