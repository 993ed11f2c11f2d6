"""Las campañas de la Subsecretaría: a quién se convoca y hasta cuándo, y el acompañamiento a cada entidad."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from autodiagnostico.almacen.tablas.comun import Tabla, de, de_cuenta, instante


class Campana(Tabla, table=True):
    """Un periodo para que las entidades convocadas envíen el autodiagnóstico de una vigencia."""

    __table_args__ = (
        UniqueConstraint("vigencia", "nombre"),
        CheckConstraint("nombre <> ''", name="con_nombre"),
        CheckConstraint("abre <= cierra", name="fechas"),
        CheckConstraint("vigencia BETWEEN 1900 AND 2200", name="vigencia"),
    )

    id: int | None = Field(default=None, primary_key=True)
    nombre: str
    vigencia: int
    abre: date
    cierra: date
    nota: str = ""
    creada: datetime = instante()
    autor_id: int | None = de_cuenta()


class EntidadConvocada(Tabla, table=True):
    """Una entidad a la que llama una campaña."""

    __tablename__ = "entidad_convocada"
    __table_args__ = (
        UniqueConstraint("campana_id", "entidad_id"),
        Index("ix_entidad_convocada_entidad_id", "entidad_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    campana_id: int = de("campana")
    entidad_id: int = de("entidad")


class Asesoria(Tabla, table=True):
    """Una asesoría o un taller a una entidad: qué se hizo con ella y qué quedó por hacer."""

    __table_args__ = (
        Index("ix_asesoria_entidad_id", "entidad_id"),
        CheckConstraint("clase IN ('asesoria', 'taller')", name="clase"),
        CheckConstraint("modalidad IN ('presencial', 'virtual', 'mixta', 'escrita')", name="modalidad"),
        CheckConstraint("tema <> ''", name="con_tema"),
        CheckConstraint("asistentes >= 0", name="asistentes"),
        CheckConstraint("compromiso <> '' OR (para IS NULL AND cumplido IS NULL)", name="compromiso"),
    )

    id: int | None = Field(default=None, primary_key=True)
    entidad_id: int = de("entidad")
    clase: str
    fecha: date
    tema: str
    modalidad: str
    asistentes: int
    compromiso: str = ""
    para: date | None = None
    cumplido: date | None = None
    registrada: datetime = instante()
    autor_id: int | None = de_cuenta()
