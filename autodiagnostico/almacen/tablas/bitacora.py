"""La bitácora: una cadena en la que cada asiento lleva la huella del anterior."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Integer
from sqlmodel import Field

from autodiagnostico.almacen.tablas.comun import Instante, Tabla


class Asiento(Tabla, table=True):
    """Un hecho. Apunta a la cuenta y a la entidad por número, sin enlace: sobrevive a que las quiten."""

    __tablename__ = "bitacora"

    numero: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    cuando: datetime = Field(sa_type=Instante)
    cuenta_id: int | None = None
    hecho: str
    entidad_id: int | None = Field(default=None, index=True)
    objeto: str = ""
    detalle: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    anterior: str
    huella: str


class CabezaDeBitacora(Tabla, table=True):
    """Cuántos asientos hay y la huella del último: sin ella, quitar los del final no se notaría.

    Es una sola fila; quien asienta la toma, y así los asientos salen en fila.
    """

    __tablename__ = "cabeza_de_bitacora"
    __table_args__ = (CheckConstraint("id = 1", name="unica"),)

    id: int = Field(default=1, primary_key=True)
    numero: int = 0
    huella: str = ""
