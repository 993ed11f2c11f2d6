"""Llevarse una entidad entera en un archivo, y traerla a otra instalación.

El archivo es un ZIP como el de un respaldo, pero de una sola entidad: al traerla, sus filas reciben números
nuevos y se asientan otra vez, porque la bitácora es de cada instalación.
"""

from autodiagnostico.traslado.exportar import Exportada, exportar
from autodiagnostico.traslado.importar import Importada, importar
from autodiagnostico.traslado.manifiesto import ManifiestoDeEntidad

__all__ = ["Exportada", "Importada", "ManifiestoDeEntidad", "exportar", "importar"]
