"""Las cuentas, los roles de cada una, sus sesiones abiertas y el freno a quien prueba claves."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer
from sqlmodel import Field

from autodiagnostico.almacen.tablas.comun import Instante, Tabla, instante


class Cuenta(Tabla, table=True):
    """Una persona que entra. No se borra: si pide que se supriman sus datos, queda sin nombre ni correo.

    `correo` va en minúsculas y es con lo que se entra; sin `clave`, solo por el proveedor de identidad.
    `clave_vence` es hasta cuándo sirve una clave de un solo uso; `aviso_version`, qué aviso de privacidad
    aceptó.
    """

    __table_args__ = (CheckConstraint("correo <> '' AND nombre <> ''", name="identificada"),)

    id: int | None = Field(default=None, primary_key=True)
    correo: str = Field(unique=True)
    nombre: str
    clave: str | None = None
    activa: bool = True
    debe_cambiar_clave: bool = False
    clave_vence: datetime | None = Field(default=None, sa_type=Instante)
    aviso_version: str | None = None
    aviso_aceptado: datetime | None = Field(default=None, sa_type=Instante)
    desactivada: datetime | None = Field(default=None, sa_type=Instante)
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


class SesionDeCuenta(Tabla, table=True):
    """Alguien que entró. Del testigo que lleva su navegador solo se guarda la huella.

    `vista` es la última vez que se usó; `vence`, el límite aunque se use.
    """

    __tablename__ = "sesion"
    __table_args__ = (
        Index("ix_sesion_cuenta_id", "cuenta_id"),
        CheckConstraint("medio IN ('clave', 'institucional')", name="medio"),
    )

    id: int | None = Field(default=None, primary_key=True)
    huella: str = Field(unique=True)
    cuenta_id: int = Field(
        sa_column=Column(Integer, ForeignKey("cuenta.id", ondelete="CASCADE"), nullable=False)
    )
    medio: str
    equipo: str = ""
    creada: datetime = instante()
    vista: datetime = instante()
    vence: datetime = Field(sa_type=Instante)
    cerrada: datetime | None = Field(default=None, sa_type=Instante)


class Freno(Tabla, table=True):
    """Los intentos fallidos de entrar con un correo o desde un origen.

    Ninguno de los dos se guarda: `clave` es su huella. Así hay freno, igual, para un correo de nadie.
    """

    __table_args__ = (CheckConstraint("fallos >= 0", name="fallos"),)

    id: int | None = Field(default=None, primary_key=True)
    clave: str = Field(unique=True)
    fallos: int = 0
    ultimo: datetime = instante()
    hasta: datetime | None = Field(default=None, sa_type=Instante)
