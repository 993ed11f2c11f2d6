"""Muchos casos en un archivo: JSONL, CSV o Parquet."""

from autodiagnostico.lotes.proceso import Avisar, Lote, Resumen, evaluar_lote

__all__ = ["Avisar", "Lote", "Resumen", "evaluar_lote"]
