"""Lo que se leyó de cada diagnóstico, guardado para comparar muchos sin evaluarlos otra vez.

Todo esto se puede volver a calcular: nada se asienta. `clave` dice de qué salió; si ya no es la de ahora, lo
guardado no vale.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Index, Integer, UniqueConstraint
from sqlmodel import Field

from autodiagnostico.almacen.tablas.comun import Tabla, de_cuenta, de_diagnostico, instante


class ListaDeReglas(Tabla, table=True):
    """Las reglas de una edición, en su orden: a qué regla corresponde cada letra de `estados`."""

    __tablename__ = "lista_de_reglas"

    id: int | None = Field(default=None, primary_key=True)
    huella: str = Field(unique=True)
    codigos: list[Any] = Field(sa_column=Column(JSON, nullable=False))


class LecturaGuardada(Tabla, table=True):
    """El resultado de un diagnóstico: el declarado, o el verificado por control interno.

    `estados` lleva una letra por regla. Con `problema`, no se pudo leer y lo dice.
    """

    __tablename__ = "lectura_guardada"
    __table_args__ = (
        UniqueConstraint("diagnostico_id", "modo"),
        Index("ix_lectura_guardada_lista_de_reglas_id", "lista_de_reglas_id"),
        CheckConstraint("modo IN ('declarada', 'verificada')", name="modo"),
        CheckConstraint("(problema = '') = (lista_de_reglas_id IS NOT NULL)", name="leida"),
    )

    id: int | None = Field(default=None, primary_key=True)
    diagnostico_id: int = de_diagnostico()
    modo: str
    clave: str
    fecha_corte: date | None = None
    version_reglas: str = ""
    digesto_reglas: str = ""
    lista_de_reglas_id: int | None = Field(
        default=None, sa_column=Column(Integer, ForeignKey("lista_de_reglas.id"), nullable=True)
    )
    estados: str = ""
    problema: str = ""


class LecturaDeAmbito(Tabla, table=True):
    """Lo que dio un escenario, una política o el global.

    `peso` es Σ w; `minimo` y `maximo`, Σ w·medios; `conocido`, Σ w de lo que se sabe: con ellos el índice es
    exacto, y el global no los tiene. Índices y cobertura van en diezmilésimas; sin peso, todo es NULL.
    """

    __tablename__ = "lectura_de_ambito"
    __table_args__ = (
        UniqueConstraint("lectura_guardada_id", "clase", "codigo"),
        CheckConstraint("clase IN ('escenario', 'politica', 'global')", name="clase"),
    )

    id: int | None = Field(default=None, primary_key=True)
    lectura_guardada_id: int = Field(
        sa_column=Column(Integer, ForeignKey("lectura_guardada.id", ondelete="CASCADE"), nullable=False)
    )
    clase: str
    codigo: str
    peso: int | None = None
    minimo: int | None = None
    maximo: int | None = None
    conocido: int | None = None
    indice_min: int | None = None
    indice_max: int | None = None
    cobertura: int | None = None
    nivel_min: int | None = None
    nivel_max: int | None = None


class CasoEnColumnas(Tabla, table=True):
    """Las respuestas de un diagnóstico como las lee la base de hoy, para evaluar muchos a la vez.

    `datos` son los enteros de 4 bytes de sus columnas, en base 64. `sin_traer` cuenta lo que se respondió
    con otra versión y en la de hoy hay que revisar: no cuenta.
    """

    __tablename__ = "caso_en_columnas"
    __table_args__ = (UniqueConstraint("diagnostico_id"),)

    id: int | None = Field(default=None, primary_key=True)
    diagnostico_id: int = de_diagnostico()
    clave: str
    digesto_reglas: str
    datos: str
    respondidas: int = 0
    sin_traer: int = 0


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
