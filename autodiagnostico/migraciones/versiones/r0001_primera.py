"""Primera: entidades, diagnósticos, respuestas y lo que la Mesa decide sobre ellos."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from autodiagnostico.migraciones.piezas import (
    INSTANTE,
    crear,
    de_diagnostico,
    enlace,
    exige,
    texto,
    unico,
)

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _entidad()
    _diagnostico()
    _respuesta()
    _de_la_mesa()
    crear(
        "movimiento",
        *de_diagnostico("movimiento"),
        texto("hecho"),
        texto("motivo"),
        sa.Column("cuando", INSTANTE, nullable=False),
        exige("movimiento", "hecho", "hecho IN ('enviado', 'reabierto')"),
        exige("movimiento", "con_motivo", "hecho <> 'reabierto' OR motivo <> ''"),
    )
    op.create_index(op.f("ix_movimiento_diagnostico_id"), "movimiento", ["diagnostico_id"])


def downgrade() -> None:
    tablas = ("movimiento", "item_de_plan", "diferido", "asignacion_de_tema", "respuesta", "diagnostico")
    for tabla in (*tablas, "entidad"):
        op.drop_table(tabla)


def _entidad() -> None:
    crear(
        "entidad",
        texto("codigo"),
        texto("nombre"),
        sa.Column("atributos", sa.JSON(), nullable=False),
        sa.Column("demostracion", sa.Boolean(), nullable=False),
        sa.Column("creada", INSTANTE, nullable=False),
        unico("entidad", "codigo"),
        exige("entidad", "identificada", "codigo <> '' AND nombre <> ''"),
    )


def _diagnostico() -> None:
    crear(
        "diagnostico",
        *enlace("diagnostico", "entidad"),
        sa.Column("vigencia", sa.Integer(), nullable=False),
        sa.Column("fecha_corte", sa.Date(), nullable=True),
        texto("estado"),
        sa.Column("creado", INSTANTE, nullable=False),
        sa.Column("enviado", INSTANTE, nullable=True),
        texto("version_reglas", nullable=True),
        texto("digesto_reglas", nullable=True),
        sa.Column("entidad_al_enviar", sa.JSON(), nullable=True),
        unico("diagnostico", "entidad_id", "vigencia"),
        exige("diagnostico", "vigencia", "vigencia BETWEEN 1900 AND 2200"),
        exige("diagnostico", "estado", "estado IN ('borrador', 'enviado')"),
        exige("diagnostico", "enviado", "(estado = 'enviado') = (enviado IS NOT NULL)"),
    )


def _respuesta() -> None:
    crear(
        "respuesta",
        *de_diagnostico("respuesta"),
        texto("criterio"),
        sa.Column("valor", sa.JSON(), nullable=True),
        texto("no_aplica", nullable=True),
        sa.Column("evidencias", sa.JSON(), nullable=False),
        texto("observacion"),
        sa.Column("guardada", INSTANTE, nullable=False),
        unico("respuesta", "diagnostico_id", "criterio"),
        exige("respuesta", "una_sola", "valor IS NULL OR no_aplica IS NULL"),
        exige("respuesta", "con_motivo", "no_aplica IS NULL OR no_aplica <> ''"),
    )


def _de_la_mesa() -> None:
    crear(
        "asignacion_de_tema",
        *de_diagnostico("asignacion_de_tema"),
        texto("tema"),
        texto("responsable"),
        sa.Column("fecha", sa.Date(), nullable=True),
        unico("asignacion_de_tema", "diagnostico_id", "tema"),
        exige("asignacion_de_tema", "con_responsable", "responsable <> ''"),
    )
    crear(
        "diferido",
        *de_diagnostico("diferido"),
        texto("regla"),
        texto("razon"),
        sa.Column("hasta_vigencia", sa.Integer(), nullable=False),
        unico("diferido", "diagnostico_id", "regla"),
        exige("diferido", "con_razon", "razon <> ''"),
    )
    crear(
        "item_de_plan",
        *de_diagnostico("item_de_plan"),
        texto("accion"),
        texto("destino"),
        texto("responsable"),
        sa.Column("fecha", sa.Date(), nullable=True),
        texto("nota"),
        sa.Column("orden", sa.Integer(), nullable=False),
        unico("item_de_plan", "diagnostico_id", "accion"),
        exige("item_de_plan", "orden", "orden >= 1"),
    )
