"""Los números de una lectura y las columnas de un caso, juntos en una sola columna binaria.

Lo leído se puede volver a calcular: se borra y no se convierte.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from autodiagnostico.migraciones.piezas import INSTANTE, crear, de_diagnostico, enlace, exige, texto, unico

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for tabla in ("lectura_de_ambito", "lectura_guardada", "lista_de_reglas", "caso_en_columnas"):
        op.drop_table(tabla)
    crear(
        "forma_de_lectura",
        texto("huella"),
        sa.Column("reglas", sa.JSON(), nullable=False),
        sa.Column("ambitos", sa.JSON(), nullable=False),
        unico("forma_de_lectura", "huella"),
    )
    crear(
        "lectura_guardada",
        *de_diagnostico("lectura_guardada"),
        texto("modo"),
        texto("clave"),
        sa.Column("enviado", INSTANTE, nullable=True),
        sa.Column("fecha_corte", sa.Date(), nullable=True),
        texto("version_reglas"),
        texto("digesto_reglas"),
        *enlace("lectura_guardada", "forma_de_lectura", nullable=True, al_borrar=None),
        texto("problema"),
        texto("estados"),
        sa.Column("numeros", sa.LargeBinary(), nullable=False),
        unico("lectura_guardada", "diagnostico_id", "modo"),
        exige("lectura_guardada", "modo", "modo IN ('declarada', 'verificada')"),
        exige("lectura_guardada", "leida", "(problema = '') = (forma_de_lectura_id IS NOT NULL)"),
    )
    op.create_index("ix_lectura_guardada_forma_de_lectura_id", "lectura_guardada", ["forma_de_lectura_id"])
    crear(
        "caso_en_columnas",
        *de_diagnostico("caso_en_columnas"),
        texto("clave"),
        sa.Column("enviado", INSTANTE, nullable=True),
        texto("digesto_reglas"),
        sa.Column("respondidas", sa.Integer(), nullable=False),
        sa.Column("sin_traer", sa.Integer(), nullable=False),
        sa.Column("datos", sa.LargeBinary(), nullable=False),
        unico("caso_en_columnas", "diagnostico_id"),
    )


def downgrade() -> None:
    raise NotImplementedError("No se vuelve atrás: restaure una copia anterior.")
