"""Primera: entidades, diagnósticos, respuestas y lo que la Mesa decide sobre ellos."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_INSTANTE = sa.DateTime(timezone=True)


def upgrade() -> None:
    _entidad()
    _diagnostico()
    _respuesta()
    _de_la_mesa()
    _crear(
        "movimiento",
        *_de_diagnostico("movimiento"),
        _texto("hecho"),
        _texto("motivo"),
        sa.Column("cuando", _INSTANTE, nullable=False),
        _exige("movimiento", "hecho", "hecho IN ('enviado', 'reabierto')"),
        _exige("movimiento", "con_motivo", "hecho <> 'reabierto' OR motivo <> ''"),
    )
    op.create_index(op.f("ix_movimiento_diagnostico_id"), "movimiento", ["diagnostico_id"])


def downgrade() -> None:
    tablas = ("movimiento", "item_de_plan", "diferido", "asignacion_de_tema", "respuesta", "diagnostico")
    for tabla in (*tablas, "entidad"):
        op.drop_table(tabla)


def _entidad() -> None:
    _crear(
        "entidad",
        _texto("codigo"),
        _texto("nombre"),
        sa.Column("atributos", sa.JSON(), nullable=False),
        sa.Column("demostracion", sa.Boolean(), nullable=False),
        sa.Column("creada", _INSTANTE, nullable=False),
        _unico("entidad", "codigo"),
        _exige("entidad", "identificada", "codigo <> '' AND nombre <> ''"),
    )


def _diagnostico() -> None:
    _crear(
        "diagnostico",
        *_enlace("diagnostico", "entidad"),
        sa.Column("vigencia", sa.Integer(), nullable=False),
        sa.Column("fecha_corte", sa.Date(), nullable=True),
        _texto("estado"),
        sa.Column("creado", _INSTANTE, nullable=False),
        sa.Column("enviado", _INSTANTE, nullable=True),
        _texto("version_reglas", nullable=True),
        _texto("digesto_reglas", nullable=True),
        sa.Column("entidad_al_enviar", sa.JSON(), nullable=True),
        _unico("diagnostico", "entidad_id", "vigencia"),
        _exige("diagnostico", "vigencia", "vigencia BETWEEN 1900 AND 2200"),
        _exige("diagnostico", "estado", "estado IN ('borrador', 'enviado')"),
        _exige("diagnostico", "enviado", "(estado = 'enviado') = (enviado IS NOT NULL)"),
    )


def _respuesta() -> None:
    _crear(
        "respuesta",
        *_de_diagnostico("respuesta"),
        _texto("criterio"),
        sa.Column("valor", sa.JSON(), nullable=True),
        _texto("no_aplica", nullable=True),
        sa.Column("evidencias", sa.JSON(), nullable=False),
        _texto("observacion"),
        sa.Column("guardada", _INSTANTE, nullable=False),
        _unico("respuesta", "diagnostico_id", "criterio"),
        _exige("respuesta", "una_sola", "valor IS NULL OR no_aplica IS NULL"),
        _exige("respuesta", "con_motivo", "no_aplica IS NULL OR no_aplica <> ''"),
    )


def _de_la_mesa() -> None:
    _crear(
        "asignacion_de_tema",
        *_de_diagnostico("asignacion_de_tema"),
        _texto("tema"),
        _texto("responsable"),
        sa.Column("fecha", sa.Date(), nullable=True),
        _unico("asignacion_de_tema", "diagnostico_id", "tema"),
        _exige("asignacion_de_tema", "con_responsable", "responsable <> ''"),
    )
    _crear(
        "diferido",
        *_de_diagnostico("diferido"),
        _texto("regla"),
        _texto("razon"),
        sa.Column("hasta_vigencia", sa.Integer(), nullable=False),
        _unico("diferido", "diagnostico_id", "regla"),
        _exige("diferido", "con_razon", "razon <> ''"),
    )
    _crear(
        "item_de_plan",
        *_de_diagnostico("item_de_plan"),
        _texto("accion"),
        _texto("destino"),
        _texto("responsable"),
        sa.Column("fecha", sa.Date(), nullable=True),
        _texto("nota"),
        sa.Column("orden", sa.Integer(), nullable=False),
        _unico("item_de_plan", "diagnostico_id", "accion"),
        _exige("item_de_plan", "orden", "orden >= 1"),
    )


def _crear(tabla: str, *partes: sa.schema.SchemaItem) -> None:
    identidad = sa.Column("id", sa.Integer(), nullable=False)
    clave = sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{tabla}"))
    # Sin AUTOINCREMENT, SQLite reusa los números borrados: una página vieja escribiría en otro diagnóstico.
    op.create_table(tabla, identidad, *partes, clave, sqlite_autoincrement=True)


def _texto(nombre: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(nombre, sa.String(), nullable=nullable)


def _enlace(tabla: str, otra: str) -> tuple[sa.schema.SchemaItem, ...]:
    columna = f"{otra}_id"
    nombre = op.f(f"fk_{tabla}_{columna}")
    return (
        sa.Column(columna, sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint([columna], [f"{otra}.id"], name=nombre, ondelete="CASCADE"),
    )


def _de_diagnostico(tabla: str) -> tuple[sa.schema.SchemaItem, ...]:
    return _enlace(tabla, "diagnostico")


def _unico(tabla: str, *columnas: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columnas, name=op.f(f"uq_{tabla}_{'_'.join(columnas)}"))


def _exige(tabla: str, nombre: str, condicion: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condicion, name=op.f(f"ck_{tabla}_{nombre}"))
