"""Las medidas que otros hicieron de cada entidad. Ningún puntaje las lee: se muestran al lado."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Float, Index, UniqueConstraint
from sqlmodel import Field

from autodiagnostico.almacen.tablas.comun import Tabla, de, de_cuenta, instante


class ImportacionDeMedidas(Tabla, table=True):
    """Un archivo de medidas que se aceptó; quitarlo devuelve lo que había antes de él."""

    __tablename__ = "importacion_de_medidas"
    __table_args__ = (CheckConstraint("archivo <> ''", name="con_archivo"),)

    id: int | None = Field(default=None, primary_key=True)
    archivo: str
    huella: str
    fuente: str = ""
    cuando: datetime = instante()
    autor_id: int | None = de_cuenta()


class MedidaExterna(Tabla, table=True):
    """Lo que dio una medición para una entidad en un año. Vale la de la última importación que la trae."""

    __tablename__ = "medida_externa"
    __table_args__ = (
        UniqueConstraint("importacion_de_medidas_id", "entidad_id", "medicion", "ano", "ambito"),
        Index("ix_medida_externa_ano", "ano", "medicion"),
        CheckConstraint("valor >= 0 AND valor <= 100", name="valor"),
        CheckConstraint("ano BETWEEN 1900 AND 2200", name="ano"),
    )

    id: int | None = Field(default=None, primary_key=True)
    importacion_de_medidas_id: int = de("importacion_de_medidas")
    entidad_id: int = de("entidad")
    medicion: str
    ano: int
    ambito: str
    valor: float = Field(sa_type=Float)
