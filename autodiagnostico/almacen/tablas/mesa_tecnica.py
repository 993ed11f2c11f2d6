"""La Mesa Técnica de una entidad: su acto, quiénes la integran, sus sesiones y lo que en ellas se decide."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, UniqueConstraint
from sqlmodel import Field

from autodiagnostico.almacen.tablas.comun import Tabla, de


def _lista() -> Any:
    return Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class MesaTecnica(Tabla, table=True):
    """Lo que dicen el acto que la creó y su reglamento; la firma y la publicación son dos fechas.

    `quorum` es cuántos integrantes con voto hacen falta para decidir; sin él, la mayoría.
    """

    __tablename__ = "mesa_tecnica"
    __table_args__ = (
        UniqueConstraint("entidad_id"),
        CheckConstraint("quorum IS NULL OR quorum >= 1", name="quorum"),
        CheckConstraint("estado_reglamento IN ('ninguno', 'proyecto', 'adoptado')", name="estado_reglamento"),
    )

    id: int | None = Field(default=None, primary_key=True)
    entidad_id: int = de("entidad")
    acto: str = ""
    firma: date | None = None
    acta_del_comite: str = ""
    publicada_en_web: date | None = None
    publicada_adentro: date | None = None
    plazo_del_reglamento: date | None = None
    estado_reglamento: str = "ninguno"
    acta_del_reglamento: str = ""
    fecha_del_reglamento: date | None = None
    contenidos: list[Any] = _lista()
    periodicidad: str = ""
    quorum: int | None = None


class IntegranteDeMesa(Tabla, table=True):
    """Un cargo en la Mesa.

    `bloque` es el que cubre de los que pide la norma; `politicas`, las que su área ejecuta.
    """

    __tablename__ = "integrante_de_mesa"
    __table_args__ = (
        CheckConstraint("cargo <> ''", name="con_cargo"),
        CheckConstraint("hasta IS NULL OR desde IS NULL OR desde <= hasta", name="fechas"),
    )

    id: int | None = Field(default=None, primary_key=True)
    mesa_tecnica_id: int = de("mesa_tecnica")
    cargo: str
    persona: str = ""
    hace_las_veces_de: str = ""
    suplente: str = ""
    bloque: str = ""
    politicas: list[Any] = _lista()
    con_voto: bool = True
    desde: date | None = None
    hasta: date | None = None


class SesionDeMesa(Tabla, table=True):
    """Una sesión: se convoca, se realiza y queda su acta, con el número de la sesión, sin saltos."""

    __tablename__ = "sesion_de_mesa"
    __table_args__ = (
        UniqueConstraint("mesa_tecnica_id", "numero"),
        CheckConstraint("numero >= 1", name="numero"),
        CheckConstraint("modalidad IN ('presencial', 'virtual', 'escrita', 'mixta')", name="modalidad"),
        CheckConstraint("estado IN ('convocada', 'realizada', 'cancelada')", name="estado"),
    )

    id: int | None = Field(default=None, primary_key=True)
    mesa_tecnica_id: int = de("mesa_tecnica")
    numero: int
    modalidad: str = "presencial"
    extraordinaria: bool = False
    fecha: date
    hora: str = ""
    lugar: str = ""
    orden_del_dia: list[Any] = _lista()
    desarrollo: str = ""
    estado: str = "convocada"


class AsistenciaDeMesa(Tabla, table=True):
    """Quién estuvo: el titular, su suplente o un invitado, que tiene voz y no voto."""

    __tablename__ = "asistencia_de_mesa"
    __table_args__ = (
        UniqueConstraint("sesion_de_mesa_id", "integrante_de_mesa_id"),
        CheckConstraint("calidad IN ('titular', 'suplente', 'invitado')", name="calidad"),
        CheckConstraint("(calidad = 'invitado') = (integrante_de_mesa_id IS NULL)", name="invitado"),
        CheckConstraint("nombre <> ''", name="con_nombre"),
    )

    id: int | None = Field(default=None, primary_key=True)
    sesion_de_mesa_id: int = de("sesion_de_mesa")
    integrante_de_mesa_id: int | None = de("integrante_de_mesa", opcional=True)
    calidad: str
    nombre: str


class DecisionDeMesa(Tabla, table=True):
    """Algo que se votó, con sus votos."""

    __tablename__ = "decision_de_mesa"
    __table_args__ = (
        UniqueConstraint("sesion_de_mesa_id", "orden"),
        CheckConstraint("texto <> ''", name="con_texto"),
        CheckConstraint("a_favor >= 0 AND en_contra >= 0 AND abstenciones >= 0", name="votos"),
    )

    id: int | None = Field(default=None, primary_key=True)
    sesion_de_mesa_id: int = de("sesion_de_mesa")
    orden: int
    texto: str
    a_favor: int = 0
    en_contra: int = 0
    abstenciones: int = 0


class CompromisoDeMesa(Tabla, table=True):
    """Lo que alguien quedó de hacer en una sesión; abierto, se ve en las siguientes."""

    __tablename__ = "compromiso_de_mesa"
    __table_args__ = (
        CheckConstraint("texto <> '' AND responsable <> ''", name="completo"),
        CheckConstraint("cumplido IS NOT NULL OR resultado = ''", name="resultado"),
    )

    id: int | None = Field(default=None, primary_key=True)
    sesion_de_mesa_id: int = de("sesion_de_mesa")
    texto: str
    responsable: str
    fecha: date | None = None
    cumplido: date | None = None
    resultado: str = ""


class PlantillaDeMesa(Tabla, table=True):
    """La plantilla de acta con que la entidad reemplazó la de fábrica; `contenido` es el .docx en base 64."""

    __tablename__ = "plantilla_de_mesa"
    __table_args__ = (UniqueConstraint("mesa_tecnica_id"),)

    id: int | None = Field(default=None, primary_key=True)
    mesa_tecnica_id: int = de("mesa_tecnica")
    nombre: str
    contenido: str


class FechaDeMesa(Tabla, table=True):
    """Lo que la entidad dice de una fecha del calendario: cuál es, si la pone ella, y cuándo se cumplió."""

    __tablename__ = "fecha_de_mesa"
    __table_args__ = (UniqueConstraint("mesa_tecnica_id", "vigencia", "codigo"),)

    id: int | None = Field(default=None, primary_key=True)
    mesa_tecnica_id: int = de("mesa_tecnica")
    vigencia: int
    codigo: str
    fecha: date | None = None
    hecho: date | None = None
