"""Lo que comparten las tablas: nombres de restricciones, instantes y enlaces."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import Column, DateTime, Dialect, ForeignKey, Integer, MetaData
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


def instante() -> Any:
    return Field(default_factory=ahora, sa_type=Instante, nullable=False)


def de(tabla: str, *, opcional: bool = False) -> Any:
    """El enlace a la fila de que depende: se borra con ella."""
    enlace = ForeignKey(f"{tabla}.id", ondelete="CASCADE")
    if opcional:
        return Field(default=None, sa_column=Column(Integer, enlace, nullable=True))
    return Field(sa_column=Column(Integer, enlace, nullable=False))


def de_diagnostico() -> Any:
    return de("diagnostico")


def de_cuenta() -> Any:
    """Quién lo hizo; NULL es la consola o el modo local, que no tienen cuenta."""
    return Field(default=None, sa_column=Column(Integer, ForeignKey("cuenta.id"), nullable=True))


class Tabla(SQLModel):
    """Raíz de las tablas, con nombres fijos para las restricciones."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=CONVENCION)
