"""Cuentas, cambios de cada respuesta, pasos de la vida del diagnóstico y bitácora.

Lo ya respondido queda con la versión 1 y sin historia: no se inventa quién lo hizo.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from autodiagnostico.migraciones.piezas import (
    INSTANTE,
    agregar,
    cambiar,
    crear,
    de_diagnostico,
    enlace,
    exige,
    reemplazar,
    texto,
    unico,
)

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ESTADOS = "estado IN ('borrador', 'enviado', 'revisado', 'cerrado')"
_HECHOS = "hecho IN ('enviado', 'revisado', 'cerrado', 'devuelto', 'reabierto')"


def upgrade() -> None:
    _cuentas()
    _diagnostico(_ESTADOS, "(estado = 'borrador') = (enviado IS NULL)")
    _movimiento(_HECHOS, "hecho NOT IN ('devuelto', 'reabierto') OR motivo <> ''")
    _respuestas()
    _bitacora()


def _cuentas() -> None:
    crear(
        "cuenta",
        texto("correo"),
        texto("nombre"),
        texto("clave", nullable=True),
        sa.Column("activa", sa.Boolean(), nullable=False),
        sa.Column("debe_cambiar_clave", sa.Boolean(), nullable=False),
        sa.Column("fallos", sa.Integer(), nullable=False),
        sa.Column("bloqueada_hasta", INSTANTE, nullable=True),
        sa.Column("aviso_aceptado", INSTANTE, nullable=True),
        sa.Column("suprimida", INSTANTE, nullable=True),
        sa.Column("creada", INSTANTE, nullable=False),
        unico("cuenta", "correo"),
        exige("cuenta", "identificada", "correo <> '' AND nombre <> ''"),
    )
    crear(
        "pertenencia",
        *enlace("pertenencia", "cuenta"),
        texto("rol"),
        *enlace("pertenencia", "entidad", nullable=True),
        texto("sector", nullable=True),
        sa.Column("temas", sa.JSON(), nullable=False),
    )
    op.create_index(op.f("ix_pertenencia_cuenta_id"), "pertenencia", ["cuenta_id"])


def _diagnostico(estado: str, enviado: str) -> None:
    nuevas = (
        exige("diagnostico", "vigencia", "vigencia BETWEEN 1900 AND 2200"),
        exige("diagnostico", "estado", estado),
        exige("diagnostico", "enviado", enviado),
    )
    with cambiar("diagnostico", *nuevas) as lote:
        reemplazar(lote, *nuevas[1:])


def _movimiento(hecho: str, con_motivo: str) -> None:
    nuevas = (exige("movimiento", "hecho", hecho), exige("movimiento", "con_motivo", con_motivo))
    with cambiar("movimiento", *nuevas) as lote:
        reemplazar(lote, *nuevas)
        lote.add_column(sa.Column("autor_id", sa.Integer(), nullable=True))
        lote.create_foreign_key(op.f("fk_movimiento_autor_id"), "cuenta", ["autor_id"], ["id"])


def _respuestas() -> None:
    version = exige("respuesta", "version", "version >= 1")
    las_de_antes = (
        exige("respuesta", "una_sola", "valor IS NULL OR no_aplica IS NULL"),
        exige("respuesta", "con_motivo", "no_aplica IS NULL OR no_aplica <> ''"),
    )
    with cambiar("respuesta", *las_de_antes, version) as lote:
        lote.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        agregar(lote, version)
    with cambiar("respuesta", *las_de_antes, version) as lote:
        lote.alter_column("version", server_default=None)
    crear(
        "evento_de_respuesta",
        *de_diagnostico("evento_de_respuesta"),
        texto("criterio"),
        sa.Column("version", sa.Integer(), nullable=False),
        texto("origen"),
        sa.Column("antes", sa.JSON(), nullable=False),
        sa.Column("despues", sa.JSON(), nullable=False),
        sa.Column("cuando", INSTANTE, nullable=False),
        sa.Column("autor_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["autor_id"], ["cuenta.id"], name=op.f("fk_evento_de_respuesta_autor_id")),
        unico("evento_de_respuesta", "diagnostico_id", "criterio", "version"),
        exige("evento_de_respuesta", "version", "version >= 1"),
        exige("evento_de_respuesta", "con_origen", "origen <> ''"),
    )


def _bitacora() -> None:
    op.create_table(
        "bitacora",
        sa.Column("numero", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("cuando", INSTANTE, nullable=False),
        sa.Column("cuenta_id", sa.Integer(), nullable=True),
        texto("hecho"),
        sa.Column("entidad_id", sa.Integer(), nullable=True),
        texto("objeto"),
        sa.Column("detalle", sa.JSON(), nullable=False),
        texto("anterior"),
        texto("huella"),
        sa.PrimaryKeyConstraint("numero", name=op.f("pk_bitacora")),
    )
    op.create_index(op.f("ix_bitacora_entidad_id"), "bitacora", ["entidad_id"])
    cabeza = op.create_table(
        "cabeza_de_bitacora",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("numero", sa.Integer(), nullable=False),
        texto("huella"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cabeza_de_bitacora")),
        exige("cabeza_de_bitacora", "unica", "id = 1"),
    )
    op.bulk_insert(cabeza, [{"id": 1, "numero": 0, "huella": ""}])


def downgrade() -> None:
    raise NotImplementedError("Volver atrás perdería las cuentas y la historia: restaure una copia anterior.")
