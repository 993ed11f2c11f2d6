"""Qué es una gráfica, sin saber dónde se pinta."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import altair as alt
import pandas as pd

from reglas.palabras import fecha_en_palabras

Dibujo = alt.Chart | alt.LayerChart | alt.FacetChart


@dataclass(frozen=True, slots=True)
class Origen:
    """De dónde salen los datos, y de qué fecha son."""

    fuente: str
    fecha: date

    def en_palabras(self) -> str:
        """«Fuente: autodiagnóstico de la entidad. Datos al 31 de enero de 2026.», para ponerla debajo."""
        return f"Fuente: {self.fuente}. Datos al {fecha_en_palabras(self.fecha)}."


@dataclass(frozen=True, slots=True)
class Grafica:
    """Una gráfica: `alternativa` dice en una o dos frases lo que muestra; `datos`, lo mismo en tabla.

    Las columnas de `datos` son rótulos para leer. `dibujo` no lleva título: lo pone quien la muestra.
    """

    titulo: str
    alternativa: str
    datos: pd.DataFrame
    origen: Origen
    dibujo: Dibujo
    nota: str = ""
    """Cómo se lee, si no se ve a la primera; va debajo, antes de la fuente."""

    def renglones(self) -> list[list[str]]:
        """Los datos como textos, para una tabla."""
        return [[_dicho(v) for v in fila] for fila in self.datos.itertuples(index=False)]


def _dicho(valor: Any) -> str:
    if valor is None or pd.isna(valor):
        return "–"
    if isinstance(valor, pd.Timestamp):
        return valor.strftime("%d/%m/%Y")
    if isinstance(valor, float):
        return numero(valor)
    return str(valor)


def numero(valor: float) -> str:
    """«45,0»: con un decimal y coma."""
    return f"{valor:.1f}".replace(".", ",")
