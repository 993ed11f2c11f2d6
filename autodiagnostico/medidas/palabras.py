"""Cómo se dice una medida puesta frente a la madurez."""

from __future__ import annotations

from autodiagnostico.medidas.desajuste import Frente
from autodiagnostico.medidas.marco import ambitos, marco
from autodiagnostico.palabras import puntaje
from reglas import Catalogo


def que_es(catalogo: Catalogo, medicion: str, ambito: str) -> str:
    """«IDI: Servicio a la ciudadanía»; de un índice general, el nombre de la medición."""
    suya = marco().medicion(medicion)
    if ambito == marco().indice.codigo:
        return suya.nombre
    nombre = next((a.nombre for a in ambitos(catalogo) if a.codigo == ambito), ambito)
    return f"{suya.sigla}: {nombre}"


def en_palabras(frente: Frente) -> str:
    """Qué dice la diferencia, sin decir quién se equivoca."""
    diferencia = frente.diferencia
    if diferencia is None:
        return "No hay madurez enviada con qué compararla."
    if diferencia > 0:
        return (
            f"La medida de fuera está {puntaje(diferencia)} puntos por encima de lo más que podría demostrar."
        )
    if diferencia < 0:
        return f"La entidad dice haber demostrado {puntaje(-diferencia)} puntos más que la medida de fuera."
    return "La medida de fuera cae dentro de lo que la entidad puede demostrar."
