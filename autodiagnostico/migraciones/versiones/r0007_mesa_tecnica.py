"""La Mesa Técnica: acto, integrantes, sesiones, decisiones, compromisos, plantilla de acta y fechas."""

from __future__ import annotations

import sqlalchemy as sa

from autodiagnostico.migraciones.piezas import crear, enlace, exige, texto, unico

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _mesa()
    _integrante()
    _sesion()
    _lo_de_la_sesion()
    _plantilla_y_fechas()


def _mesa() -> None:
    crear(
        "mesa_tecnica",
        *enlace("mesa_tecnica", "entidad"),
        texto("acto"),
        _fecha("firma"),
        texto("acta_del_comite"),
        _fecha("publicada_en_web"),
        _fecha("publicada_adentro"),
        _fecha("plazo_del_reglamento"),
        texto("estado_reglamento"),
        texto("acta_del_reglamento"),
        _fecha("fecha_del_reglamento"),
        sa.Column("contenidos", sa.JSON(), nullable=False),
        texto("periodicidad"),
        sa.Column("quorum", sa.Integer(), nullable=True),
        unico("mesa_tecnica", "entidad_id"),
        exige("mesa_tecnica", "quorum", "quorum IS NULL OR quorum >= 1"),
        exige(
            "mesa_tecnica", "estado_reglamento", "estado_reglamento IN ('ninguno', 'proyecto', 'adoptado')"
        ),
    )


def _integrante() -> None:
    crear(
        "integrante_de_mesa",
        *enlace("integrante_de_mesa", "mesa_tecnica"),
        texto("cargo"),
        texto("persona"),
        texto("hace_las_veces_de"),
        texto("suplente"),
        texto("bloque"),
        sa.Column("politicas", sa.JSON(), nullable=False),
        sa.Column("con_voto", sa.Boolean(), nullable=False),
        _fecha("desde"),
        _fecha("hasta"),
        exige("integrante_de_mesa", "con_cargo", "cargo <> ''"),
        exige("integrante_de_mesa", "fechas", "hasta IS NULL OR desde IS NULL OR desde <= hasta"),
    )


def _sesion() -> None:
    crear(
        "sesion_de_mesa",
        *enlace("sesion_de_mesa", "mesa_tecnica"),
        sa.Column("numero", sa.Integer(), nullable=False),
        texto("modalidad"),
        sa.Column("extraordinaria", sa.Boolean(), nullable=False),
        sa.Column("fecha", sa.Date(), nullable=False),
        texto("hora"),
        texto("lugar"),
        sa.Column("orden_del_dia", sa.JSON(), nullable=False),
        texto("desarrollo"),
        texto("estado"),
        unico("sesion_de_mesa", "mesa_tecnica_id", "numero"),
        exige("sesion_de_mesa", "numero", "numero >= 1"),
        exige("sesion_de_mesa", "modalidad", "modalidad IN ('presencial', 'virtual', 'escrita', 'mixta')"),
        exige("sesion_de_mesa", "estado", "estado IN ('convocada', 'realizada', 'cancelada')"),
    )


def _lo_de_la_sesion() -> None:
    crear(
        "asistencia_de_mesa",
        *enlace("asistencia_de_mesa", "sesion_de_mesa"),
        *enlace("asistencia_de_mesa", "integrante_de_mesa", nullable=True),
        texto("calidad"),
        texto("nombre"),
        unico("asistencia_de_mesa", "sesion_de_mesa_id", "integrante_de_mesa_id"),
        exige("asistencia_de_mesa", "calidad", "calidad IN ('titular', 'suplente', 'invitado')"),
        exige("asistencia_de_mesa", "invitado", "(calidad = 'invitado') = (integrante_de_mesa_id IS NULL)"),
        exige("asistencia_de_mesa", "con_nombre", "nombre <> ''"),
    )
    crear(
        "decision_de_mesa",
        *enlace("decision_de_mesa", "sesion_de_mesa"),
        sa.Column("orden", sa.Integer(), nullable=False),
        texto("texto"),
        *(sa.Column(n, sa.Integer(), nullable=False) for n in ("a_favor", "en_contra", "abstenciones")),
        unico("decision_de_mesa", "sesion_de_mesa_id", "orden"),
        exige("decision_de_mesa", "con_texto", "texto <> ''"),
        exige("decision_de_mesa", "votos", "a_favor >= 0 AND en_contra >= 0 AND abstenciones >= 0"),
    )
    crear(
        "compromiso_de_mesa",
        *enlace("compromiso_de_mesa", "sesion_de_mesa"),
        texto("texto"),
        texto("responsable"),
        _fecha("fecha"),
        _fecha("cumplido"),
        texto("resultado"),
        exige("compromiso_de_mesa", "completo", "texto <> '' AND responsable <> ''"),
        exige("compromiso_de_mesa", "resultado", "cumplido IS NOT NULL OR resultado = ''"),
    )


def _plantilla_y_fechas() -> None:
    crear(
        "plantilla_de_mesa",
        *enlace("plantilla_de_mesa", "mesa_tecnica"),
        texto("nombre"),
        texto("contenido"),
        unico("plantilla_de_mesa", "mesa_tecnica_id"),
    )
    crear(
        "fecha_de_mesa",
        *enlace("fecha_de_mesa", "mesa_tecnica"),
        sa.Column("vigencia", sa.Integer(), nullable=False),
        texto("codigo"),
        _fecha("fecha"),
        _fecha("hecho"),
        unico("fecha_de_mesa", "mesa_tecnica_id", "vigencia", "codigo"),
    )


def _fecha(nombre: str) -> sa.Column[object]:
    return sa.Column(nombre, sa.Date(), nullable=True)


def downgrade() -> None:
    raise NotImplementedError("Volver atrás perdería las actas: restaure una copia anterior.")
