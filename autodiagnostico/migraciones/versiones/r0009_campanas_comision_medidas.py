"""Campañas y acompañamiento, el plan de la Comisión, las medidas de fuera y el aviso de una campaña."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from autodiagnostico.migraciones.piezas import (
    INSTANTE,
    agregar,
    cambiar,
    crear,
    enlace,
    exige,
    reemplazar,
    texto,
    unico,
)

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _campanas()
    _asesorias()
    _comision()
    _medidas()
    _avisos()


def _campanas() -> None:
    crear(
        "campana",
        texto("nombre"),
        _entero("vigencia"),
        _dia("abre"),
        _dia("cierra"),
        texto("nota"),
        sa.Column("creada", INSTANTE, nullable=False),
        *_autor("campana"),
        unico("campana", "vigencia", "nombre"),
        exige("campana", "con_nombre", "nombre <> ''"),
        exige("campana", "fechas", "abre <= cierra"),
        exige("campana", "vigencia", "vigencia BETWEEN 1900 AND 2200"),
    )
    crear(
        "entidad_convocada",
        *enlace("entidad_convocada", "campana"),
        *enlace("entidad_convocada", "entidad"),
        unico("entidad_convocada", "campana_id", "entidad_id"),
    )
    op.create_index(op.f("ix_entidad_convocada_entidad_id"), "entidad_convocada", ["entidad_id"])


def _asesorias() -> None:
    crear(
        "asesoria",
        *enlace("asesoria", "entidad"),
        texto("clase"),
        _dia("fecha"),
        texto("tema"),
        texto("modalidad"),
        _entero("asistentes"),
        texto("compromiso"),
        _dia("para", nullable=True),
        _dia("cumplido", nullable=True),
        sa.Column("registrada", INSTANTE, nullable=False),
        *_autor("asesoria"),
        exige("asesoria", "clase", "clase IN ('asesoria', 'taller')"),
        exige("asesoria", "modalidad", "modalidad IN ('presencial', 'virtual', 'mixta', 'escrita')"),
        exige("asesoria", "con_tema", "tema <> ''"),
        exige("asesoria", "asistentes", "asistentes >= 0"),
        exige("asesoria", "compromiso", "compromiso <> '' OR (para IS NULL AND cumplido IS NULL)"),
    )
    op.create_index(op.f("ix_asesoria_entidad_id"), "asesoria", ["entidad_id"])


def _comision() -> None:
    crear(
        "plan_de_comision",
        _entero("vigencia"),
        sa.Column("contenido", sa.JSON(), nullable=False),
        sa.Column("cargado", INSTANTE, nullable=False),
        *_autor("plan_de_comision"),
        unico("plan_de_comision", "vigencia"),
        exige("plan_de_comision", "vigencia", "vigencia BETWEEN 1900 AND 2200"),
    )
    crear(
        "seguimiento_de_comision",
        _entero("vigencia"),
        *(texto(n) for n in ("fila", "sesion", "estado", "evidencia", "enlace", "genero")),
        sa.Column("cuando", INSTANTE, nullable=False),
        *_autor("seguimiento_de_comision"),
        exige(
            "seguimiento_de_comision",
            "estado",
            "estado IN ('por_empezar', 'en_curso', 'cumplida', 'aplazada')",
        ),
        exige("seguimiento_de_comision", "con_evidencia", "estado <> 'cumplida' OR evidencia <> ''"),
    )
    indice = op.f("ix_seguimiento_de_comision_vigencia")
    op.create_index(indice, "seguimiento_de_comision", ["vigencia", "fila"])


def _medidas() -> None:
    crear(
        "importacion_de_medidas",
        *(texto(n) for n in ("archivo", "huella", "fuente")),
        sa.Column("cuando", INSTANTE, nullable=False),
        *_autor("importacion_de_medidas"),
        exige("importacion_de_medidas", "con_archivo", "archivo <> ''"),
    )
    clave = ("importacion_de_medidas_id", "entidad_id", "medicion", "ano", "ambito")
    crear(
        "medida_externa",
        *enlace("medida_externa", "importacion_de_medidas"),
        *enlace("medida_externa", "entidad"),
        texto("medicion"),
        _entero("ano"),
        texto("ambito"),
        sa.Column("valor", sa.Float(), nullable=False),
        unico("medida_externa", *clave),
        exige("medida_externa", "valor", "valor >= 0 AND valor <= 100"),
        exige("medida_externa", "ano", "ano BETWEEN 1900 AND 2200"),
    )
    op.create_index(op.f("ix_medida_externa_ano"), "medida_externa", ["ano", "medicion"])


def _avisos() -> None:
    """Un aviso de campaña es de una entidad que quizá no ha abierto su diagnóstico."""
    clases = "clase IN ('asignado', 'por_vencer', 'devuelto', 'mencion', 'campana')"
    suya = "(clase = 'campana') = (campana_id IS NOT NULL) AND (campana_id IS NULL) = (entidad_id IS NULL)"
    with cambiar("aviso_a_cuenta") as lote:
        lote.alter_column("diagnostico_id", existing_type=sa.Integer(), nullable=True)
        for otra in ("campana", "entidad"):
            lote.add_column(sa.Column(f"{otra}_id", sa.Integer(), nullable=True))
            clave = op.f(f"fk_aviso_a_cuenta_{otra}_id")
            lote.create_foreign_key(clave, otra, [f"{otra}_id"], ["id"], ondelete="CASCADE")
        reemplazar(lote, exige("aviso_a_cuenta", "clase", clases))
        agregar(
            lote, exige("aviso_a_cuenta", "de_diagnostico", "(clase = 'campana') = (diagnostico_id IS NULL)")
        )
        agregar(lote, exige("aviso_a_cuenta", "de_campana", suya))


def _entero(nombre: str) -> sa.Column[int]:
    return sa.Column(nombre, sa.Integer(), nullable=False)


def _dia(nombre: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(nombre, sa.Date(), nullable=nullable)


def _autor(tabla: str) -> tuple[sa.schema.SchemaItem, ...]:
    """Quién lo hizo; su cuenta no se borra mientras esto exista."""
    nombre = op.f(f"fk_{tabla}_autor_id")
    return (
        sa.Column("autor_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["autor_id"], ["cuenta.id"], name=nombre),
    )


def downgrade() -> None:
    raise NotImplementedError(
        "Volver atrás perdería las campañas y su seguimiento: restaure una copia anterior."
    )
