"""Cuánto tardan una evaluación y una propuesta: `python -m tests.rendimiento`.

Mide, en una misma corrida y sobre la base completa, el motor de inferencia y su rival: la definición,
que es Python directo sobre los árboles. También la misma inferencia hecha por el obrero, con su rival:
hacerla en este proceso; las propuestas, con los suyos; una población entera junto a otros motores, y un lote
grande. No exige nada; los números dependen de la máquina.
"""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain, repeat
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from autodiagnostico.obrero import con_obrero
from motor import Inferir, inferencia, semantica
from motor.caso import Caso, leer_caso
from motor.inferencia.motor import Motor
from motor.lectura import diferencias
from reglas import cargar
from reglas.catalogo import Catalogo, Edicion
from tests.rendimiento import busqueda, distrito, incremental, lotes, poblacion

RAIZ = Path(__file__).parents[2]
CASOS, ENVIADOS = RAIZ / "tests/casos", RAIZ / "autodiagnostico/demostracion/enviados"
VECES = 40
COMPILACIONES = 10
SESIONES = 8

Par = tuple[Edicion, Caso]


def resueltos(catalogo: Catalogo, carpeta: Path = CASOS) -> Iterator[tuple[str, Caso]]:
    """Los casos resueltos de una carpeta."""
    for ruta in sorted(carpeta.glob("*.json")):
        if not ruta.name.endswith(".esperado.json"):
            yield ruta.stem, leer_caso(json.loads(ruta.read_text(encoding="utf-8")), catalogo)


def milisegundos(hacer: Callable[[], object], veces: int) -> list[float]:
    """Lo que tarda cada vez, después de una de calentamiento."""
    hacer()
    tiempos = []
    for _ in range(veces):
        inicio = perf_counter()
        hacer()
        tiempos.append((perf_counter() - inicio) * 1000)
    return tiempos


def p95(tiempos: list[float]) -> float:
    """El tiempo que solo una de cada veinte veces se pasa."""
    return quantiles(tiempos, n=20)[-1]


def compilacion(edicion: Edicion) -> float:
    """Lo que tarda, en la mediana, compilar la edición y devolver su memoria."""
    return median(milisegundos(lambda: Motor(edicion).cerrar(), COMPILACIONES))


def informe(catalogo: Catalogo) -> Iterator[str]:
    """El informe, línea por línea."""
    casos = list(resueltos(catalogo))
    edicion = catalogo.al(max(caso.fecha_corte for _, caso in casos))
    yield f"Python {platform.python_version()}, {platform.machine()}. Base {catalogo.base.version}."
    yield (
        f"{len(edicion.reglas)} reglas vigentes, {len(edicion.hechos)} hechos, "
        f"{len(catalogo.criterios)} criterios y {len(catalogo.acciones)} acciones."
    )
    yield f"Compilar la edición: {compilacion(edicion):.1f} ms."
    yield ""
    yield f"{'Una evaluación (ms)':32} {'inferencia':>18} {'definición':>12} {'razón':>8}"
    yield f"{'':32} {'mediana':>9}{'p95':>9} {'mediana':>12}"
    todos_motor: list[float] = []
    todos_definicion: list[float] = []
    for nombre, caso in casos:
        motor, definicion = medir(catalogo.al(caso.fecha_corte), caso)
        todos_motor += motor
        todos_definicion += definicion
        yield fila(nombre, motor, definicion)
    yield fila("todos", todos_motor, todos_definicion)
    yield ""
    yield f"{'Una inferencia (ms)':32} {'en el obrero':>18} {'en proceso':>12} {'razón':>8}"
    yield from del_obrero([(catalogo.al(caso.fecha_corte), caso) for _, caso in casos])
    yield ""
    yield from busqueda.informe(catalogo, [*casos, *resueltos(catalogo, ENVIADOS)])


def del_obrero(pares: list[Par]) -> Iterator[str]:
    """Los mismos casos, leídos por el obrero y en este proceso: uno tras otro y varios a la vez."""
    with con_obrero() as obrero:
        en_obrero: list[float] = []
        aqui: list[float] = []
        for edicion, caso in VECES * pares:  # alternados: si la máquina se ocupa, se ocupa para los dos
            en_obrero += milisegundos(partial(obrero.leer, edicion, caso), 1)
            aqui += milisegundos(partial(inferencia.leer, edicion, caso), 1)
        yield fila("uno tras otro", en_obrero, aqui)
        yield fila(f"{SESIONES} a la vez", a_la_vez(obrero.leer, pares), a_la_vez(inferencia.leer, pares))


def a_la_vez(inferir: Inferir, pares: list[Par]) -> list[float]:
    """Lo que espera cada caso, con su turno incluido, si varios hilos piden sin parar."""

    def leer(par: Par) -> float:
        inicio = perf_counter()
        inferir(*par)
        return (perf_counter() - inicio) * 1000

    with ThreadPoolExecutor(SESIONES) as hilos:
        return list(hilos.map(leer, chain.from_iterable(repeat(pares, VECES))))


def medir(edicion: Edicion, caso: Caso) -> tuple[list[float], list[float]]:
    """Los tiempos del motor de inferencia y de la definición, que tienen que decir lo mismo."""
    distintas = list(diferencias(semantica.leer(edicion, caso), inferencia.leer(edicion, caso)))
    if distintas:
        raise SystemExit("Los dos evaluadores no coinciden: " + "; ".join(distintas))
    return (
        milisegundos(lambda: inferencia.leer(edicion, caso), VECES),
        milisegundos(lambda: semantica.leer(edicion, caso), VECES),
    )


def fila(nombre: str, motor: list[float], definicion: list[float]) -> str:
    """Un renglón de la tabla."""
    razon = median(motor) / median(definicion)
    return f"{nombre:32} {median(motor):9.2f}{p95(motor):9.2f} {median(definicion):12.2f} {razon:7.1f}×"


if __name__ == "__main__":
    base = cargar()
    for linea in chain(
        informe(base),
        [""],
        incremental.informe(),
        [""],
        # Antes de que este proceso crezca: la memoria de un proceso empieza siendo la de quien lo abre.
        lotes.informe(base),
        [""],
        distrito.informe(),
        [""],
        poblacion.informe(),
    ):
        sys.stdout.write(linea + "\n")
        sys.stdout.flush()
