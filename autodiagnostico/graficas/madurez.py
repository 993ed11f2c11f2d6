"""Las gráficas que salen de un resultado."""

from __future__ import annotations

from autodiagnostico.graficas.barras import Barra, Umbral, barras
from autodiagnostico.graficas.ficha import Grafica, Origen
from autodiagnostico.palabras import cortar_puntaje
from motor import Resultado


def por_escenario(resultado: Resultado) -> Grafica:
    """El índice de cada escenario que aplica, con su intervalo y su nivel; lo demostrado, cortado."""
    catalogo = resultado.edicion.catalogo
    suyas = []
    for madurez in resultado.escenarios.values():
        desde = cortar_puntaje(madurez.indice_min)
        hasta = cortar_puntaje(madurez.indice_max, hacia_arriba=madurez.indice_max != madurez.indice_min)
        if desde is not None and hasta is not None:
            suyas.append(Barra(madurez.nombre, desde, hasta, f"nivel {madurez.nivel_min}"))
    origen = Origen(f"autodiagnóstico de {resultado.caso.entidad.nombre}", resultado.fecha_corte)
    umbrales = [Umbral(f"{n.nivel}. {n.nombre}", n.umbral) for n in catalogo.niveles]
    return barras("Madurez por escenario", suyas, umbrales, origen)
