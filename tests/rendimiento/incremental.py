"""Cuánto tarda todo lo que la página de una entidad muestra después de responder una pregunta."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from statistics import median, quantiles
from time import perf_counter

from motor import evaluar, inferencia
from motor.caso import Caso, Respuesta, Valor
from motor.inferencia.motor import Motor
from motor.lectura import diferencias
from reglas.catalogo import Catalogo
from reglas.clases import Clase
from reglas.fichas import Criterio
from reglas.resolucion import claves_de

RESPUESTAS = 40


def informe(catalogo: Catalogo, casos: Iterable[tuple[str, Caso]]) -> Iterator[str]:
    """El informe, línea por línea."""
    yield f"{'Tras una respuesta (ms)':32} {'todo':>18} {'inferencia':>12} {'entera':>8}"
    yield f"{'':32} {'mediana':>9}{'p95':>9}"
    for nombre, caso in casos:
        todo, parcial, entera = medir(catalogo, caso)
        cola = quantiles(todo, n=20)[-1]
        yield f"{nombre:32} {median(todo):9.2f}{cola:9.2f} {median(parcial):12.2f} {median(entera):8.2f}"


def medir(catalogo: Catalogo, caso: Caso) -> tuple[list[float], list[float], list[float]]:
    """Lo que tardan la evaluación completa, su inferencia, y la misma inferencia sin aprovechar nada."""
    edicion = catalogo.al(caso.fecha_corte)
    motor = Motor(edicion)
    evaluar(catalogo, caso)
    motor.leer(caso)
    todo, parcial, entera = [], [], []
    for siguiente in islice(respondidos(catalogo, caso), RESPUESTAS):
        inicio = perf_counter()
        evaluar(catalogo, siguiente)
        todo.append((perf_counter() - inicio) * 1000)
        inicio = perf_counter()
        lectura = motor.leer(siguiente)
        parcial.append((perf_counter() - inicio) * 1000)
        inicio = perf_counter()
        de_nuevo = motor.leer(siguiente)
        entera.append((perf_counter() - inicio) * 1000)
        if distintas := list(diferencias(lectura, de_nuevo)):
            raise SystemExit("Deducir lo que cambió no da lo que deducirlo todo: " + "; ".join(distintas))
    motor.cerrar()
    inferencia.olvidar()
    return todo, parcial, entera


def respondidos(catalogo: Catalogo, caso: Caso) -> Iterator[Caso]:
    """El caso con una respuesta más, o cambiada, cada vez."""
    for codigo, ficha in catalogo.criterios.items():
        for valor in _valores(ficha):
            caso = replace(caso, respuestas={**caso.respuestas, codigo: Respuesta(valor)})
            yield caso


def _valores(ficha: Criterio) -> Iterator[Valor]:
    claves = claves_de(ficha.clase, ficha.opciones)
    match ficha.clase:
        case Clase.SI_NO:
            yield from (True, False)
        case Clase.OPCIONES:
            yield from ((), claves)
        case Clase.SI_PARCIAL_NO | Clase.OPCION:
            yield from claves[:2]
        case Clase.PORCENTAJE | Clase.ENTERO:
            yield from (0, 90)
        case _:
            return
