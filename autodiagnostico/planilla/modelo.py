"""Lo que se escribe en un archivo y lo que se lee de él."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.libros import DefectoDeCelda, decir_defectos
from autodiagnostico.libros.hojas import Sitio
from motor import Respuesta
from reglas import Catalogo
from reglas.fichas import Criterio

RESPUESTA, NO_APLICA, EVIDENCIAS, OBSERVACION = "respuesta", "no_aplica", "evidencias", "observacion"
"""Las columnas que se llenan."""


@dataclass(frozen=True, slots=True)
class Renglon:
    """Una pregunta con lo guardado y lo que ayuda a responderla; `version` es la de la respuesta de hoy."""

    criterio: Criterio
    version: int
    respuesta: Respuesta
    anterior: Respuesta | None = None
    pide: str = ""


@dataclass(frozen=True, slots=True)
class Planilla:
    """Un cuestionario, entero o de un tema, listo para escribirlo."""

    catalogo: Catalogo
    datos_de_la_entidad: Mapping[str, Any]
    """Con la forma del caso: código, nombre y lo que se sepa de ella."""

    vigencia: int
    renglones: tuple[Renglon, ...]
    vigencia_anterior: int | None = None

    @property
    def entidad(self) -> str:
        """Su código."""
        return str(self.datos_de_la_entidad["codigo"])

    @property
    def nombre(self) -> str:
        return str(self.datos_de_la_entidad["nombre"])


@dataclass(frozen=True, slots=True)
class Leida:
    """Lo que un archivo trae para una pregunta. Sin `version`, el archivo no dice cuál vio.

    `trae` son las columnas que sí dice; las demás quedan como estén. `sitio` es dónde señalarla.
    """

    criterio: str
    version: int | None
    respuesta: Respuesta
    sitio: Sitio
    trae: frozenset[str] = frozenset({RESPUESTA, EVIDENCIAS, OBSERVACION})

    def defecto(self, mensaje: str, admite: str = "") -> DefectoDeCelda:
        """Un defecto que es de la pregunta entera."""
        sitio = self.sitio
        return DefectoDeCelda(mensaje, sitio.hoja, sitio.fila, sitio.columna, sitio.campo, admite=admite)


@dataclass(frozen=True, slots=True)
class Lectura:
    """Un archivo leído. `ajenas` son las preguntas que la base de reglas de hoy ya no trae."""

    entidad: str
    vigencia: int
    leidas: tuple[Leida, ...]
    ajenas: tuple[str, ...] = ()


class ErrorDePlanilla(ErrorDeServicio):
    """El archivo no se puede usar; `defectos` los trae todos."""

    def __init__(self, defectos: Iterable[DefectoDeCelda]) -> None:
        self.defectos = tuple(defectos)
        super().__init__(decir_defectos("El archivo", self.defectos))


def no_sirve(mensaje: str, admite: str = "") -> ErrorDePlanilla:
    """El archivo entero no sirve."""
    return ErrorDePlanilla([DefectoDeCelda(mensaje, admite=admite)])
