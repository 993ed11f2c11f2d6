"""Muchos casos en un archivo: JSONL, CSV o Parquet."""

from autodiagnostico.lotes.impacto import Impacto, Sentido, Version, medir, medir_casos
from autodiagnostico.lotes.proceso import Avisar, Lote, Resumen, evaluar_lote

__all__ = [
    "Avisar",
    "Impacto",
    "Lote",
    "Resumen",
    "Sentido",
    "Version",
    "evaluar_lote",
    "medir",
    "medir_casos",
]
