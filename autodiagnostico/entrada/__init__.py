"""Lo que entra de fuera: archivos y JSON en los que no se confía."""

from autodiagnostico.entrada.archivos import MAXIMO_BYTES, leer_bytes
from autodiagnostico.entrada.json_estricto import JsonInvalido, leer_json

__all__ = ["MAXIMO_BYTES", "JsonInvalido", "leer_bytes", "leer_json"]
