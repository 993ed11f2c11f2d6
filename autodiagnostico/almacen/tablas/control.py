"""Lo que registra control interno: qué muestra sorteó y qué encontró en cada respuesta."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, UniqueConstraint
from sqlmodel import Field

from autodiagnostico.almacen.tablas.comun import Tabla, de_cuenta, de_diagnostico, instante


class Muestra(Tabla, table=True):
    """Un sorteo, con todo lo que hace falta para repetirlo. Otro sorteo agrega otra fila.

    `poblacion` trae los criterios de cada estrato, y `criterios` los que salieron.
    """

    __table_args__ = (
        UniqueConstraint("diagnostico_id", "numero"),
        CheckConstraint("numero >= 1 AND tamano >= 1 AND semilla >= 0", name="numeros"),
        CheckConstraint("estratos IN ('ninguno', 'tema', 'obligacion')", name="estratos"),
    )

    id: int | None = Field(default=None, primary_key=True)
    diagnostico_id: int = de_diagnostico()
    numero: int
    semilla: int
    tamano: int
    estratos: str
    poblacion: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    criterios: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    sorteada: datetime = instante()
    autor_id: int | None = de_cuenta()


class EvaluacionIndependiente(Tabla, table=True):
    """Lo que control interno dijo de una respuesta. Volver a evaluarla agrega otra fila.

    `valor` o `no_aplica` es lo que encontró, con la forma del caso; sin ninguno, no se pudo comprobar.
    `version_de_respuesta` es la que tenía delante.
    """

    __tablename__ = "evaluacion_independiente"
    __table_args__ = (
        UniqueConstraint("diagnostico_id", "criterio", "numero"),
        CheckConstraint("numero >= 1 AND version_de_respuesta >= 0", name="numeros"),
        CheckConstraint("dictamen IN ('conforme', 'no_conforme', 'sin_soporte')", name="dictamen"),
        CheckConstraint("dictamen = 'conforme' OR comentario <> ''", name="con_comentario"),
        CheckConstraint("valor IS NULL OR no_aplica IS NULL", name="una_sola"),
        CheckConstraint(
            "(dictamen = 'sin_soporte') = (valor IS NULL AND no_aplica IS NULL)", name="lo_encontrado"
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    diagnostico_id: int = de_diagnostico()
    criterio: str
    numero: int
    version_de_respuesta: int
    dictamen: str
    valor: Any = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    no_aplica: str | None = None
    comentario: str = ""
    causa: str = ""
    efecto: str = ""
    recomendacion: str = ""
    cuando: datetime = instante()
    autor_id: int | None = de_cuenta()
