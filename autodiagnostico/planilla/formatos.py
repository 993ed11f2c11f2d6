"""Los tres formatos de un cuestionario, y cuál es el de un archivo."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from autodiagnostico.libros.apertura import MAXIMO_BYTES
from autodiagnostico.planilla.caso import escribir_json, leer_documento
from autodiagnostico.planilla.lectura import leer_libro
from autodiagnostico.planilla.libro import escribir_libro
from autodiagnostico.planilla.modelo import Lectura, Planilla, no_sirve
from autodiagnostico.planilla.tabla import escribir_tabla, leer_tabla
from reglas import Catalogo


@dataclass(frozen=True, slots=True)
class Formato:
    """Cómo se llama, qué es en la red, y con qué se escribe y se lee."""

    origen: str
    medio: str
    escribir: Callable[[Planilla], bytes]
    leer: Callable[[bytes, Catalogo], Lectura]


_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATOS: Mapping[str, Formato] = {
    ".xlsx": Formato("excel", _EXCEL, escribir_libro, leer_libro),
    ".csv": Formato("csv", "text/csv", escribir_tabla, leer_tabla),
    ".json": Formato("json", "application/json", escribir_json, leer_documento),
}


def escribir(planilla: Planilla, extension: str) -> bytes:
    """El cuestionario en un formato."""
    return FORMATOS[extension].escribir(planilla)


def leer(nombre: str, contenido: bytes, catalogo: Catalogo) -> tuple[Formato, Lectura]:
    """El formato de un archivo y lo que trae. Lanza ErrorDePlanilla con todos los defectos."""
    formato = FORMATOS.get(PurePosixPath(nombre).suffix.lower())
    if formato is None:
        raise no_sirve(f"No se sabe leer «{nombre}».", ", ".join(FORMATOS))
    if len(contenido) > MAXIMO_BYTES:
        raise no_sirve(f"El archivo pesa más de {MAXIMO_BYTES // 10**6} MB.")
    return formato, formato.leer(contenido, catalogo)
