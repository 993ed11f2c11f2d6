"""Muchos casos en un archivo: JSONL, CSV o Parquet."""

from autodiagnostico.lotes.proceso import Resumen, evaluar_lote

__all__ = ["Resumen", "evaluar_lote"]
