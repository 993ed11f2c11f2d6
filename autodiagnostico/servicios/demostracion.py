"""Tres entidades inventadas para conocer el programa.

Sus casos están en la carpeta `demostracion`, con la forma del contrato: los de `borradores` se cargan sin
enviar. Del de `vigencia_pasada` salió el plan que una tiene en marcha; su vigencia y la del borrador se
corren con el día en que se cargan.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from sqlmodel import Session, col, delete, select

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir, leer
from autodiagnostico.almacen.tablas import (
    Diagnostico,
    Entidad,
    Evidencia,
    Movimiento,
    Respuesta,
    VersionDePlan,
    ahora,
)
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.permisos import Operacion
from autodiagnostico.plan.demostracion import Reloj
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import bases, entidades, eventos, filas, origenes, plan_de_demostracion
from autodiagnostico.servicios.carga_de_evidencias import borrar_sobrantes
from autodiagnostico.servicios.fichas import FichaDeDiagnostico
from motor import Caso, ErrorDeCaso, escribir_caso, leer_caso

CARPETA = Path(__file__).parent.parent / "demostracion"
_ENVIADOS, _BORRADORES, _VIGENCIA_PASADA = "enviados", "borradores", "vigencia_pasada"


@dataclass(frozen=True, slots=True)
class CasoDeDemostracion:
    """Un caso inventado y cómo se carga."""

    caso: Caso
    enviado: bool
    con_corte: bool
    con_plan: bool


def casos(sala: Sala) -> list[CasoDeDemostracion]:
    """Los casos inventados. Lanza ErrorDeServicio si la base de reglas no es la suya."""
    carpetas = (CARPETA / c for c in (_ENVIADOS, _BORRADORES, _VIGENCIA_PASADA))
    return [_leer(sala, archivo) for carpeta in carpetas for archivo in sorted(carpeta.glob("*.json"))]


def _leer(sala: Sala, archivo: Path) -> CasoDeDemostracion:
    datos, cual, reloj = json.loads(archivo.read_text(encoding="utf-8")), archivo.parent.name, Reloj(hoy())
    if cual == _BORRADORES:
        datos |= {"vigencia": reloj.vigencia}
    if cual == _VIGENCIA_PASADA:
        datos |= {"vigencia": reloj.corte.year, "fecha_corte": reloj.corte.isoformat()}
    try:
        caso = leer_caso(datos, sala.catalogo, hoy=hoy())
    except ErrorDeCaso as error:
        raise ErrorDeServicio(
            "Las entidades de demostración son para la base de reglas de fábrica y con esta no se pueden "
            f"cargar:\n{error}"
        ) from error
    return CasoDeDemostracion(caso, cual != _BORRADORES, "fecha_corte" in datos, cual == _VIGENCIA_PASADA)


def cargar(sala: Sala) -> list[FichaDeDiagnostico]:
    """Las carga si faltan y da sus diagnósticos; una entidad que ya estaba queda como estaba."""
    acceso.exigir(sala, Operacion.CARGAR_DEMOSTRACION)
    inventados = casos(sala)
    with escribir(sala.motor_bd) as sesion:
        estaban = set(sesion.exec(select(Entidad.codigo)))
        bitacora.asentar(sesion, sala, "demostración cargada")
        cargados = [(i, f) for i in inventados if (f := _cargar(sesion, sala, i, estaban)) is not None]
    # En las entidades inventadas, quien las carga hace lo de todos los roles.
    con_todos = sala.como(replace(sala.quien, total=True))
    for inventado, ficha in cargados:
        if inventado.con_plan and ficha.entidad.codigo not in estaban:
            plan_de_demostracion.poner(con_todos, ficha, Reloj(hoy()))
    return [ficha for _, ficha in cargados]


def _cargar(
    sesion: Session, sala: Sala, inventado: CasoDeDemostracion, estaban: Collection[str]
) -> FichaDeDiagnostico | None:
    """El diagnóstico, creado si falta; None si la entidad ya estaba y ese no."""
    caso = inventado.caso
    suya = sesion.exec(select(Entidad).where(Entidad.codigo == caso.entidad.codigo)).first()
    if suya is not None and not suya.demostracion:
        raise ErrorDeServicio(
            f"El código «{suya.codigo}», de las entidades de demostración, ya lo usa «{suya.nombre}»."
        )
    datos = escribir_caso(caso)
    if suya is None:
        atributos = {c: v for c, v in datos["entidad"].items() if c not in {"codigo", "nombre"}}
        suya = Entidad(
            codigo=caso.entidad.codigo, nombre=caso.entidad.nombre, atributos=atributos, demostracion=True
        )
        sesion.add(suya)
        sesion.flush()
    suyo = select(Diagnostico).where(Diagnostico.entidad_id == suya.id, Diagnostico.vigencia == caso.vigencia)
    fila = sesion.exec(suyo).first()
    if fila is None and suya.codigo in estaban:
        return None
    return filas.ficha_de_diagnostico(fila or _crear(sesion, sala, suya, inventado), suya, sala.catalogo)


def _crear(sesion: Session, sala: Sala, suya: Entidad, inventado: CasoDeDemostracion) -> Diagnostico:
    caso, datos = inventado.caso, escribir_caso(inventado.caso)
    fila = Diagnostico(entidad_id=suya.id or 0, vigencia=caso.vigencia)
    fila.fecha_corte = caso.fecha_corte if inventado.con_corte or inventado.enviado else None
    if inventado.enviado:
        fila.estado, fila.enviado, fila.entidad_al_enviar = "enviado", ahora(), datos["entidad"]
        fila.version_reglas, fila.digesto_reglas = sala.catalogo.base.version, sala.catalogo.digesto
    sesion.add(fila)
    sesion.flush()
    diagnostico_id = fila.id or 0
    for criterio, respuesta in datos["respuestas"].items():
        vacia = Respuesta(diagnostico_id=diagnostico_id, criterio=criterio, version=0)
        despues = eventos.contenido(vacia) | respuesta
        eventos.escribir_evento(sesion, sala, vacia, despues, origenes.DEMOSTRACION)
    if inventado.enviado:
        _dejar_constancia(sesion, sala, fila)
    return fila


def _dejar_constancia(sesion: Session, sala: Sala, fila: Diagnostico) -> None:
    bases.guardar(sesion, sala.catalogo)
    movimiento = Movimiento(
        diagnostico_id=fila.id or 0,
        hecho="enviado",
        autor_id=sala.quien.cuenta_id,
        version_reglas=fila.version_reglas,
        digesto_reglas=fila.digesto_reglas,
    )
    bitacora.asentar_fila(sesion, sala, "enviado", movimiento, entidad_id=fila.entidad_id)


def hay(sala: Sala) -> bool:
    """Si hay alguna cargada, de las que se pueden saber."""
    return any(ficha.demostracion for ficha in entidades.listar(sala))


def con_plan(sala: Sala) -> FichaDeDiagnostico | None:
    """El diagnóstico inventado del que salió un plan aprobado, si está y quien pide lo puede ver."""
    suyos = (
        select(Diagnostico, Entidad)
        .join(Entidad, onclause=col(Diagnostico.entidad_id) == col(Entidad.id))
        .join(VersionDePlan, onclause=col(VersionDePlan.diagnostico_id) == col(Diagnostico.id))
        .where(col(Entidad.demostracion))
        .order_by(col(Diagnostico.id))
    )
    with leer(sala.motor_bd) as sesion:
        for fila, suya in sesion.exec(suyos):
            if acceso.ve(sala, fila, suya):
                return filas.ficha_de_diagnostico(fila, suya, sala.catalogo)
    return None


def quitar(sala: Sala) -> None:
    """Las borra con todo lo suyo; las demás no se tocan."""
    acceso.exigir(sala, Operacion.CARGAR_DEMOSTRACION)
    with escribir(sala.motor_bd) as sesion:
        inventadas = select(Entidad.id).where(col(Entidad.demostracion))
        suyas = select(Evidencia.huella).where(col(Evidencia.entidad_id).in_(inventadas))
        huellas = {huella for huella in sesion.exec(suyas) if huella}
        sesion.exec(delete(Entidad).where(col(Entidad.demostracion)))
        bitacora.asentar(sesion, sala, "demostración quitada")
    borrar_sobrantes(sala, huellas)
