"""Las evidencias de una entidad: lo que sus respuestas citan por su nombre."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, UniqueConstraint
from sqlmodel import Field

from autodiagnostico.almacen.tablas.comun import Instante, Tabla, de_cuenta, instante


class Evidencia(Tabla, table=True):
    """Un soporte: un archivo, un enlace o la sola referencia a un documento.

    Las respuestas lo citan por `nombre`, que por eso no cambia; `clave` es la huella del nombre, porque uno
    largo no cabe en un índice de PostgreSQL. El archivo está aparte, por la huella de su contenido. Retirada,
    la fila queda: es la constancia.
    """

    __table_args__ = (
        UniqueConstraint("entidad_id", "clave"),
        Index("ix_evidencia_huella", "huella"),
        CheckConstraint("nombre <> ''", name="nombrada"),
        CheckConstraint("clase IN ('referencia', 'enlace', 'archivo')", name="clase"),
        CheckConstraint("(clase = 'enlace') = (direccion IS NOT NULL)", name="con_direccion"),
        CheckConstraint(
            "(clase = 'archivo') = (huella IS NOT NULL) AND (huella IS NULL) = (archivo IS NULL) "
            "AND (huella IS NULL) = (tipo IS NULL) AND (huella IS NULL) = (bytes IS NULL)",
            name="con_archivo",
        ),
        CheckConstraint("bytes IS NULL OR bytes > 0", name="con_bytes"),
        CheckConstraint("vence IS NULL OR fecha IS NULL OR vence >= fecha", name="fechas"),
        CheckConstraint("(retirada IS NULL) = (motivo_de_retiro = '')", name="con_motivo"),
    )

    id: int | None = Field(default=None, primary_key=True)
    entidad_id: int = Field(
        sa_column=Column(Integer, ForeignKey("entidad.id", ondelete="CASCADE"), nullable=False)
    )
    nombre: str
    clave: str
    clase: str = "referencia"
    direccion: str | None = None
    archivo: str | None = None
    tipo: str | None = None
    huella: str | None = None
    bytes: int | None = None
    fecha: date | None = None
    vence: date | None = None
    confidencial: bool = False
    nota: str = ""
    cargada: datetime = instante()
    autor_id: int | None = de_cuenta()
    retirada: datetime | None = Field(default=None, sa_type=Instante)
    motivo_de_retiro: str = ""
    retiro_id: int | None = de_cuenta()
