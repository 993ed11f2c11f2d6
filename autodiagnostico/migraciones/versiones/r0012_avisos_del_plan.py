"""Avisos de lo que pasa con el plan: lo presentado al Comité, lo devuelto y lo aprobado."""

from __future__ import annotations

import sqlalchemy as sa

from autodiagnostico.migraciones.piezas import cambiar, exige, reemplazar

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    clases = (
        "clase IN ('asignado', 'por_vencer', 'devuelto', 'mencion', 'campana', "
        "'plan_presentado', 'plan_devuelto', 'plan_aprobado')"
    )
    with cambiar("aviso_a_cuenta") as lote:
        lote.add_column(sa.Column("renglones", sa.JSON(none_as_null=True), nullable=True))
        reemplazar(lote, exige("aviso_a_cuenta", "clase", clases))


def downgrade() -> None:
    raise NotImplementedError("Volver atrás perdería los avisos del plan: restaure una copia anterior.")
