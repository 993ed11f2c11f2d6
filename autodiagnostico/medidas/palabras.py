"""Cómo se dice una medida puesta frente a la madurez."""

from __future__ import annotations

from autodiagnostico.medidas.desajuste import Frente
from autodiagnostico.medidas.marco import GLOBAL, ambitos, marco
from autodiagnostico.palabras import puntaje
from reglas import Catalogo


def que_es(catalogo: Catalogo, medicion: str, ambito: str) -> str:
    """«FURAG, Servicio a la ciudadanía»; de un índice general, solo la medición."""
    if ambito == marco().indice.codigo:
        return marco().medicion(medicion)
    nombre = next((a.nombre for a in ambitos(catalogo) if a.codigo == ambito), ambito)
    return f"{marco().medicion(medicion)}: {nombre}"


def contra_que(catalogo: Catalogo, frente: Frente) -> str:
    """«Madurez global», o el escenario con que se compara."""
    if frente.contra is None:
        return "No se compara"
    if frente.contra == GLOBAL:
        return "Madurez global"
    escenario = catalogo.escenarios.get(frente.contra)
    return escenario.nombre if escenario else "No se compara"


def en_palabras(frente: Frente) -> str:
    """Qué dice la diferencia, sin decir quién se equivoca."""
    diferencia = frente.diferencia
    if frente.contra is None:
        return "No se compara: en la madurez no hay algo equivalente."
    if diferencia is None:
        return "Todavía no hay madurez con qué compararla."
    if diferencia > 0:
        return (
            f"La medida de fuera está {puntaje(diferencia)} puntos por encima de lo más que la entidad "
            "podría demostrar."
        )
    if diferencia < 0:
        return f"La entidad dice haber demostrado {puntaje(-diferencia)} puntos más que la medida de fuera."
    return "La medida de fuera cae dentro de lo que la entidad puede demostrar."
