"""Lo respondido hoy y todo lo que se respondió antes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, UniqueConstraint
from sqlmodel import Field

from autodiagnostico.almacen.tablas.comun import Tabla, de_cuenta, de_diagnostico, instante


class Respuesta(Tabla, table=True):
    """Lo respondido hoy a un criterio; `valor` va con la forma del caso.

    `version` cuenta los cambios: quien guarda dice cuál vio, y así nadie pisa lo de otro sin saberlo.
    Una fila vacía es la de algo que se borró: conserva su número para que la historia siga.
    `por_confirmar` dice de dónde vino lo que nadie de esta vigencia ha dado por bueno todavía; vacío, está en
    firme. `version_base` es la de la base de reglas con que se respondió; NULL, no se sabe.
    """

    __table_args__ = (
        UniqueConstraint("diagnostico_id", "criterio"),
        CheckConstraint("valor IS NULL OR no_aplica IS NULL", name="una_sola"),
        CheckConstraint("no_aplica IS NULL OR no_aplica <> ''", name="con_motivo"),
        CheckConstraint("version >= 1", name="version"),
        CheckConstraint(
            "por_confirmar = '' OR valor IS NOT NULL OR no_aplica IS NOT NULL", name="por_confirmar"
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    diagnostico_id: int = de_diagnostico()
    criterio: str
    valor: Any = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    no_aplica: str | None = None
    evidencias: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    observacion: str = ""
    guardada: datetime = instante()
    version: int = 1
    por_confirmar: str = ""
    version_base: str | None = None


class EventoDeRespuesta(Tabla, table=True):
    """Un cambio de una respuesta: quién, cuándo, qué había y qué quedó. No se cambia ni se borra.

    `antes` y `despues` traen valor, no_aplica, evidencias, observacion y por_confirmar, con la forma del
    caso; los más viejos no traen el último. `version_base` es la que quedó en la respuesta.
    """

    __tablename__ = "evento_de_respuesta"
    __table_args__ = (
        UniqueConstraint("diagnostico_id", "criterio", "version"),
        CheckConstraint("version >= 1", name="version"),
        CheckConstraint("origen <> ''", name="con_origen"),
    )

    id: int | None = Field(default=None, primary_key=True)
    diagnostico_id: int = de_diagnostico()
    criterio: str
    version: int
    origen: str
    antes: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    despues: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    cuando: datetime = instante()
    autor_id: int | None = de_cuenta()
    version_base: str | None = None
