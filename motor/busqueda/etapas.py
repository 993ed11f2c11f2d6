"""Lo que un plan persigue, en orden: cada etapa se demuestra antes de pasar a la siguiente.

«Cuanto antes» es la suma de los periodos: lo que se logra en el primero cuenta en todos.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import lcm

from motor.busqueda.calculo import suma
from motor.busqueda.calendario import Calendario
from motor.busqueda.niveles import medios, puertas, umbral
from motor.busqueda.resultado import Urgencia
from motor.lectura import MEDIOS, Estado
from motor.puntaje import sumar
from motor.restricciones import Proposicion, Vista
from motor.restricciones.logica import Termino

VENCIDOS = "que los deberes incumplidos de plazo vencido se cumplan cuanto antes"
A_TIEMPO = "que los deberes cuyo plazo pasa durante el plan se cumplan antes de que venza"
INCUMPLIDOS = "que los demás deberes que se incumplen se cumplan cuanto antes"
POR_SABER = "lo mismo con los deberes que no se sabe si se cumplen"
NIVELES = "que los escenarios suban de nivel cuanto antes"
PUNTAJE = "que el puntaje global suba cuanto antes"
ESFUERZO = "el menor esfuerzo, sin dejar nada para después"
OBJETIVO = (VENCIDOS, A_TIEMPO, INCUMPLIDOS, POR_SABER, NIVELES, PUNTAJE, ESFUERZO)
"""Lo que persigue cada etapa, en palabras y en orden."""


@dataclass(frozen=True)
class Etapa:
    """Algo que se quiere lo más grande posible."""

    busca: str
    terminos: list[Termino]


def etapas(calendario: Calendario) -> list[Etapa]:
    """Las etapas que en este caso tienen algo que perseguir, de la primera a la última."""
    todas = [
        Etapa(VENCIDOS, _deberes(calendario, Urgencia.VENCIDO)),
        Etapa(A_TIEMPO, _a_tiempo(calendario)),
        Etapa(INCUMPLIDOS, _deberes(calendario, Urgencia.POR_VENCER, Urgencia.INCUMPLIDO)),
        Etapa(POR_SABER, _deberes(calendario, Urgencia.POR_SABER)),
        Etapa(NIVELES, _niveles(calendario)),
        Etapa(PUNTAJE, _puntaje(calendario)),
    ]
    return [*(e for e in todas if e.terminos), Etapa(ESFUERZO, _menos(calendario))]


def _deberes(calendario: Calendario, *urgencias: Urgencia) -> list[Termino]:
    """Uno por deber de esas urgencias y periodo en que esté cumplido."""
    suyos = [c for c, urgencia in calendario.encargo.deberes.items() if urgencia in urgencias]
    return [(1, _cumple(calendario, vista, c)) for vista in calendario.vistas for c in suyos]


def _a_tiempo(calendario: Calendario) -> list[Termino]:
    """Uno por deber que se cumpla antes de su plazo."""
    encargo, vistas = calendario.encargo, calendario.vistas
    por_vencer = (c for c, urgencia in encargo.deberes.items() if urgencia is Urgencia.POR_VENCER)
    return [(1, _cumple(calendario, vistas[encargo.a_tiempo(c)], c)) for c in por_vencer]


def _cumple(calendario: Calendario, vista: Vista, deber: str) -> Proposicion:
    return vista.regla(calendario.edicion.reglas[deber]).es(Estado.CUMPLE)


def _niveles(calendario: Calendario) -> list[Termino]:
    return [
        (1, p)
        for codigo in calendario.encargo.lectura.niveles
        for vista in calendario.vistas
        for p in _alcanzados(vista, codigo)
    ]


def _alcanzados(vista: Vista, escenario: str) -> list[Proposicion]:
    """Que se alcance cada nivel: afirmarlo obliga a lo que pide; callarlo, a nada."""
    logica = vista.modelo.logica
    ganados, pesa = medios(vista, escenario), peso_aplicable(vista, escenario)
    alcanzados = [logica.si]
    for nivel in vista.modelo.edicion.catalogo.niveles:
        este = logica.libre(f"{escenario} nivel {nivel.nivel}")
        logica.exigir(~este, alcanzados[-1])
        for _, satisfecha in puertas(vista, escenario, nivel.nivel):
            logica.exigir(~este, satisfecha)
        minimo = MEDIOS * umbral(vista, nivel.nivel) * pesa
        logica.modelo.add(100 * suma(ganados) >= minimo).only_enforce_if(este)
        alcanzados.append(este)
    return alcanzados[1:]


def peso_aplicable(vista: Vista, escenario: str) -> int:
    """Σ w de lo que aplica: una acción no toca lo que decide si una regla aplica, así que es constante."""
    no = vista.modelo.logica.no
    pesos = vista.modelo.edicion.pesos[escenario]
    return sum(w for r, w in pesos if vista.regla(r).es(Estado.NO_APLICA).index == no.index)


def _puntaje(calendario: Calendario) -> list[Termino]:
    """La media ponderada de los índices, llevada a enteros."""
    edicion, lectura = calendario.edicion, calendario.encargo.lectura
    pesos = {c: sumar(edicion, c, lectura.veredictos).peso for c in lectura.niveles}
    comun = lcm(*pesos.values())
    return [
        (edicion.catalogo.escenarios[codigo].peso * comun // pesa * w, p)
        for codigo, pesa in pesos.items()
        for vista in calendario.vistas
        for w, p in medios(vista, codigo)
    ]


def _menos(calendario: Calendario) -> list[Termino]:
    """Días, y a igual número de días, periodos."""
    mucho = 1 + len(calendario.vistas) * len(calendario.encargo.posibles)
    return [(-mucho * w, p) for w, p in calendario.esfuerzo] + [(-w, p) for w, p in calendario.tardanza]
