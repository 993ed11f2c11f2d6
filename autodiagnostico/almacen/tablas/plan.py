"""El plan de la vigencia que sigue a un diagnóstico: renglones, pasos, avances, versiones y lo apartado."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    UniqueConstraint,
)
from sqlmodel import Field

from autodiagnostico.almacen.tablas.comun import Tabla, de_cuenta, de_diagnostico, instante


def _de_item() -> Any:
    return Field(sa_column=Column(Integer, ForeignKey("item_de_plan.id", ondelete="CASCADE"), nullable=False))


def _lista() -> Any:
    return Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class Diferido(Tabla, table=True):
    """Lo que la Mesa aparta para otra vigencia, con su razón: un lineamiento o una acción."""

    __table_args__ = (
        UniqueConstraint("diagnostico_id", "regla"),
        UniqueConstraint("diagnostico_id", "accion"),
        CheckConstraint("razon <> ''", name="con_razon"),
        CheckConstraint("(regla IS NULL) <> (accion IS NULL)", name="una_cosa"),
    )

    id: int | None = Field(default=None, primary_key=True)
    diagnostico_id: int = de_diagnostico()
    regla: str | None = None
    accion: str | None = None
    razon: str
    hasta_vigencia: int


class ItemDePlan(Tabla, table=True):
    """Un renglón del plan: una acción del catálogo (`accion`) o una propia de la entidad (`titulo`).

    De una acción del catálogo, lo que está en blanco es lo que dice el catálogo. `fecha` es cuándo termina;
    `metas` trae una por trimestre, NULL si no hay. `version` cuenta los cambios: quien guarda dice cuál vio.
    """

    __tablename__ = "item_de_plan"
    __table_args__ = (
        UniqueConstraint("diagnostico_id", "accion"),
        CheckConstraint("orden >= 1", name="orden"),
        CheckConstraint("(accion IS NULL) = (titulo <> '')", name="de_que"),
        CheckConstraint("inicio IS NULL OR fecha IS NULL OR inicio <= fecha", name="fechas"),
        CheckConstraint("esfuerzo_dias IS NULL OR esfuerzo_dias >= 1", name="esfuerzo_dias"),
        CheckConstraint("duracion_semanas IS NULL OR duracion_semanas >= 1", name="duracion_semanas"),
        CheckConstraint("costo IS NULL OR costo >= 0", name="costo"),
        CheckConstraint("version >= 1", name="version"),
        CheckConstraint(
            "estado IN ('propuesto', 'acordado', 'presentado', 'devuelto', 'aprobado', 'en_ejecucion', "
            "'hecho', 'no_hecho', 'quitado')",
            name="estado",
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    diagnostico_id: int = de_diagnostico()
    accion: str | None = None
    titulo: str = ""
    destino: str
    responsable: str
    fecha: date | None = None
    nota: str = ""
    orden: int
    inicio: date | None = None
    producto: str = ""
    objetivo: str = ""
    indicador: str = ""
    unidad: str = ""
    linea_base: float | None = None
    metas: list[Any] = _lista()
    esfuerzo_dias: int | None = None
    duracion_semanas: int | None = None
    costo: int | None = Field(default=None, sa_type=BigInteger)
    rubro: str = ""
    proyecto: str = ""
    componente_ptep: str = ""
    escenarios: list[Any] = _lista()
    politicas: list[Any] = _lista()
    estado: str = "propuesto"
    version: int = 1


class PasoDeItem(Tabla, table=True):
    """Un paso de un renglón: de qué estado a cuál, quién, cuándo y con qué observación. No se cambia."""

    __tablename__ = "paso_de_item"
    __table_args__ = (Index("ix_paso_de_item_item_de_plan_id", "item_de_plan_id"),)

    id: int | None = Field(default=None, primary_key=True)
    diagnostico_id: int = de_diagnostico()
    item_de_plan_id: int = _de_item()
    paso: str
    desde: str
    hacia: str
    observacion: str = ""
    cuando: datetime = instante()
    autor_id: int | None = de_cuenta()


class AvanceDeItem(Tabla, table=True):
    """Cómo va un renglón en una fecha: cuánto, qué se entregó y con qué evidencia. No se cambia.

    `valor` es la medida del indicador del renglón.
    """

    __tablename__ = "avance_de_item"
    __table_args__ = (
        Index("ix_avance_de_item_item_de_plan_id", "item_de_plan_id"),
        CheckConstraint("porcentaje BETWEEN 0 AND 100", name="porcentaje"),
    )

    id: int | None = Field(default=None, primary_key=True)
    diagnostico_id: int = de_diagnostico()
    item_de_plan_id: int = _de_item()
    fecha: date
    porcentaje: int
    valor: float | None = None
    entregado: str = ""
    evidencia_id: int | None = Field(
        default=None, sa_column=Column(Integer, ForeignKey("evidencia.id"), nullable=True)
    )
    cuando: datetime = instante()
    autor_id: int | None = de_cuenta()


class VersionDePlan(Tabla, table=True):
    """El plan como lo aprobó el Comité, congelado: no se cambia ni se borra. `contenido` va en JSON."""

    __tablename__ = "version_de_plan"
    __table_args__ = (
        UniqueConstraint("diagnostico_id", "numero"),
        CheckConstraint("numero >= 1", name="numero"),
        CheckConstraint("acto <> ''", name="con_acto"),
    )

    id: int | None = Field(default=None, primary_key=True)
    diagnostico_id: int = de_diagnostico()
    numero: int
    acto: str
    fecha_del_acto: date
    contenido: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    huella: str
    aprobada: datetime = instante()
    autor_id: int | None = de_cuenta()


class Mecanismo(Tabla, table=True):
    """Un mecanismo de participación o de realimentación de una política, y lo que dejó."""

    __table_args__ = (
        CheckConstraint("nombre <> '' AND politica <> ''", name="completo"),
        CheckConstraint("clase IN ('participacion', 'realimentacion')", name="clase"),
        CheckConstraint("participantes IS NULL OR participantes >= 0", name="participantes"),
    )

    id: int | None = Field(default=None, primary_key=True)
    diagnostico_id: int = de_diagnostico()
    politica: str
    clase: str
    nombre: str
    responsable: str = ""
    fecha: date | None = None
    participantes: int | None = None
    resultado: str = ""
    mejora: str = ""
