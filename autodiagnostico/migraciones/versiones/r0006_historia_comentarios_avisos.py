"""De dónde vino cada respuesta, comentarios, encargos de temas y avisos.

Los temas de quien diligencia dejan de ir en su pertenencia, que valía para todas las vigencias: ahora son
sus encargos en cada diagnóstico. Con qué versión de la base se respondió antes de esto no se inventa.
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
    texto,
    unico,
)

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _respuestas()
    _temas()
    _comentarios()
    _avisos()


def _respuestas() -> None:
    algo = "por_confirmar = '' OR valor IS NOT NULL OR no_aplica IS NOT NULL"
    with cambiar("respuesta") as lote:
        lote.add_column(sa.Column("por_confirmar", sa.String(), nullable=False, server_default=""))
        lote.add_column(texto("version_base", nullable=True))
        agregar(lote, exige("respuesta", "por_confirmar", algo))
    with cambiar("respuesta") as lote:
        lote.alter_column("por_confirmar", server_default=None)
    op.add_column("evento_de_respuesta", texto("version_base", nullable=True))


def _temas() -> None:
    with cambiar("asignacion_de_tema") as lote:
        lote.drop_constraint(op.f("ck_asignacion_de_tema_con_responsable"), type_="check")
    crear(
        "encargo_de_tema",
        *de_diagnostico("encargo_de_tema"),
        texto("tema"),
        *enlace("encargo_de_tema", "cuenta"),
        unico("encargo_de_tema", "diagnostico_id", "tema", "cuenta_id"),
    )
    op.create_index(op.f("ix_encargo_de_tema_cuenta_id"), "encargo_de_tema", ["cuenta_id"])
    _encargar()
    with cambiar("pertenencia") as lote:
        lote.drop_column("temas")


def _encargar() -> None:
    """Los temas que una cuenta tenía, en los borradores de su entidad."""
    pertenencia = sa.table(
        "pertenencia", sa.column("cuenta_id"), sa.column("entidad_id"), sa.column("temas", sa.JSON())
    )
    diagnostico = sa.table("diagnostico", sa.column("id"), sa.column("entidad_id"), sa.column("estado"))
    encargo = sa.table(
        "encargo_de_tema", sa.column("diagnostico_id"), sa.column("tema"), sa.column("cuenta_id")
    )
    suyos = sa.select(diagnostico.c.id, pertenencia.c.cuenta_id, pertenencia.c.temas).join_from(
        pertenencia, diagnostico, pertenencia.c.entidad_id == diagnostico.c.entidad_id
    )
    borradores = op.get_bind().execute(suyos.where(diagnostico.c.estado == "borrador"))
    encargos = {(d, tema, cuenta) for d, cuenta, temas in borradores for tema in temas or ()}
    if encargos:
        columnas = ("diagnostico_id", "tema", "cuenta_id")
        op.bulk_insert(encargo, [dict(zip(columnas, e, strict=True)) for e in sorted(encargos)])


def _comentarios() -> None:
    crear(
        "comentario",
        *de_diagnostico("comentario"),
        texto("criterio"),
        texto("texto"),
        sa.Column("cuando", INSTANTE, nullable=False),
        *_autor("comentario"),
        exige("comentario", "con_texto", "texto <> ''"),
    )
    op.create_index(op.f("ix_comentario_diagnostico_id"), "comentario", ["diagnostico_id", "criterio"])
    crear(
        "paso_de_comentario",
        *enlace("paso_de_comentario", "comentario"),
        sa.Column("resuelto", sa.Boolean(), nullable=False),
        sa.Column("cuando", INSTANTE, nullable=False),
        *_autor("paso_de_comentario"),
    )
    op.create_index(op.f("ix_paso_de_comentario_comentario_id"), "paso_de_comentario", ["comentario_id"])
    crear(
        "mencion",
        *enlace("mencion", "comentario"),
        *enlace("mencion", "cuenta"),
        unico("mencion", "comentario_id", "cuenta_id"),
    )


def _avisos() -> None:
    crear(
        "aviso_a_cuenta",
        *enlace("aviso_a_cuenta", "cuenta"),
        texto("clase"),
        *de_diagnostico("aviso_a_cuenta"),
        texto("tema", nullable=True),
        texto("criterio", nullable=True),
        sa.Column("fecha", sa.Date(), nullable=True),
        *_autor("aviso_a_cuenta"),
        sa.Column("cuando", INSTANTE, nullable=False),
        sa.Column("leido", INSTANTE, nullable=True),
        texto("correo"),
        sa.Column("intentos", sa.Integer(), nullable=False),
        sa.Column("proximo", INSTANTE, nullable=False),
        exige("aviso_a_cuenta", "clase", "clase IN ('asignado', 'por_vencer', 'devuelto', 'mencion')"),
        exige("aviso_a_cuenta", "correo", "correo IN ('no_va', 'pendiente', 'enviado', 'fallido')"),
    )
    op.create_index(op.f("ix_aviso_a_cuenta_cuenta_id"), "aviso_a_cuenta", ["cuenta_id"])
    op.create_index(op.f("ix_aviso_a_cuenta_correo"), "aviso_a_cuenta", ["correo", "proximo"])


def _autor(tabla: str) -> tuple[sa.schema.SchemaItem, ...]:
    """Quién lo hizo; su cuenta no se borra mientras esto exista."""
    nombre = op.f(f"fk_{tabla}_autor_id")
    return (
        sa.Column("autor_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["autor_id"], ["cuenta.id"], name=nombre),
    )


def downgrade() -> None:
    raise NotImplementedError("Volver atrás perdería comentarios y avisos: restaure una copia anterior.")
