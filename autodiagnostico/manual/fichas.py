"""El Manual ya leído: inmutable, con códigos del catálogo en vez de los textos de las listas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from reglas import Clase
from reglas.fichas import Certeza

HOJA_DEL_MANUAL = "Manual"
HOJA_DE_LINEAMIENTOS = "Lineamientos"
MAXIMO_LINEAMIENTOS = 2_000
ESFUERZO_MAXIMO = 2_000
"""Días de trabajo de una persona; más de eso no es una acción, es un programa."""


@dataclass(frozen=True, slots=True)
class Encabezado:
    """De qué versión del Manual se trata y con qué certeza se cita."""

    version: str
    rige_desde: date
    verificada: date
    certeza: Certeza
    enlace: str = ""


@dataclass(frozen=True, slots=True)
class Lineamiento:
    """Una fila: lo que dice el Manual, cuánto cuenta, qué se pregunta y qué se puede hacer.

    `codigo` es el escrito o, si `propuesto`, el que salió del título.
    """

    codigo: str
    propuesto: bool = field(compare=False)
    fila: int = field(compare=False)
    titulo: str
    explicacion: str
    componente: str
    fase: str
    lugar: str
    alcance: str
    pesos: Mapping[str, int]
    nivel: int
    pregunta: str
    clase: Clase
    en_parte: str
    ayuda: str
    evidencia: str
    tema: str
    accion: str
    responsable: str
    producto: str
    esfuerzo: int
    destinos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manual:
    """El encabezado y los lineamientos en el orden de la hoja.

    `columnas` dice en qué letra de la hoja estaba cada campo, para señalar después una celda.
    """

    encabezado: Encabezado
    lineamientos: tuple[Lineamiento, ...]
    columnas: Mapping[str, str] = field(default_factory=dict, compare=False)
