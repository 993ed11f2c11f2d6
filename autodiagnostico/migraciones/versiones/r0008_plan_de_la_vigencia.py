"""El plan de la vigencia: renglones propios, acuerdos, avances, versiones aprobadas y mecanismos.

Lo que ya estaba en el plan queda «propuesto»; de los pasos que dio antes no hay constancia y no se inventa.
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

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_TEXTOS = (
    *("titulo", "producto", "objetivo", "indicador", "unidad", "rubro", "proyecto", "componente_ptep"),
    "estado",
)
_LISTAS = ("metas", "escenarios", "politicas")
_ESTADOS = (
    "estado IN ('propuesto', 'acordado', 'presentado', 'devuelto', 'aprobado', 'en_ejecucion', 'hecho', "
    "'no_hecho', 'quitado')"
)


def upgrade() -> None:
    _diferido()
    _item()
    _pasos_y_avances()
    _versiones_y_mecanismos()


def _diferido() -> None:
    una = exige("diferido", "una_cosa", "(regla IS NULL) <> (accion IS NULL)")
    with cambiar("diferido") as lote:
        lote.alter_column("regla", existing_type=sa.String(), nullable=True)
        lote.add_column(texto("accion", nullable=True))
        lote.create_unique_constraint(op.f("uq_diferido_diagnostico_id_accion"), ["diagnostico_id", "accion"])
        agregar(lote, una)


def _item() -> None:
    de_fabrica = dict.fromkeys(_TEXTOS, "") | dict.fromkeys(_LISTAS, "[]") | {"estado": "propuesto"}
    with cambiar("item_de_plan") as lote:
        lote.alter_column("accion", existing_type=sa.String(), nullable=True)
        for nombre, valor in de_fabrica.items():
            tipo = sa.JSON() if nombre in _LISTAS else sa.String()
            lote.add_column(sa.Column(nombre, tipo, nullable=False, server_default=valor))
        lote.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        lote.add_column(sa.Column("inicio", sa.Date(), nullable=True))
        lote.add_column(sa.Column("linea_base", sa.Float(), nullable=True))
        for nombre in ("esfuerzo_dias", "duracion_semanas"):
            lote.add_column(sa.Column(nombre, sa.Integer(), nullable=True))
        lote.add_column(sa.Column("costo", sa.BigInteger(), nullable=True))  # en pesos pasa de 2³¹
        for nombre, condicion in (
            ("de_que", "(accion IS NULL) = (titulo <> '')"),
            ("fechas", "inicio IS NULL OR fecha IS NULL OR inicio <= fecha"),
            ("esfuerzo_dias", "esfuerzo_dias IS NULL OR esfuerzo_dias >= 1"),
            ("duracion_semanas", "duracion_semanas IS NULL OR duracion_semanas >= 1"),
            ("costo", "costo IS NULL OR costo >= 0"),
            ("version", "version >= 1"),
            ("estado", _ESTADOS),
        ):
            agregar(lote, exige("item_de_plan", nombre, condicion))
    with cambiar("item_de_plan") as lote:
        for nombre in (*de_fabrica, "version"):
            lote.alter_column(nombre, server_default=None)


def _pasos_y_avances() -> None:
    crear(
        "paso_de_item",
        *de_diagnostico("paso_de_item"),
        *enlace("paso_de_item", "item_de_plan"),
        *(texto(n) for n in ("paso", "desde", "hacia", "observacion")),
        sa.Column("cuando", INSTANTE, nullable=False),
        *_autor("paso_de_item"),
    )
    op.create_index(op.f("ix_paso_de_item_item_de_plan_id"), "paso_de_item", ["item_de_plan_id"])
    crear(
        "avance_de_item",
        *de_diagnostico("avance_de_item"),
        *enlace("avance_de_item", "item_de_plan"),
        sa.Column("fecha", sa.Date(), nullable=False),
        sa.Column("porcentaje", sa.Integer(), nullable=False),
        sa.Column("valor", sa.Float(), nullable=True),
        texto("entregado"),
        *enlace("avance_de_item", "evidencia", nullable=True, al_borrar=None),
        sa.Column("cuando", INSTANTE, nullable=False),
        *_autor("avance_de_item"),
        exige("avance_de_item", "porcentaje", "porcentaje BETWEEN 0 AND 100"),
    )
    op.create_index(op.f("ix_avance_de_item_item_de_plan_id"), "avance_de_item", ["item_de_plan_id"])


def _versiones_y_mecanismos() -> None:
    crear(
        "version_de_plan",
        *de_diagnostico("version_de_plan"),
        sa.Column("numero", sa.Integer(), nullable=False),
        texto("acto"),
        sa.Column("fecha_del_acto", sa.Date(), nullable=False),
        sa.Column("contenido", sa.JSON(), nullable=False),
        texto("huella"),
        sa.Column("aprobada", INSTANTE, nullable=False),
        *_autor("version_de_plan"),
        unico("version_de_plan", "diagnostico_id", "numero"),
        exige("version_de_plan", "numero", "numero >= 1"),
        exige("version_de_plan", "con_acto", "acto <> ''"),
    )
    crear(
        "mecanismo",
        *de_diagnostico("mecanismo"),
        *(texto(n) for n in ("politica", "clase", "nombre", "responsable")),
        sa.Column("fecha", sa.Date(), nullable=True),
        sa.Column("participantes", sa.Integer(), nullable=True),
        *(texto(n) for n in ("resultado", "mejora")),
        exige("mecanismo", "completo", "nombre <> '' AND politica <> ''"),
        exige("mecanismo", "clase", "clase IN ('participacion', 'realimentacion')"),
        exige("mecanismo", "participantes", "participantes IS NULL OR participantes >= 0"),
    )


def _autor(tabla: str) -> tuple[sa.schema.SchemaItem, ...]:
    """Quién lo hizo; su cuenta no se borra mientras esto exista."""
    nombre = op.f(f"fk_{tabla}_autor_id")
    return (
        sa.Column("autor_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["autor_id"], ["cuenta.id"], name=nombre),
    )


def downgrade() -> None:
    raise NotImplementedError("Volver atrás perdería acuerdos y avances: restaure una copia anterior.")
