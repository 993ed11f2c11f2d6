"""Evidencias: lo que las respuestas ya citaban pasa a ser una evidencia de clase «referencia».

Las respuestas siguen diciendo lo mismo, palabra por palabra: citan por el nombre.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from autodiagnostico.migraciones.piezas import INSTANTE, crear, enlace, exige, texto, unico

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TANDA = 500


def upgrade() -> None:
    _tabla()
    _pasar_referencias()


def _tabla() -> None:
    crear(
        "evidencia",
        *enlace("evidencia", "entidad"),
        texto("nombre"),
        texto("clave"),
        texto("clase"),
        *(texto(columna, nullable=True) for columna in ("direccion", "archivo", "tipo", "huella")),
        sa.Column("bytes", sa.Integer(), nullable=True),
        sa.Column("fecha", sa.Date(), nullable=True),
        sa.Column("vence", sa.Date(), nullable=True),
        sa.Column("confidencial", sa.Boolean(), nullable=False),
        texto("nota"),
        sa.Column("cargada", INSTANTE, nullable=False),
        *_de_cuenta("autor_id"),
        sa.Column("retirada", INSTANTE, nullable=True),
        texto("motivo_de_retiro"),
        *_de_cuenta("retiro_id"),
        unico("evidencia", "entidad_id", "clave"),
        *_condiciones(),
    )
    op.create_index(op.f("ix_evidencia_huella"), "evidencia", ["huella"])


def _de_cuenta(columna: str) -> Iterator[sa.schema.SchemaItem]:
    yield sa.Column(columna, sa.Integer(), nullable=True)
    yield sa.ForeignKeyConstraint([columna], ["cuenta.id"], name=op.f(f"fk_evidencia_{columna}"))


def _condiciones() -> Iterator[sa.CheckConstraint]:
    condiciones = {
        "nombrada": "nombre <> ''",
        "clase": "clase IN ('referencia', 'enlace', 'archivo')",
        "con_direccion": "(clase = 'enlace') = (direccion IS NOT NULL)",
        "con_archivo": "(clase = 'archivo') = (huella IS NOT NULL) AND (huella IS NULL) = (archivo IS NULL) "
        "AND (huella IS NULL) = (tipo IS NULL) AND (huella IS NULL) = (bytes IS NULL)",
        "con_bytes": "bytes IS NULL OR bytes > 0",
        "fechas": "vence IS NULL OR fecha IS NULL OR vence >= fecha",
        "con_motivo": "(retirada IS NULL) = (motivo_de_retiro = '')",
    }
    for nombre, condicion in condiciones.items():
        yield exige("evidencia", nombre, condicion)


def _pasar_referencias() -> None:
    """Una por entidad y nombre, con la fecha de la respuesta más antigua que la cita."""
    diagnostico = sa.table("diagnostico", sa.column("id"), sa.column("entidad_id"))
    respuesta = sa.table(
        "respuesta",
        sa.column("diagnostico_id"),
        sa.column("evidencias", sa.JSON()),
        sa.column("guardada", INSTANTE),
    )
    consulta = (
        sa.select(diagnostico.c.entidad_id, respuesta.c.evidencias, respuesta.c.guardada)
        .select_from(respuesta.join(diagnostico, respuesta.c.diagnostico_id == diagnostico.c.id))
        .order_by(respuesta.c.guardada)
    )
    primeras: dict[tuple[int, str], Any] = {}
    for entidad_id, citadas, cuando in op.get_bind().execute(consulta):
        for nombre in filter(None, citadas):
            primeras.setdefault((entidad_id, nombre), cuando)
    filas = [_fila(entidad_id, nombre, cuando) for (entidad_id, nombre), cuando in primeras.items()]
    for inicio in range(0, len(filas), _TANDA):
        op.bulk_insert(_evidencia(), filas[inicio : inicio + _TANDA])


def _fila(entidad_id: int, nombre: str, cuando: Any) -> dict[str, Any]:
    clave = hashlib.sha256(nombre.encode()).hexdigest()
    fija = {"clase": "referencia", "confidencial": False, "nota": "", "motivo_de_retiro": ""}
    return {"entidad_id": entidad_id, "nombre": nombre, "clave": clave, "cargada": cuando, **fija}


def _evidencia() -> sa.Table:
    textos = ("nombre", "clave", "clase", "nota", "motivo_de_retiro")
    return sa.Table(
        "evidencia",
        sa.MetaData(),
        sa.Column("entidad_id", sa.Integer()),
        *(sa.Column(columna, sa.String()) for columna in textos),
        sa.Column("cargada", INSTANTE),
        sa.Column("confidencial", sa.Boolean()),
    )


def downgrade() -> None:
    raise NotImplementedError("Volver atrás perdería las evidencias: restaure una copia anterior.")
