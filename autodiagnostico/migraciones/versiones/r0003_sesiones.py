"""Sesiones en la base, freno a los intentos de entrar, y lo que una cuenta necesita para ellos."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from autodiagnostico.migraciones.piezas import INSTANTE, cambiar, crear, enlace, exige, texto, unico

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with cambiar("cuenta", exige("cuenta", "identificada", "correo <> '' AND nombre <> ''")) as lote:
        lote.drop_column("fallos")
        lote.drop_column("bloqueada_hasta")
        lote.add_column(sa.Column("clave_vence", INSTANTE, nullable=True))
        lote.add_column(texto("aviso_version", nullable=True))
        lote.add_column(sa.Column("desactivada", INSTANTE, nullable=True))
    crear(
        "sesion",
        texto("huella"),
        *enlace("sesion", "cuenta"),
        texto("medio"),
        texto("equipo"),
        sa.Column("creada", INSTANTE, nullable=False),
        sa.Column("vista", INSTANTE, nullable=False),
        sa.Column("vence", INSTANTE, nullable=False),
        sa.Column("cerrada", INSTANTE, nullable=True),
        unico("sesion", "huella"),
        exige("sesion", "medio", "medio IN ('clave', 'institucional')"),
    )
    op.create_index(op.f("ix_sesion_cuenta_id"), "sesion", ["cuenta_id"])
    crear(
        "freno",
        texto("clave"),
        sa.Column("fallos", sa.Integer(), nullable=False),
        sa.Column("ultimo", INSTANTE, nullable=False),
        sa.Column("hasta", INSTANTE, nullable=True),
        unico("freno", "clave"),
        exige("freno", "fallos", "fallos >= 0"),
    )


def downgrade() -> None:
    raise NotImplementedError("Volver atrás perdería las sesiones y los frenos: restaure una copia anterior.")
