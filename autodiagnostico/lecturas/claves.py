"""De qué sale lo que da cada diagnóstico: si su clave es la misma, lo guardado vale."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from autodiagnostico.almacen.tablas import (
    Diagnostico,
    Entidad,
    EvaluacionIndependiente,
    Instantanea,
    Respuesta,
)
from autodiagnostico.huellas import huella
from autodiagnostico.sala import Sala, hoy

FORMA = 1
"""Sube cuando cambia lo que se guarda de una lectura: todo se vuelve a calcular."""


_DEL_DIAGNOSTICO = (
    "vigencia",
    "estado",
    "creado",
    "enviado",
    "fecha_corte",
    "version_reglas",
    "digesto_reglas",
)


@dataclass(frozen=True, slots=True)
class Fila:
    """Un diagnóstico con su entidad, y las claves de lo que se puede guardar de él.

    `verificada` es None si control interno no ha evaluado nada, o si volvió a ser borrador.
    """

    diagnostico_id: int
    entidad_id: int
    codigo: str
    nombre: str
    atributos: dict[str, Any] = field(repr=False)
    demostracion: bool
    vigencia: int
    estado: str
    creado: datetime
    enviado: datetime | None
    fecha_corte: Any
    version_reglas: str | None
    digesto_reglas: str | None
    declarada: str
    verificada: str | None
    columnas: str


def filas(
    sesion: Session, sala: Sala, vigencias: Collection[int] | None = None, ids: Collection[int] | None = None
) -> Iterator[Fila]:
    """Los diagnósticos de unas vigencias, o los de unos números, con sus claves de ahora."""
    donde = [col(Diagnostico.entidad_id) == col(Entidad.id)]
    if vigencias is not None:
        donde.append(col(Diagnostico.vigencia).in_(vigencias))
    if ids is not None:
        donde.append(col(Diagnostico.id).in_(ids))
    columnas = {
        "diagnostico_id": Diagnostico.id,
        "entidad_id": Entidad.id,
        **{c: getattr(Entidad, c) for c in ("codigo", "nombre", "atributos", "demostracion")},
        **{c: getattr(Diagnostico, c) for c in _DEL_DIAGNOSTICO},
    }
    pedidas: list[sa.Label[Any]] = [col(c).label(nombre) for nombre, c in columnas.items()]
    consulta = sa.select(*pedidas).where(*donde)
    respondidas = _respondidas(sesion, donde)
    cierres = dict(_ultimos(sesion, Instantanea, donde))
    evaluadas = dict(_ultimos(sesion, EvaluacionIndependiente, donde))
    hoy_, de_hoy = hoy(), sala.catalogo.digesto
    for suya in sesion.connection().execute(consulta):
        campos = dict(zip(columnas, suya, strict=True))  # con miles de filas, «mappings» se nota
        numero = campos["diagnostico_id"]
        if campos["estado"] == "borrador":
            entidad = huella([campos["codigo"], campos["nombre"], campos["atributos"]])
            corte = campos["fecha_corte"] or hoy_
            de_que = f"borrador {respondidas.get(numero, (0, 0))} {entidad} {corte} {de_hoy}"
            evaluada = None
        else:
            # Desde que se envía no recibe respuestas; al devolverlo o reabrirlo se borra cuándo se envió.
            cierre = cierres.get(numero) if campos["estado"] == "cerrado" else None
            de_que = f"{campos['enviado']} {campos['digesto_reglas'] or de_hoy} {cierre}"
            evaluada = evaluadas.get(numero)
        declarada = f"{FORMA} {de_que}"
        verificada = None if evaluada is None else f"{declarada} {evaluada}"
        en_columnas = f"{declarada} {de_hoy}"
        yield Fila(**campos, declarada=declarada, verificada=verificada, columnas=en_columnas)


def _respondidas(sesion: Session, donde: list[Any]) -> dict[int, tuple[int, int]]:
    """De cada borrador, cuántas respuestas tiene y la suma de sus versiones: crece con cada cambio."""
    consulta = (
        sa.select(col(Respuesta.diagnostico_id), sa.func.count(), sa.func.sum(col(Respuesta.version)))
        .where(col(Respuesta.diagnostico_id) == col(Diagnostico.id), col(Diagnostico.estado) == "borrador")
        .where(*donde)
        .group_by(col(Respuesta.diagnostico_id))
    )
    return {numero: (int(cuantas), int(suma)) for numero, cuantas, suma in sesion.execute(consulta)}


def _ultimos(sesion: Session, tabla: Any, donde: list[Any]) -> Iterator[tuple[int, int]]:
    """El número de la última fila de cada diagnóstico en una tabla que no se cambia."""
    consulta = (
        sa.select(tabla.diagnostico_id, sa.func.max(tabla.id))
        .where(tabla.diagnostico_id == col(Diagnostico.id))
        .where(*donde)
        .group_by(tabla.diagnostico_id)
    )
    for suya in sesion.execute(consulta):
        yield suya[0], suya[1]
