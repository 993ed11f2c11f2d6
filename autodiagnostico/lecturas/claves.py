"""De qué sale lo que da cada diagnóstico: si su clave es la misma, lo guardado vale.

La de lo enviado la arma la base de datos, y por eso decir qué está atrasado no trae nada de lo que ya está al
día; la de un borrador, que se mueve con cada respuesta, se arma aquí.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from autodiagnostico.almacen.tablas import (
    CasoEnColumnas,
    Diagnostico,
    Entidad,
    EvaluacionIndependiente,
    Instantanea,
    LecturaGuardada,
    Respuesta,
)
from autodiagnostico.huellas import huella
from autodiagnostico.sala import Sala, hoy

FORMA = 2
"""Sube cuando cambia lo que se guarda de una lectura: todo se vuelve a calcular."""
Modo = Literal["declarada", "verificada"]


@dataclass(frozen=True, slots=True)
class Fila:
    """Un diagnóstico y las claves de lo que se puede guardar de él.

    `verificada` es None si control interno no ha evaluado nada, o si volvió a ser borrador. `enviado` es
    parte de la clave: un diagnóstico devuelto y enviado otra vez no es el mismo.
    """

    diagnostico_id: int
    enviado: datetime | None
    declarada: str
    verificada: str | None

    def de(self, modo: Modo) -> str | None:
        """La clave de un modo."""
        return self.declarada if modo == "declarada" else self.verificada


def filas(sesion: Session, sala: Sala, ids: Collection[int]) -> list[Fila]:
    """Los diagnósticos de unos números, con sus claves de ahora."""
    donde = col(Diagnostico.id).in_(ids)
    enviados = _enviados(sala, donde)
    claves = (enviados.declarada, enviados.verificada)
    consulta = sa.select(col(Diagnostico.id), col(Diagnostico.enviado), *claves).select_from(enviados.desde)
    suyas = sesion.execute(consulta.where(enviados.donde))
    return [*(Fila(*fila) for fila in suyas), *_borradores(sesion, sala, donde)]


def atrasadas(sesion: Session, sala: Sala, vigencias: Collection[int] | None = None) -> list[int]:
    """Los diagnósticos cuya lectura falta, o salió de lo que ya no es; de unas vigencias o de todas."""
    donde = _de(vigencias)
    enviados = _enviados(sala, donde)
    declarada, verificada = (aliased(LecturaGuardada, name=modo) for modo in ("declarada", "verificada"))
    falta = col(declarada.id).is_(None)
    falta_verificada = enviados.verificada.is_not(None) & col(verificada.id).is_(None)
    consulta = (
        sa.select(col(Diagnostico.id))
        .select_from(enviados.desde)
        .outerjoin(declarada, _vale(declarada, enviados.declarada) & (col(declarada.modo) == "declarada"))
        .outerjoin(
            verificada, _vale(verificada, enviados.verificada) & (col(verificada.modo) == "verificada")
        )
        .where(enviados.donde, falta | falta_verificada)
    )
    guardadas: dict[int, dict[str, str]] = defaultdict(dict)
    for numero, modo, clave in sesion.execute(
        _guardado_de_borradores(LecturaGuardada, LecturaGuardada.modo, donde)
    ):
        guardadas[numero][modo] = clave
    de_borrador = [
        f.diagnostico_id
        for f in _borradores(sesion, sala, donde)
        if guardadas[f.diagnostico_id] != {"declarada": f.declarada}
    ]
    return sorted([*sesion.execute(consulta).scalars(), *de_borrador])


def sin_columnas(sesion: Session, sala: Sala, vigencias: Collection[int] | None = None) -> list[int]:
    """Como `atrasadas`, de las respuestas en columnas de la base de hoy."""
    donde, de_hoy = _de(vigencias), sala.catalogo.digesto
    enviados = _enviados(sala, donde)
    caso = CasoEnColumnas
    consulta = (
        sa.select(col(Diagnostico.id))
        .select_from(enviados.desde)
        .outerjoin(caso, _vale(caso, enviados.declarada) & (col(caso.digesto_reglas) == de_hoy))
        .where(enviados.donde, col(caso.id).is_(None))
    )
    guardadas = {
        numero: (digesto, clave)
        for numero, digesto, clave in sesion.execute(
            _guardado_de_borradores(caso, caso.digesto_reglas, donde)
        )
    }
    de_borrador = [
        f.diagnostico_id
        for f in _borradores(sesion, sala, donde)
        if guardadas.get(f.diagnostico_id) != (de_hoy, f.declarada)
    ]
    return sorted([*sesion.execute(consulta).scalars(), *de_borrador])


def _de(vigencias: Collection[int] | None) -> sa.ColumnElement[bool]:
    return sa.true() if vigencias is None else col(Diagnostico.vigencia).in_(vigencias)


# --- Lo enviado: la base de datos arma sus claves y las compara -----------------------------------


@dataclass(frozen=True)
class _Enviados:
    """De dónde salen los diagnósticos que no son borradores, cuáles, y sus claves."""

    desde: sa.FromClause
    donde: sa.ColumnElement[bool]
    declarada: sa.ColumnElement[str]
    verificada: sa.ColumnElement[str | None]


def _enviados(sala: Sala, donde: sa.ColumnElement[bool]) -> _Enviados:
    # Desde que se envía no recibe respuestas; al devolverlo o reabrirlo se borra cuándo se envió.
    cierres, evaluadas = _ultimos(Instantanea, donde), _ultimos(EvaluacionIndependiente, donde)
    cierre = sa.case((col(Diagnostico.estado) == "cerrado", cierres.c.numero))
    base = sa.func.coalesce(col(Diagnostico.digesto_reglas), sala.catalogo.digesto)
    declarada = sa.literal(f"{FORMA} ") + base + " " + sa.func.coalesce(sa.cast(cierre, sa.String), "")
    numero = evaluadas.c.numero
    verificada = sa.case((numero.is_not(None), declarada + " " + sa.cast(numero, sa.String)))
    return _Enviados(
        sa.join(Diagnostico, cierres, cierres.c.de == col(Diagnostico.id), isouter=True).outerjoin(
            evaluadas, evaluadas.c.de == col(Diagnostico.id)
        ),
        donde & (col(Diagnostico.estado) != "borrador"),
        declarada,
        verificada,
    )


def _ultimos(tabla: Any, donde: sa.ColumnElement[bool]) -> sa.Subquery:
    """El número de la última fila de cada diagnóstico en una tabla que no se cambia."""
    de, numero = col(tabla.diagnostico_id), sa.func.max(col(tabla.id))
    return (
        sa.select(de.label("de"), numero.label("numero"))
        .where(de == col(Diagnostico.id), donde)
        .group_by(de)
        .subquery(f"ultimos_de_{tabla.__tablename__}")
    )


def _vale(guardada: Any, clave: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
    """Si lo guardado de un diagnóstico salió de lo que hoy es."""
    return sa.and_(
        col(guardada.diagnostico_id) == col(Diagnostico.id),
        col(guardada.clave) == clave,
        col(guardada.enviado).is_not_distinct_from(col(Diagnostico.enviado)),
    )


# --- Los borradores, que se mueven con cada respuesta y con su entidad ----------------------------


def _borradores(sesion: Session, sala: Sala, donde: sa.ColumnElement[bool]) -> Iterator[Fila]:
    de_hoy = sala.catalogo.digesto
    suyos = sa.and_(col(Diagnostico.estado) == "borrador", donde)
    respondidas = _respondidas(sesion, suyos)
    entidad = (col(Entidad.codigo), col(Entidad.nombre), col(Entidad.atributos))
    consulta = sa.select(col(Diagnostico.id), col(Diagnostico.fecha_corte), *entidad)
    filas_ = sesion.execute(consulta.where(suyos, col(Diagnostico.entidad_id) == col(Entidad.id)))
    for numero, corte, *de_la_entidad in filas_:
        cuanto = respondidas.get(numero, (0, 0))
        de_que = f"borrador {cuanto} {huella(de_la_entidad)} {corte or hoy()} {de_hoy}"
        yield Fila(numero, None, f"{FORMA} {de_que}", None)


def _respondidas(sesion: Session, suyos: sa.ColumnElement[bool]) -> dict[int, tuple[int, int]]:
    """De cada borrador, cuántas respuestas tiene y la suma de sus versiones: crece con cada cambio."""
    consulta = (
        sa.select(col(Respuesta.diagnostico_id), sa.func.count(), sa.func.sum(col(Respuesta.version)))
        .where(col(Respuesta.diagnostico_id) == col(Diagnostico.id), suyos)
        .group_by(col(Respuesta.diagnostico_id))
    )
    return {numero: (int(cuantas), int(suma)) for numero, cuantas, suma in sesion.execute(consulta)}


def _guardado_de_borradores(tabla: Any, que: Any, donde: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """De lo guardado de los borradores: de cuál es, una columna más, y su clave."""
    return sa.select(col(tabla.diagnostico_id), col(que), col(tabla.clave)).where(
        col(tabla.diagnostico_id) == col(Diagnostico.id), col(Diagnostico.estado) == "borrador", donde
    )
