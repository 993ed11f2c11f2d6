"""Lo que comparten todas las fichas."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from reglas.clases import Clase

Codigo = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.\-]*$", max_length=80)]
Texto = Annotated[str, Field(min_length=1, max_length=4000)]
Constante = bool | int | float | str | date
Caracter = Literal["obligatorio", "propio", "orientador", "facultad"]
Certeza = Literal["fuente", "secundaria", "inferida", "pendiente", "decision_propia"]
ClaseDeDato = Annotated[Clase, Field(strict=False)]


class Ficha(BaseModel):
    """Base de toda ficha: campos cerrados, tipos estrictos, inmutable."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
