"""La madurez de un caso según la definición."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from motor import puntaje
from motor.busqueda.resultado import Logro, Madurez
from motor.lectura import Niveles, Veredicto
from reglas.catalogo import Edicion


def madurez(edicion: Edicion, veredictos: Mapping[str, Veredicto]) -> Madurez:
    """Índice y nivel de cada escenario y el global, como los da `evaluar`."""
    niveles = puntaje.niveles(edicion, veredictos)
    escenarios = {c: _logro(edicion, c, veredictos, niveles) for c in edicion.catalogo.escenarios}
    pesos = {c: edicion.catalogo.escenarios[c].peso for c in niveles}
    if not niveles:
        return Madurez(escenarios, Logro(None, None))
    suma = sum((pesos[c] * (escenarios[c].indice or Fraction(0)) for c in niveles), Fraction(0))
    return Madurez(escenarios, Logro(suma / sum(pesos.values()), min(n.minimo for n in niveles.values())))


def _logro(
    edicion: Edicion, escenario: str, veredictos: Mapping[str, Veredicto], niveles: Mapping[str, Niveles]
) -> Logro:
    if escenario not in niveles:
        return Logro(None, None)
    sumas = puntaje.sumar(edicion, escenario, veredictos)
    return Logro(puntaje.indice(sumas.minimo, sumas.peso), niveles[escenario].minimo)
