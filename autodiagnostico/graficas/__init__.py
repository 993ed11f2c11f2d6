"""Las gráficas de la casa: cada una dice lo que muestra, trae sus datos, su fuente y su fecha."""

from autodiagnostico.graficas.barras import Barra, Umbral, barras
from autodiagnostico.graficas.cajas import Caja, cajas
from autodiagnostico.graficas.calor import Casilla, calor
from autodiagnostico.graficas.dispersion import Iniciativa, dispersion
from autodiagnostico.graficas.exportar import png, svg
from autodiagnostico.graficas.ficha import Grafica, Origen
from autodiagnostico.graficas.frente import Pareja, frente
from autodiagnostico.graficas.gantt import Tarea, gantt
from autodiagnostico.graficas.lineas import Medida, linea
from autodiagnostico.graficas.madurez import por_escenario

__all__ = [
    "Barra",
    "Caja",
    "Casilla",
    "Grafica",
    "Iniciativa",
    "Medida",
    "Origen",
    "Pareja",
    "Tarea",
    "Umbral",
    "barras",
    "cajas",
    "calor",
    "dispersion",
    "frente",
    "gantt",
    "linea",
    "png",
    "por_escenario",
    "svg",
]
