"""Lo que queda de cada cierre: con qué respuestas, con qué base de reglas y qué resultado dio."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, UniqueConstraint
from sqlmodel import Field

from autodiagnostico.almacen.tablas.comun import Tabla, de_cuenta, de_diagnostico, instante


class BaseDeReglas(Tabla, table=True):
    """Una base de reglas entera, guardada una sola vez: la que usó algún diagnóstico al enviarse."""

    __tablename__ = "base_de_reglas"

    id: int | None = Field(default=None, primary_key=True)
    digesto: str = Field(unique=True)
    version: str
    contenido: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    guardada: datetime = instante()


class Instantanea(Tabla, table=True):
    """Un cierre, congelado. Uno por cada vez que se cerró; no se cambian ni se borran.

    `caso` y `resultado` van con la forma del contrato; `entradas` y `salida` son sus huellas, y `huella`
    la de toda la fila.
    """

    __table_args__ = (
        UniqueConstraint("diagnostico_id", "numero"),
        CheckConstraint("numero >= 1", name="numero"),
    )

    id: int | None = Field(default=None, primary_key=True)
    diagnostico_id: int = de_diagnostico()
    numero: int
    tomada: datetime = instante()
    autor_id: int | None = de_cuenta()
    version_reglas: str
    digesto_reglas: str
    caso: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    resultado: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    entradas: str
    salida: str
    huella: str
