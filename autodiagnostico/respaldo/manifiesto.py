"""Qué trae un respaldo."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

NOMBRE = "manifiesto.json"
TABLAS, ARCHIVOS = "tablas", "archivos"
"""Las dos carpetas del ZIP."""


def _segura(nombre: str) -> str:
    """Que no salga de su carpeta al restaurarla."""
    partes = PurePosixPath(nombre).parts
    if "\\" in nombre or partes[:1] == ("/",) or {"..", "."} & set(nombre.split("/")):
        raise ValueError("la ruta sale de su carpeta")
    return nombre


Huella = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Ficha(BaseModel):
    """Raíz de lo que va en un manifiesto."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Pieza(Ficha):
    """Un archivo del ZIP."""

    ruta: Annotated[str, AfterValidator(_segura)]
    bytes: int = Field(ge=0)
    sha256: Huella


def ruta_de(tabla: str) -> str:
    """Dónde van las filas de una tabla dentro del ZIP."""
    return f"{TABLAS}/{tabla}.jsonl"


class TablaRespaldada(Ficha):
    """Una tabla: sus columnas, cuántas filas trae y el último número que dio, aunque ya lo hayan borrado."""

    nombre: Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")]
    columnas: tuple[str, ...]
    filas: int = Field(ge=0)
    ultimo: int = Field(ge=0)

    @property
    def ruta(self) -> str:
        """Dónde están sus filas dentro del ZIP."""
        return ruta_de(self.nombre)


class ConPiezas(Ficha):
    """Lo que se lee primero de un paquete: qué trae, quién lo hizo y con qué comprobarlo."""

    formato: Literal[1] = 1
    programa: str
    revision: str
    creado: datetime
    tablas: tuple[TablaRespaldada, ...]
    piezas: tuple[Pieza, ...]

    @property
    def filas(self) -> int:
        """Cuántas trae entre todas las tablas."""
        return sum(t.filas for t in self.tablas)

    @property
    def archivos(self) -> tuple[Pieza, ...]:
        """Las piezas que no son tablas."""
        return tuple(p for p in self.piezas if p.ruta.startswith(f"{ARCHIVOS}/"))


class Manifiesto(ConPiezas):
    """El de un respaldo de la instalación entera."""

    motor: str
