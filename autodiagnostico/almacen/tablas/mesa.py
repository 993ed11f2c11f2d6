"""Lo que decide la Mesa sobre un diagnóstico."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from autodiagnostico.almacen.tablas.comun import Tabla, de_diagnostico


class AsignacionDeTema(Tabla, table=True):
    """Quién responde un tema."""

    __tablename__ = "asignacion_de_tema"
    __table_args__ = (
        UniqueConstraint("diagnostico_id", "tema"),
        CheckConstraint("responsable <> ''", name="con_responsable"),
    )

    id: int | None = Field(default=None, primary_key=True)
    diagnostico_id: int = de_diagnostico()
    tema: str
    responsable: str
    fecha: date | None = None


class Diferido(Tabla, table=True):
    """Una regla que la Mesa decidió atender en otra vigencia."""

    __table_args__ = (
        UniqueConstraint("diagnostico_id", "regla"),
        CheckConstraint("razon <> ''", name="con_razon"),
    )

    id: int | None = Field(default=None, primary_key=True)
    diagnostico_id: int = de_diagnostico()
    regla: str
    razon: str
    hasta_vigencia: int


class ItemDePlan(Tabla, table=True):
    """Una acción llevada a un plan."""

    __tablename__ = "item_de_plan"
    __table_args__ = (
        UniqueConstraint("diagnostico_id", "accion"),
        CheckConstraint("orden >= 1", name="orden"),
    )

    id: int | None = Field(default=None, primary_key=True)
    diagnostico_id: int = de_diagnostico()
    accion: str
    destino: str
    responsable: str
    fecha: date | None = None
    nota: str = ""
    orden: int
