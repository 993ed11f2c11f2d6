"""Lo respondido, en el orden del FURAG: el trabajo hecho una vez sirve dos."""

from autodiagnostico.furag.cruce import FilaFurag, filas_furag
from autodiagnostico.furag.hoja import hoja_furag

__all__ = ["FilaFurag", "filas_furag", "hoja_furag"]
