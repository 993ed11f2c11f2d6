"""Una copia entera de la instalación en un archivo, y cómo volver a ella.

El archivo es un ZIP neutro: las tablas como JSON Lines, las evidencias y el Manual instalado, y un manifiesto
con la huella de cada pieza. No depende del motor de base de datos: lo respaldado en SQLite se restaura en
PostgreSQL y al revés, y lo de una versión anterior se migra al restaurarlo.
"""

from autodiagnostico.respaldo.manifiesto import Manifiesto
from autodiagnostico.respaldo.respaldar import Respaldo, respaldar
from autodiagnostico.respaldo.restaurar import Restauracion, restaurar

__all__ = ["Manifiesto", "Respaldo", "Restauracion", "respaldar", "restaurar"]
