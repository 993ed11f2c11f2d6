"""El plan, como se entrega: inmutable y sin nada de la base de datos."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from autodiagnostico.plan.pasos import EstadoDeItem, Paso

TRIMESTRES = 4
"""Las metas de un indicador: una por trimestre de la vigencia."""
SIN_METAS: tuple[float | None, ...] = (None,) * TRIMESTRES


@dataclass(frozen=True, slots=True)
class Contenido:
    """Lo que se escribe de un renglón; de una acción del catálogo, lo vacío es lo que diga el catálogo.

    `inicio` y `fecha` son el primer y el último día; `costo` va en pesos. Escenarios y políticas solo se
    escriben en un renglón propio: los de una acción salen de las reglas que cierra.
    """

    destino: str = ""
    responsable: str = ""
    fecha: date | None = None
    nota: str = ""
    titulo: str = ""
    inicio: date | None = None
    producto: str = ""
    objetivo: str = ""
    indicador: str = ""
    unidad: str = ""
    linea_base: float | None = None
    metas: tuple[float | None, ...] = SIN_METAS
    esfuerzo_dias: int | None = None
    duracion_semanas: int | None = None
    costo: int | None = None
    rubro: str = ""
    proyecto: str = ""
    componente_ptep: str = ""
    escenarios: tuple[str, ...] = ()
    politicas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemDePlan:
    """Un renglón del plan. `dicho` es lo que vale, completado con el catálogo; `escrito`, lo que se escribió.

    `reglas` son las que la acción cierra: por ellas se llega al resultado y al artículo que la piden.
    `version` cuenta los cambios; `aprobado_en` es la última versión aprobada del plan que lo trae.
    """

    id: int
    orden: int
    accion: str | None
    escrito: Contenido
    dicho: Contenido
    estado: EstadoDeItem
    version: int
    reglas: tuple[str, ...] = ()
    aprobado_en: int | None = None

    @property
    def titulo(self) -> str:
        """Cómo se llama."""
        return self.dicho.titulo


@dataclass(frozen=True, slots=True)
class PasoDado:
    """Un paso que dio un renglón."""

    paso: Paso
    desde: EstadoDeItem | None
    hacia: EstadoDeItem
    observacion: str
    cuando: datetime
    quien: str


@dataclass(frozen=True, slots=True)
class Avance:
    """Cómo iba un renglón en una fecha. `evidencia` es el número y el nombre de la que lo respalda."""

    id: int
    fecha: date
    porcentaje: int
    valor: float | None
    entregado: str
    evidencia: tuple[int, str] | None
    cuando: datetime
    quien: str


@dataclass(frozen=True, slots=True)
class Logro:
    """Puntos de 100 y nivel; None si ninguna regla con peso aplica."""

    indice: Fraction | None
    nivel: int | None


@dataclass(frozen=True)
class Corte:
    """La madurez al terminar un trimestre, por escenario y global, y qué acciones terminan en él."""

    hasta: date
    escenarios: Mapping[str, Logro]
    total: Logro
    acciones: tuple[str, ...] = ()


@dataclass(frozen=True)
class VersionDePlan:
    """El plan como lo aprobó el Comité. `renglones` trae, por número de renglón, lo que decía."""

    numero: int
    acto: str
    fecha_del_acto: date
    aprobada: datetime
    quien: str
    huella: str
    renglones: Mapping[int, Mapping[str, Any]]
    apartadas: tuple[Mapping[str, Any], ...]
    prometida: tuple[Corte, ...]
    version_reglas: str


@dataclass(frozen=True, slots=True)
class Apartada:
    """Una acción que no va al plan, con su razón; `deberes` son las reglas que obligan y deja sin atender."""

    accion: str
    titulo: str
    razon: str
    hasta_vigencia: int
    deberes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mecanismo:
    """Un mecanismo de participación o de realimentación de una política, con lo que dejó.

    `mejora` es lo que se cambió con lo que se oyó.
    """

    id: int
    politica: str
    clase: str
    nombre: str
    responsable: str = ""
    fecha: date | None = None
    participantes: int | None = None
    resultado: str = ""
    mejora: str = ""
