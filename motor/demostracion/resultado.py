"""Lo que queda de una demostración: qué se probó, qué está mal y con qué caso se ve."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from motor.caso import Caso


class Gravedad(StrEnum):
    """Un defecto se corrige; una nota se mira; lo que quedó sin demostrar no se da por bueno."""

    DEFECTO = "defecto"
    NOTA = "nota"
    SIN_DEMOSTRAR = "sin_demostrar"


@dataclass(frozen=True, slots=True)
class Ejemplo:
    """Un caso que muestra lo dicho; `renglones` trae solo lo que importa, en palabras."""

    caso: Caso
    renglones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Observacion:
    """Algo que una prueba encontró; `sujeto` son los códigos de lo observado."""

    gravedad: Gravedad
    sujeto: str
    mensaje: str
    ejemplo: Ejemplo | None = None


@dataclass(frozen=True, slots=True)
class Prueba:
    """Una prueba hecha sobre la base: cuántas cosas examinó y qué observó."""

    codigo: str
    titulo: str
    examinados: int
    observaciones: tuple[Observacion, ...]


@dataclass(frozen=True, slots=True)
class Demostracion:
    """Todas las pruebas de la edición que rige en una fecha."""

    fecha: date
    version: str
    digesto: str
    pruebas: tuple[Prueba, ...]

    def observaciones(self, gravedad: Gravedad) -> Iterator[tuple[str, Observacion]]:
        """Las de una gravedad, con el código de su prueba."""
        for prueba in self.pruebas:
            yield from ((prueba.codigo, o) for o in prueba.observaciones if o.gravedad is gravedad)

    @property
    def demostrada(self) -> bool:
        """Si no hay defectos ni nada sin demostrar."""
        return all(o.gravedad is Gravedad.NOTA for p in self.pruebas for o in p.observaciones)
