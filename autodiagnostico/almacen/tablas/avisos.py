"""Lo que hay que hacerle saber a una cuenta, y si ya se le escribió."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Column, Index
from sqlmodel import Field

from autodiagnostico.almacen.tablas.comun import Instante, Tabla, de, de_cuenta, instante


class AvisoACuenta(Tabla, table=True):
    """Un aviso para una cuenta; lo que dice se arma al leerlo, con los nombres de ese momento.

    Es de un diagnóstico, o de una campaña y de la entidad convocada, que puede no haber empezado el suyo.
    Si es del plan, `renglones` son los números de las acciones de que trata.

    `correo` es «no_va» si al nacer no había con qué enviarlo. Mientras está pendiente, `proximo` dice desde
    cuándo se puede intentar: quien va a enviarlo lo aplaza antes, y así dos procesos no lo envían dos veces.
    """

    __tablename__ = "aviso_a_cuenta"
    __table_args__ = (
        Index("ix_aviso_a_cuenta_cuenta_id", "cuenta_id"),
        Index("ix_aviso_a_cuenta_correo", "correo", "proximo"),
        CheckConstraint(
            "clase IN ('asignado', 'por_vencer', 'devuelto', 'mencion', 'campana', "
            "'plan_presentado', 'plan_devuelto', 'plan_aprobado')",
            name="clase",
        ),
        CheckConstraint("(clase = 'campana') = (diagnostico_id IS NULL)", name="de_diagnostico"),
        CheckConstraint(
            "(clase = 'campana') = (campana_id IS NOT NULL) AND (campana_id IS NULL) = (entidad_id IS NULL)",
            name="de_campana",
        ),
        CheckConstraint("correo IN ('no_va', 'pendiente', 'enviado', 'fallido')", name="correo"),
    )

    id: int | None = Field(default=None, primary_key=True)
    cuenta_id: int = de("cuenta")
    clase: str
    diagnostico_id: int | None = de("diagnostico", opcional=True)
    campana_id: int | None = de("campana", opcional=True)
    entidad_id: int | None = de("entidad", opcional=True)
    tema: str | None = None
    criterio: str | None = None
    fecha: date | None = None
    renglones: list[int] | None = Field(
        default=None, sa_column=Column(JSON(none_as_null=True), nullable=True)
    )
    autor_id: int | None = de_cuenta()
    cuando: datetime = instante()
    leido: datetime | None = Field(default=None, sa_type=Instante)
    correo: str = "no_va"
    intentos: int = 0
    proximo: datetime = instante()
