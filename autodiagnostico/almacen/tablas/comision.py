"""El plan de trabajo de la Comisión: el que se cargó para un año, y cómo ha ido cada una de sus filas."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Index
from sqlmodel import Field

from autodiagnostico.almacen.tablas.comun import Tabla, de_cuenta, instante


class PlanDeComision(Tabla, table=True):
    """El plan que alguien cargó para un año; sin ninguno, vale el que trae el programa."""

    __tablename__ = "plan_de_comision"
    __table_args__ = (CheckConstraint("vigencia BETWEEN 1900 AND 2200", name="vigencia"),)

    id: int | None = Field(default=None, primary_key=True)
    vigencia: int = Field(unique=True)
    contenido: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    cargado: datetime = instante()
    autor_id: int | None = de_cuenta()


class SeguimientoDeComision(Tabla, table=True):
    """Lo que se dijo de una fila del plan. No se cambia: lo siguiente que se diga agrega otra.

    `sesion` es en cuál de las que le tocan a la fila; vacía, si el plan no le pone ninguna.
    """

    __tablename__ = "seguimiento_de_comision"
    __table_args__ = (
        Index("ix_seguimiento_de_comision_vigencia", "vigencia", "fila"),
        CheckConstraint("estado IN ('por_empezar', 'en_curso', 'cumplida', 'aplazada')", name="estado"),
        CheckConstraint("estado <> 'cumplida' OR evidencia <> ''", name="con_evidencia"),
    )

    id: int | None = Field(default=None, primary_key=True)
    vigencia: int
    fila: str
    sesion: str = ""
    estado: str
    evidencia: str = ""
    enlace: str = ""
    genero: str = ""
    cuando: datetime = instante()
    autor_id: int | None = de_cuenta()
