"""Lo que se leyó de cada diagnóstico, guardado para comparar muchos sin evaluarlos otra vez.

Todo esto se puede volver a calcular: nada se asienta. `clave` y `enviado` dicen de qué salió; si ya no son
los de ahora, lo guardado no vale.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Index, Integer, UniqueConstraint
from sqlmodel import Field

from autodiagnostico.almacen.tablas.comun import (
    Instante,
    Tabla,
    de_cuenta,
    de_diagnostico,
    instante,
)


class FormaDeLectura(Tabla, table=True):
    """A qué regla de una edición y a qué ámbito de su base corresponde cada parte de una lectura, en orden.

    `ambitos` son parejas [clase, código]; la clase es escenario, politica o global.
    """

    __tablename__ = "forma_de_lectura"

    id: int | None = Field(default=None, primary_key=True)
    huella: str = Field(unique=True)
    reglas: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    ambitos: list[Any] = Field(sa_column=Column(JSON, nullable=False))


class LecturaGuardada(Tabla, table=True):
    """El resultado de un diagnóstico: el declarado, o el verificado por control interno.

    `clave` y `enviado` dicen de qué salió. `estados` lleva una letra por regla; `numeros`, los de cada ámbito
    (`lecturas.numeros`), en enteros de 4 bytes. Con `problema`, no se pudo leer y lo dice.
    """

    __tablename__ = "lectura_guardada"
    __table_args__ = (
        UniqueConstraint("diagnostico_id", "modo"),
        Index("ix_lectura_guardada_forma_de_lectura_id", "forma_de_lectura_id"),
        CheckConstraint("modo IN ('declarada', 'verificada')", name="modo"),
        CheckConstraint("(problema = '') = (forma_de_lectura_id IS NOT NULL)", name="leida"),
    )

    id: int | None = Field(default=None, primary_key=True)
    diagnostico_id: int = de_diagnostico()
    modo: str
    clave: str
    enviado: datetime | None = Field(default=None, sa_type=Instante)
    fecha_corte: date | None = None
    version_reglas: str = ""
    digesto_reglas: str = ""
    forma_de_lectura_id: int | None = Field(
        default=None, sa_column=Column(Integer, ForeignKey("forma_de_lectura.id"), nullable=True)
    )
    problema: str = ""
    estados: str = ""
    numeros: bytes = b""


class CasoEnColumnas(Tabla, table=True):
    """Las respuestas de un diagnóstico como las lee la base de hoy, para evaluar muchos a la vez.

    `clave` y `enviado` dicen de qué salió; `datos` son sus columnas, en enteros de 4 bytes. `sin_traer`
    dice cuánto se respondió con otra versión y en la de hoy hay que revisar: no cuenta.
    """

    __tablename__ = "caso_en_columnas"
    __table_args__ = (UniqueConstraint("diagnostico_id"),)

    id: int | None = Field(default=None, primary_key=True)
    diagnostico_id: int = de_diagnostico()
    clave: str
    enviado: datetime | None = Field(default=None, sa_type=Instante)
    digesto_reglas: str
    respondidas: int = 0
    sin_traer: int = 0
    datos: bytes = b""


class Adopcion(Tabla, table=True):
    """El acto con que se adopta una versión de la base o de los pesos: número, fecha y quién aprobó."""

    __table_args__ = (
        UniqueConstraint("numero"),
        CheckConstraint("numero >= 1 AND acto <> '' AND aprueba <> ''", name="completa"),
    )

    id: int | None = Field(default=None, primary_key=True)
    numero: int
    acto: str
    fecha: date
    aprueba: str
    nota: str = ""
    digesto_antes: str
    digesto_despues: str
    cambios: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    cuando: datetime = instante()
    autor_id: int | None = de_cuenta()
