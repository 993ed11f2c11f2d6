"""Lo que un plan persigue, en orden: cada etapa se demuestra antes de pasar a la siguiente.

1. Que los deberes incumplidos se cumplan cuanto antes; primero los de plazo vencido.
2. Que los escenarios suban de nivel cuanto antes.
3. Que el puntaje global suba cuanto antes.
4. Con el menor esfuerzo y sin dejar nada para después.

«Cuanto antes» es la suma de los periodos: lo que se logra en el primero cuenta en todos.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import lcm

from motor import acciones
from motor.busqueda.calculo import suma
from motor.busqueda.calendario import Calendario
from motor.busqueda.niveles import medios, puertas, umbral
from motor.cuestionario import OBLIGATORIOS
from motor.lectura import MEDIOS, Estado, Lectura
from motor.puntaje import sumar
from motor.restricciones import Proposicion, Vista
from motor.restricciones.logica import Termino


@dataclass(frozen=True)
class Etapa:
    """Algo que se quiere lo más grande posible."""

    nombre: str
    terminos: list[Termino]


def etapas(calendario: Calendario, lectura: Lectura) -> Iterator[Etapa]:
    """Las etapas, de la primera a la última."""
    yield Etapa("deberes", _deberes(calendario, lectura))
    yield Etapa("niveles", _niveles(calendario, lectura))
    yield Etapa("puntaje", _puntaje(calendario, lectura))
    yield Etapa("esfuerzo", _menos(calendario))


def _deberes(calendario: Calendario, lectura: Lectura) -> list[Termino]:
    """Uno por deber cumplido y periodo; uno vencido cuenta más que todos los demás juntos."""
    edicion, caso = calendario.edicion, calendario.caso
    deberes = [
        regla
        for regla in edicion.reglas.values()
        if regla.caracter_para(caso.entidad.codigo) in OBLIGATORIOS
        and acciones.corregible(regla, lectura.veredictos[regla.codigo], caso.fecha_corte)
    ]
    vence = {r.codigo: lectura.veredictos[r.codigo].vence for r in deberes}
    vencidos = {c for c, dia in vence.items() if dia is not None and dia < caso.fecha_corte}
    mucho = 1 + len(deberes) * len(calendario.vistas)
    return [
        (mucho if regla.codigo in vencidos else 1, vista.regla(regla).es(Estado.CUMPLE))
        for vista in calendario.vistas
        for regla in deberes
    ]


def _niveles(calendario: Calendario, lectura: Lectura) -> list[Termino]:
    return [
        (1, p)
        for codigo in lectura.niveles
        for vista in calendario.vistas
        for p in _alcanzados(vista, codigo)
    ]


def _alcanzados(vista: Vista, escenario: str) -> Iterator[Proposicion]:
    """Que se alcance cada nivel: afirmarlo obliga a lo que pide; callarlo, a nada."""
    logica, edicion = vista.modelo.logica, vista.modelo.edicion
    ganados, pesa = medios(vista, escenario), peso_aplicable(vista, escenario)
    anterior = logica.si
    for nivel in edicion.catalogo.niveles:
        este = logica.libre(f"{escenario} nivel {nivel.nivel}")
        logica.exigir(~este, anterior)
        for _, satisfecha in puertas(vista, escenario, nivel.nivel):
            logica.exigir(~este, satisfecha)
        minimo = MEDIOS * umbral(vista, nivel.nivel) * pesa
        logica.modelo.add(100 * suma(ganados) >= minimo).only_enforce_if(este)
        yield este
        anterior = este


def peso_aplicable(vista: Vista, escenario: str) -> int:
    """Σ w de lo que aplica: una acción no toca lo que decide si una regla aplica, así que es constante."""
    no = vista.modelo.logica.no
    pesos = vista.modelo.edicion.pesos[escenario]
    return sum(w for r, w in pesos if vista.regla(r).es(Estado.NO_APLICA).index == no.index)


def _puntaje(calendario: Calendario, lectura: Lectura) -> list[Termino]:
    """La media ponderada de los índices, llevada a enteros."""
    edicion = calendario.edicion
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
    mucho = 1 + len(calendario.vistas) * len(calendario.caben)
    return [(-mucho * w, p) for w, p in calendario.esfuerzo] + [(-w, p) for w, p in calendario.tardanza]
