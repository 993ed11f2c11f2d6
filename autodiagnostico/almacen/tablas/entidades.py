"""Las entidades, sus diagnósticos y por dónde ha pasado cada uno."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Index, Integer, UniqueConstraint
from sqlmodel import Field

from autodiagnostico.almacen.tablas.comun import Instante, Tabla, de_cuenta, de_diagnostico, instante


class Entidad(Tabla, table=True):
    """Quién se evalúa; `atributos` trae solo lo que se sabe, con la forma del caso."""

    __table_args__ = (CheckConstraint("codigo <> '' AND nombre <> ''", name="identificada"),)

    id: int | None = Field(default=None, primary_key=True)
    codigo: str = Field(unique=True)
    nombre: str
    atributos: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    demostracion: bool = False
    creada: datetime = instante()


class Diagnostico(Tabla, table=True):
    """El autodiagnóstico de una entidad en una vigencia."""

    __table_args__ = (
        UniqueConstraint("entidad_id", "vigencia"),
        CheckConstraint("vigencia BETWEEN 1900 AND 2200", name="vigencia"),
        CheckConstraint("estado IN ('borrador', 'enviado', 'revisado', 'cerrado')", name="estado"),
        CheckConstraint("(estado = 'borrador') = (enviado IS NULL)", name="enviado"),
    )

    id: int | None = Field(default=None, primary_key=True)
    entidad_id: int = Field(
        sa_column=Column(Integer, ForeignKey("entidad.id", ondelete="CASCADE"), nullable=False)
    )
    vigencia: int
    fecha_corte: date | None = None
    estado: str = "borrador"
    creado: datetime = instante()
    enviado: datetime | None = Field(default=None, sa_type=Instante)
    version_reglas: str | None = None
    digesto_reglas: str | None = None
    entidad_al_enviar: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))


class Movimiento(Tabla, table=True):
    """Constancia de cada paso de la vida de un diagnóstico, con quién lo dio y con qué base de reglas."""

    __table_args__ = (
        Index("ix_movimiento_diagnostico_id", "diagnostico_id"),
        CheckConstraint("hecho IN ('enviado', 'revisado', 'cerrado', 'devuelto', 'reabierto')", name="hecho"),
        CheckConstraint("hecho NOT IN ('devuelto', 'reabierto') OR motivo <> ''", name="con_motivo"),
    )

    id: int | None = Field(default=None, primary_key=True)
    diagnostico_id: int = de_diagnostico()
    hecho: str
    motivo: str = ""
    cuando: datetime = instante()
    autor_id: int | None = de_cuenta()
    version_reglas: str | None = None
    digesto_reglas: str | None = None
