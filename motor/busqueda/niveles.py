"""Lo que pide un nivel, exigido en el modelo.

Se exige la suma misma, y no la proposición de que alcanza el umbral: de una desigualdad que siempre vale
el solucionador saca mucho más.
"""

from __future__ import annotations

from collections.abc import Iterator

from motor.busqueda.calculo import suma
from motor.lectura import MEDIOS, Estado
from motor.restricciones import Proposicion, Vista
from motor.restricciones.escenarios import medios_de
from motor.restricciones.logica import Termino


def medios(vista: Vista, escenario: str) -> list[Termino]:
    """Σ w·medios demostrados de un escenario."""
    con_peso = ((vista.regla(r), w) for r, w in vista.modelo.edicion.pesos[escenario] if w)
    return [
        t
        for e, w in con_peso
        for t in medios_de(vista.modelo.logica, w, e, e.es(Estado.CUMPLE), e.minimo_uno)
    ]


def peso(vista: Vista, escenario: str) -> list[Termino]:
    """Σ w de lo que aplica en un escenario."""
    pesos = vista.modelo.edicion.pesos[escenario]
    return [(w, ~vista.regla(r).es(Estado.NO_APLICA)) for r, w in pesos if w]


def puertas(vista: Vista, escenario: str, nivel: int) -> Iterator[tuple[str, Proposicion]]:
    """Las habilitantes que pide un nivel, y que estén satisfechas."""
    for regla, _ in vista.modelo.edicion.pesos[escenario]:
        if regla.ficha.habilitante and (regla.ficha.nivel or 0) <= nivel:
            estados = vista.regla(regla)
            satisfecha = vista.modelo.logica.o(estados.es(Estado.CUMPLE), estados.es(Estado.NO_APLICA))
            yield regla.codigo, satisfecha


def umbral(vista: Vista, nivel: int) -> int:
    """El de un nivel o el mayor de los anteriores."""
    niveles = vista.modelo.edicion.catalogo.niveles
    return max(n.umbral for n in niveles if n.nivel <= nivel)


def exigir_umbral(vista: Vista, escenario: str, nivel: int) -> None:
    """Que el índice alcance el umbral en toda solución."""
    # 100·Σ w·medios − 2·umbral·Σ w ≥ 0: es `puntaje.margen`.
    margen = [(100 * c, p) for c, p in medios(vista, escenario)]
    margen += [(-MEDIOS * umbral(vista, nivel) * c, p) for c, p in peso(vista, escenario)]
    vista.modelo.logica.modelo.add(suma(margen) >= 0)


def exigir_nivel(vista: Vista, escenario: str, nivel: int) -> None:
    """Que se demuestre por lo menos ese nivel en toda solución."""
    for _, satisfecha in puertas(vista, escenario, nivel):
        vista.modelo.logica.exigir(satisfecha)
    vista.modelo.logica.modelo.add(suma(peso(vista, escenario)) >= 1)
    exigir_umbral(vista, escenario, nivel)
