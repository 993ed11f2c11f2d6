"""A quién se le encarga responder."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Column, ForeignKey, Index, Integer, UniqueConstraint
from sqlmodel import Field

from autodiagnostico.almacen.tablas.comun import Tabla, de_diagnostico


class AsignacionDeTema(Tabla, table=True):
    """Qué área responde un tema y para cuándo; sin área, solo las cuentas encargadas."""

    __tablename__ = "asignacion_de_tema"
    __table_args__ = (UniqueConstraint("diagnostico_id", "tema"),)

    id: int | None = Field(default=None, primary_key=True)
    diagnostico_id: int = de_diagnostico()
    tema: str
    responsable: str
    fecha: date | None = None


class EncargoDeTema(Tabla, table=True):
    """Una cuenta que responde un tema en un diagnóstico: lo único que acota lo que puede quien diligencia."""

    __tablename__ = "encargo_de_tema"
    __table_args__ = (
        UniqueConstraint("diagnostico_id", "tema", "cuenta_id"),
        Index("ix_encargo_de_tema_cuenta_id", "cuenta_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    diagnostico_id: int = de_diagnostico()
    tema: str
    cuenta_id: int = Field(
        sa_column=Column(Integer, ForeignKey("cuenta.id", ondelete="CASCADE"), nullable=False)
    )
