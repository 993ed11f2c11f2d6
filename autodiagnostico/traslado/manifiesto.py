"""Qué trae el paquete de una entidad."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import StringConstraints

from autodiagnostico.respaldo.manifiesto import ConPiezas, Ficha

BITACORA = "bitacora.jsonl"
"""Los asientos de la entidad, para consultarlos y comprobar con ellos; no se traen a la otra bitácora."""
Texto = Annotated[str, StringConstraints(min_length=1)]


class Identidad(Ficha):
    """De quién es el paquete."""

    codigo: Texto
    nombre: Texto


class ManifiestoDeEntidad(ConPiezas):
    """El del paquete de una entidad.

    `instalacion` la distingue de otras; `autores` son los nombres de quienes hicieron algo, por su número de
    cuenta allá. Ningún correo sale de la instalación.
    """

    clase: Literal["entidad"] = "entidad"
    instalacion: Texto
    entidad: Identidad
    autores: Mapping[int, Texto]
