"""Lo que se conversa sobre cada pregunta, y a quién se nombra."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, UniqueConstraint
from sqlmodel import Field

from autodiagnostico.almacen.tablas.comun import Tabla, de_cuenta, de_diagnostico, instante


def _de_comentario() -> Any:
    return Field(sa_column=Column(Integer, ForeignKey("comentario.id", ondelete="CASCADE"), nullable=False))


class Comentario(Tabla, table=True):
    """Algo que se dijo sobre una pregunta. El texto no se cambia."""

    __table_args__ = (
        Index("ix_comentario_diagnostico_id", "diagnostico_id", "criterio"),
        CheckConstraint("texto <> ''", name="con_texto"),
    )

    id: int | None = Field(default=None, primary_key=True)
    diagnostico_id: int = de_diagnostico()
    criterio: str
    texto: str
    cuando: datetime = instante()
    autor_id: int | None = de_cuenta()


class PasoDeComentario(Tabla, table=True):
    """Quién dio por resuelto un comentario, o lo reabrió, y cuándo; vale el último."""

    __tablename__ = "paso_de_comentario"
    __table_args__ = (Index("ix_paso_de_comentario_comentario_id", "comentario_id"),)

    id: int | None = Field(default=None, primary_key=True)
    comentario_id: int = _de_comentario()
    resuelto: bool
    cuando: datetime = instante()
    autor_id: int | None = de_cuenta()


class Mencion(Tabla, table=True):
    """A quién nombra un comentario."""

    __table_args__ = (UniqueConstraint("comentario_id", "cuenta_id"),)

    id: int | None = Field(default=None, primary_key=True)
    comentario_id: int = _de_comentario()
    cuenta_id: int = Field(
        sa_column=Column(Integer, ForeignKey("cuenta.id", ondelete="CASCADE"), nullable=False)
    )
