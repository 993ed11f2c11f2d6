"""Cierres congelados con su base de reglas, y lo que registra control interno.

Los movimientos de antes quedan sin versión de reglas: no se inventa con cuál se dieron.
"""

from __future__ import annotations

import sqlalchemy as sa

from autodiagnostico.migraciones.piezas import (
    INSTANTE,
    cambiar,
    crear,
    de_diagnostico,
    exige,
    texto,
    unico,
)

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _movimiento()
    _cierres()
    _muestra()
    _evaluacion()


def _movimiento() -> None:
    hechos = exige(
        "movimiento", "hecho", "hecho IN ('enviado', 'revisado', 'cerrado', 'devuelto', 'reabierto')"
    )
    motivo = exige("movimiento", "con_motivo", "hecho NOT IN ('devuelto', 'reabierto') OR motivo <> ''")
    with cambiar("movimiento", hechos, motivo) as lote:
        lote.add_column(texto("version_reglas", nullable=True))
        lote.add_column(texto("digesto_reglas", nullable=True))


def _cierres() -> None:
    crear(
        "base_de_reglas",
        texto("digesto"),
        texto("version"),
        sa.Column("contenido", sa.JSON(), nullable=False),
        sa.Column("guardada", INSTANTE, nullable=False),
        unico("base_de_reglas", "digesto"),
    )
    crear(
        "instantanea",
        *de_diagnostico("instantanea"),
        sa.Column("numero", sa.Integer(), nullable=False),
        sa.Column("tomada", INSTANTE, nullable=False),
        *_autor("instantanea"),
        texto("version_reglas"),
        texto("digesto_reglas"),
        sa.Column("caso", sa.JSON(), nullable=False),
        sa.Column("resultado", sa.JSON(), nullable=False),
        texto("entradas"),
        texto("salida"),
        texto("huella"),
        unico("instantanea", "diagnostico_id", "numero"),
        exige("instantanea", "numero", "numero >= 1"),
    )


def _muestra() -> None:
    crear(
        "muestra",
        *de_diagnostico("muestra"),
        sa.Column("numero", sa.Integer(), nullable=False),
        sa.Column("semilla", sa.Integer(), nullable=False),
        sa.Column("tamano", sa.Integer(), nullable=False),
        texto("estratos"),
        sa.Column("poblacion", sa.JSON(), nullable=False),
        sa.Column("criterios", sa.JSON(), nullable=False),
        sa.Column("sorteada", INSTANTE, nullable=False),
        *_autor("muestra"),
        unico("muestra", "diagnostico_id", "numero"),
        exige("muestra", "numeros", "numero >= 1 AND tamano >= 1 AND semilla >= 0"),
        exige("muestra", "estratos", "estratos IN ('ninguno', 'tema', 'obligacion')"),
    )


def _evaluacion() -> None:
    tabla = "evaluacion_independiente"
    crear(
        tabla,
        *de_diagnostico(tabla),
        texto("criterio"),
        sa.Column("numero", sa.Integer(), nullable=False),
        sa.Column("version_de_respuesta", sa.Integer(), nullable=False),
        texto("dictamen"),
        sa.Column("valor", sa.JSON(), nullable=True),
        texto("no_aplica", nullable=True),
        *(texto(campo) for campo in ("comentario", "causa", "efecto", "recomendacion")),
        sa.Column("cuando", INSTANTE, nullable=False),
        *_autor(tabla),
        unico(tabla, "diagnostico_id", "criterio", "numero"),
        exige(tabla, "numeros", "numero >= 1 AND version_de_respuesta >= 0"),
        exige(tabla, "dictamen", "dictamen IN ('conforme', 'no_conforme', 'sin_soporte')"),
        exige(tabla, "con_comentario", "dictamen = 'conforme' OR comentario <> ''"),
        exige(tabla, "una_sola", "valor IS NULL OR no_aplica IS NULL"),
        exige(tabla, "lo_encontrado", "(dictamen = 'sin_soporte') = (valor IS NULL AND no_aplica IS NULL)"),
    )


def _autor(tabla: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("autor_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["autor_id"], ["cuenta.id"], name=f"fk_{tabla}_autor_id"),
    )


def downgrade() -> None:
    raise NotImplementedError("Volver atrás perdería los cierres y lo evaluado: restaure una copia anterior.")
