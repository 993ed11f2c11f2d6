"""Lo que los servicios entregan: fichas inmutables, sin nada de la base de datos."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from autodiagnostico.vida import Estado
from motor.caso import Respuesta, Valor


@dataclass(frozen=True, slots=True)
class FichaDeEntidad:
    """Una entidad guardada; un atributo ausente se desconoce."""

    id: int
    codigo: str
    nombre: str
    atributos: Mapping[str, Valor]
    demostracion: bool


@dataclass(frozen=True, slots=True)
class FichaDeDiagnostico:
    """Un autodiagnóstico; desde que se envía ya no recibe respuestas.

    `version_reglas` y `digesto_reglas` son los de la base con que se envió.
    """

    id: int
    entidad: FichaDeEntidad
    vigencia: int
    fecha_corte: date | None
    estado: Estado
    creado: datetime
    enviado: datetime | None
    version_reglas: str | None = None
    digesto_reglas: str | None = None


@dataclass(frozen=True, slots=True)
class RespuestaGuardada:
    """Una respuesta tal como quedó en el disco.

    `version` cuenta sus cambios; `por_confirmar` dice de dónde vino lo que aún no cuenta; `version_base`,
    con qué versión de la base de reglas se respondió, si se sabe.
    """

    criterio: str
    respuesta: Respuesta
    guardada: datetime
    version: int
    por_confirmar: str = ""
    version_base: str | None = None


@dataclass(frozen=True, slots=True)
class Persona:
    """Una cuenta, por su nombre."""

    id: int
    nombre: str


@dataclass(frozen=True, slots=True)
class Diferido:
    """Una regla que la Mesa decidió atender en otra vigencia."""

    regla: str
    razon: str
    hasta_vigencia: int


@dataclass(frozen=True, slots=True)
class Asignacion:
    """Quién responde un tema, y para cuándo: un área, unas personas o ambas."""

    tema: str
    responsable: str
    fecha: date | None
    personas: tuple[Persona, ...] = ()
