"""Las lecturas guardadas con que se comparan muchas entidades, y los actos de adopción."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from autodiagnostico.migraciones.piezas import INSTANTE, crear, de_diagnostico, enlace, exige, texto, unico

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    crear(
        "lista_de_reglas",
        texto("huella"),
        sa.Column("codigos", sa.JSON(), nullable=False),
        unico("lista_de_reglas", "huella"),
    )
    _lectura()
    _ambito()
    crear(
        "caso_en_columnas",
        *de_diagnostico("caso_en_columnas"),
        texto("clave"),
        texto("digesto_reglas"),
        texto("datos"),
        sa.Column("respondidas", sa.Integer(), nullable=False),
        sa.Column("sin_traer", sa.Integer(), nullable=False),
        unico("caso_en_columnas", "diagnostico_id"),
    )
    _adopcion()


def _lectura() -> None:
    crear(
        "lectura_guardada",
        *de_diagnostico("lectura_guardada"),
        texto("modo"),
        texto("clave"),
        sa.Column("fecha_corte", sa.Date(), nullable=True),
        texto("version_reglas"),
        texto("digesto_reglas"),
        *enlace("lectura_guardada", "lista_de_reglas", nullable=True, al_borrar=None),
        texto("estados"),
        texto("problema"),
        unico("lectura_guardada", "diagnostico_id", "modo"),
        exige("lectura_guardada", "modo", "modo IN ('declarada', 'verificada')"),
        exige("lectura_guardada", "leida", "(problema = '') = (lista_de_reglas_id IS NOT NULL)"),
    )
    op.create_index("ix_lectura_guardada_lista_de_reglas_id", "lectura_guardada", ["lista_de_reglas_id"])


def _ambito() -> None:
    numeros = ("peso", "minimo", "maximo", "conocido", "indice_min", "indice_max", "cobertura")
    crear(
        "lectura_de_ambito",
        *enlace("lectura_de_ambito", "lectura_guardada"),
        texto("clase"),
        texto("codigo"),
        *(sa.Column(n, sa.Integer(), nullable=True) for n in (*numeros, "nivel_min", "nivel_max")),
        unico("lectura_de_ambito", "lectura_guardada_id", "clase", "codigo"),
        exige("lectura_de_ambito", "clase", "clase IN ('escenario', 'politica', 'global')"),
    )


def _adopcion() -> None:
    crear(
        "adopcion",
        sa.Column("numero", sa.Integer(), nullable=False),
        texto("acto"),
        sa.Column("fecha", sa.Date(), nullable=False),
        texto("aprueba"),
        texto("nota"),
        texto("digesto_antes"),
        texto("digesto_despues"),
        sa.Column("cambios", sa.JSON(), nullable=False),
        sa.Column("cuando", INSTANTE, nullable=False),
        *_autor(),
        unico("adopcion", "numero"),
        exige("adopcion", "completa", "numero >= 1 AND acto <> '' AND aprueba <> ''"),
    )


def _autor() -> tuple[sa.schema.SchemaItem, ...]:
    nombre = op.f("fk_adopcion_autor_id")
    return (
        sa.Column("autor_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["autor_id"], ["cuenta.id"], name=nombre),
    )


def downgrade() -> None:
    raise NotImplementedError("Volver atrás perdería los actos de adopción: restaure una copia anterior.")
