"""Las tablas. Nada de aquí sale de los servicios: hacia afuera van fichas inmutables.

Lo que la base comprueba por su cuenta (UNIQUE, CHECK) es lo que ningún programa debería poder saltarse.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

CONVENCION = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Instante(TypeDecorator[datetime]):
    """Fecha y hora en UTC. SQLite no guarda la zona: se quita al entrar y se repone al salir."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        en_utc = value.astimezone(UTC)
        return en_utc.replace(tzinfo=None) if dialect.name == "sqlite" else en_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


def ahora() -> datetime:
    """El instante actual, en UTC."""
    return datetime.now(UTC)


def _instante() -> Any:
    return Field(default_factory=ahora, sa_type=Instante, nullable=False)


def _de_diagnostico() -> Any:
    return Field(sa_column=Column(Integer, ForeignKey("diagnostico.id", ondelete="CASCADE"), nullable=False))


class Tabla(SQLModel):
    """Raíz de las tablas, con nombres fijos para las restricciones."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=CONVENCION)


class Entidad(Tabla, table=True):
    """Quién se evalúa; `atributos` trae solo lo que se sabe, con la forma del caso."""

    __table_args__ = (CheckConstraint("codigo <> '' AND nombre <> ''", name="identificada"),)

    id: int | None = Field(default=None, primary_key=True)
    codigo: str = Field(unique=True)
    nombre: str
    atributos: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    demostracion: bool = False
    creada: datetime = _instante()


class Diagnostico(Tabla, table=True):
    """El autodiagnóstico de una entidad en una vigencia."""

    __table_args__ = (
        UniqueConstraint("entidad_id", "vigencia"),
        CheckConstraint("vigencia BETWEEN 1900 AND 2200", name="vigencia"),
        CheckConstraint("estado IN ('borrador', 'enviado')", name="estado"),
        CheckConstraint("(estado = 'enviado') = (enviado IS NOT NULL)", name="enviado"),
    )

    id: int | None = Field(default=None, primary_key=True)
    entidad_id: int = Field(
        sa_column=Column(Integer, ForeignKey("entidad.id", ondelete="CASCADE"), nullable=False)
    )
    vigencia: int
    fecha_corte: date | None = None
    estado: str = "borrador"
    creado: datetime = _instante()
    enviado: datetime | None = Field(default=None, sa_type=Instante)
    version_reglas: str | None = None
    digesto_reglas: str | None = None
    entidad_al_enviar: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))


class Respuesta(Tabla, table=True):
    """Lo respondido a un criterio; `valor` va con la forma del caso."""

    __table_args__ = (
        UniqueConstraint("diagnostico_id", "criterio"),
        CheckConstraint("valor IS NULL OR no_aplica IS NULL", name="una_sola"),
        CheckConstraint("no_aplica IS NULL OR no_aplica <> ''", name="con_motivo"),
    )

    id: int | None = Field(default=None, primary_key=True)
    diagnostico_id: int = _de_diagnostico()
    criterio: str
    valor: Any = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    no_aplica: str | None = None
    evidencias: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    observacion: str = ""
    guardada: datetime = _instante()


class AsignacionDeTema(Tabla, table=True):
    """Quién responde un tema."""

    __tablename__ = "asignacion_de_tema"
    __table_args__ = (
        UniqueConstraint("diagnostico_id", "tema"),
        CheckConstraint("responsable <> ''", name="con_responsable"),
    )

    id: int | None = Field(default=None, primary_key=True)
    diagnostico_id: int = _de_diagnostico()
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
    diagnostico_id: int = _de_diagnostico()
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
    diagnostico_id: int = _de_diagnostico()
    accion: str
    destino: str
    responsable: str
    fecha: date | None = None
    nota: str = ""
    orden: int


class Movimiento(Tabla, table=True):
    """Constancia de cada envío y cada reapertura."""

    __table_args__ = (
        Index("ix_movimiento_diagnostico_id", "diagnostico_id"),
        CheckConstraint("hecho IN ('enviado', 'reabierto')", name="hecho"),
        CheckConstraint("hecho <> 'reabierto' OR motivo <> ''", name="con_motivo"),
    )

    id: int | None = Field(default=None, primary_key=True)
    diagnostico_id: int = _de_diagnostico()
    hecho: str
    motivo: str = ""
    cuando: datetime = _instante()
