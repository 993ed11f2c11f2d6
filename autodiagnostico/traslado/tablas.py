"""Qué tablas van en el paquete de una entidad, y cuáles no y por qué.

Una tabla nueva que dependa de la entidad tiene que estar en una de las dos listas: una prueba lo exige.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Table
from sqlmodel import col

from autodiagnostico.almacen.tablas import (
    Asesoria,
    AsignacionDeTema,
    AsistenciaDeMesa,
    AvanceDeItem,
    BaseDeReglas,
    Comentario,
    CompromisoDeMesa,
    Cuenta,
    DecisionDeMesa,
    Diagnostico,
    Diferido,
    Entidad,
    EvaluacionIndependiente,
    EventoDeRespuesta,
    Evidencia,
    FechaDeMesa,
    Instantanea,
    IntegranteDeMesa,
    ItemDePlan,
    Mecanismo,
    MesaTecnica,
    Movimiento,
    Muestra,
    PasoDeComentario,
    PasoDeItem,
    PlantillaDeMesa,
    Respuesta,
    SesionDeMesa,
    Tabla,
    VersionDePlan,
)

INCLUIDAS: tuple[type[Tabla], ...] = (
    BaseDeReglas,
    Entidad,
    Diagnostico,
    Evidencia,
    Respuesta,
    EventoDeRespuesta,
    Movimiento,
    AsignacionDeTema,
    Diferido,
    ItemDePlan,
    PasoDeItem,
    AvanceDeItem,
    VersionDePlan,
    Mecanismo,
    Comentario,
    PasoDeComentario,
    Instantanea,
    Muestra,
    EvaluacionIndependiente,
    MesaTecnica,
    IntegranteDeMesa,
    SesionDeMesa,
    AsistenciaDeMesa,
    DecisionDeMesa,
    CompromisoDeMesa,
    PlantillaDeMesa,
    FechaDeMesa,
    Asesoria,
)
"""Cada una después de las que nombra."""

EXCLUIDAS: Mapping[str, str] = {
    "pertenencia": "los roles son de las cuentas de cada instalación",
    "encargo_de_tema": "a qué cuenta se encargó un tema: las cuentas son de cada instalación",
    "mencion": "a qué cuenta nombra un comentario; su texto sí va",
    "aviso_a_cuenta": "los avisos son de las cuentas de cada instalación",
    "entidad_convocada": "las campañas son de quien hace seguimiento en cada instalación",
    "medida_externa": "las medidas de fuera se importan en cada instalación desde su archivo",
    "lectura_guardada": "lo leído de cada diagnóstico se vuelve a calcular",
    "caso_en_columnas": "lo leído de cada diagnóstico se vuelve a calcular",
    "bitacora": "la cadena es de cada instalación; los asientos van aparte, para consultarlos",
}


def tabla_de(modelo: type[Tabla]) -> Table:
    """La tabla de un modelo."""
    tabla: Table = modelo.__table__  # type: ignore[attr-defined] # la pone SQLModel a los que son tabla
    return tabla


def enlaces(modelo: type[Tabla]) -> dict[str, str]:
    """Las columnas que apuntan a otra tabla del paquete, y a cuál."""
    return {c: t for c, t in _foraneas(modelo).items() if t != tabla_de(Cuenta).name}


def de_cuenta(modelo: type[Tabla]) -> list[str]:
    """Las columnas que dicen quién lo hizo."""
    return [c for c, t in _foraneas(modelo).items() if t == tabla_de(Cuenta).name]


def _foraneas(modelo: type[Tabla]) -> dict[str, str]:
    columnas = (c for c in tabla_de(modelo).c if c.foreign_keys)
    return {c.name: next(iter(c.foreign_keys)).column.table.name for c in columnas}


def de_la_entidad(modelo: type[Tabla], entidad_id: int) -> sa.ColumnElement[bool]:
    """La condición de las filas de una tabla que son de la entidad."""
    if modelo is Entidad:
        return col(Entidad.id) == entidad_id
    if modelo is BaseDeReglas:
        return _con_que_se_miro(entidad_id)
    columna, padre = next(iter(enlaces(modelo).items()))
    de_quien = next(m for m in INCLUIDAS if tabla_de(m).name == padre)
    suyas = sa.select(tabla_de(de_quien).c.id).where(de_la_entidad(de_quien, entidad_id))
    return tabla_de(modelo).c[columna].in_(suyas)


def _con_que_se_miro(entidad_id: int) -> sa.ColumnElement[bool]:
    """Las bases de reglas con que se envió o se cerró algo suyo."""
    con_digesto: tuple[type[Any], ...] = (Diagnostico, Instantanea, Movimiento)
    return sa.or_(
        *(
            col(BaseDeReglas.digesto).in_(
                sa.select(modelo.digesto_reglas).where(de_la_entidad(modelo, entidad_id))
            )
            for modelo in con_digesto
        )
    )
