"""Las cuentas y los roles de cada una."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer
from sqlmodel import Field

from autodiagnostico.almacen.tablas.comun import Instante, Tabla, instante


class Cuenta(Tabla, table=True):
    """Una persona que entra. No se borra: si pide que se supriman sus datos, queda sin nombre ni correo.

    `correo` va en minúsculas y es con lo que se entra; sin `clave`, solo por el proveedor de identidad.
    """

    __table_args__ = (CheckConstraint("correo <> '' AND nombre <> ''", name="identificada"),)

    id: int | None = Field(default=None, primary_key=True)
    correo: str = Field(unique=True)
    nombre: str
    clave: str | None = None
    activa: bool = True
    debe_cambiar_clave: bool = False
    fallos: int = 0
    bloqueada_hasta: datetime | None = Field(default=None, sa_type=Instante)
    aviso_aceptado: datetime | None = Field(default=None, sa_type=Instante)
    suprimida: datetime | None = Field(default=None, sa_type=Instante)
    creada: datetime = instante()


class PertenenciaDeCuenta(Tabla, table=True):
    """Un rol de una cuenta, y dónde lo ejerce. Sus temas los dicen los encargos de cada diagnóstico."""

    __tablename__ = "pertenencia"
    __table_args__ = (Index("ix_pertenencia_cuenta_id", "cuenta_id"),)

    id: int | None = Field(default=None, primary_key=True)
    cuenta_id: int = Field(
        sa_column=Column(Integer, ForeignKey("cuenta.id", ondelete="CASCADE"), nullable=False)
    )
    rol: str
    entidad_id: int | None = Field(
        default=None, sa_column=Column(Integer, ForeignKey("entidad.id", ondelete="CASCADE"), nullable=True)
    )
    sector: str | None = None
