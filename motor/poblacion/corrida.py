"""Correr un programa sobre una población, repartida en hilos."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from motor.poblacion.columnas import BLOQUE, PALABRAS, Columnas
from motor.poblacion.maquina import correr
from motor.poblacion.programa import Cota, Programa
from motor.poblacion.resultado import Poblacion

_BLOQUES_POR_HILO = 16
"""Con menos que esto, abrir otro hilo cuesta más de lo que ahorra."""


def evaluar(
    programa: Programa, columnas: Columnas, *, hilos: int | None = None, sobre: Poblacion | None = None
) -> Poblacion:
    """Todos los resultados de una población; sin decir cuántos hilos, uno por procesador.

    `sobre` es un resultado que ya no hace falta: si es del mismo tamaño, el nuevo se escribe en su memoria,
    que es bastante más rápido que pedir otra.
    """
    poblacion = _lugar(programa, columnas, sobre)
    arreglos = (
        columnas.datos,
        columnas.evidencias,
        poblacion.codigos,
        poblacion.verdades,
        poblacion.sumas,
        poblacion.niveles,
    )
    datos, evidencias, *salidas = (a.reshape(-1) for a in arreglos)
    anchos = np.array([a.shape[1] for a in arreglos], np.int64)

    def tramo(desde: int, hasta: int) -> None:
        planos = np.zeros(programa.planos * PALABRAS, np.int64)
        planos[:PALABRAS] = -1
        correr(programa.instrucciones, datos, evidencias, planos, *salidas, anchos, desde, hasta)

    bloques = len(columnas.datos)
    partes = min(hilos or os.cpu_count() or 1, max(1, bloques // _BLOQUES_POR_HILO))
    cortes = [bloques * i // partes for i in range(partes + 1)]
    if partes == 1:
        tramo(0, bloques)
    else:
        with ThreadPoolExecutor(partes) as cuadrilla:
            list(cuadrilla.map(tramo, cortes[:-1], cortes[1:]))
    return poblacion


def _lugar(programa: Programa, columnas: Columnas, sobre: Poblacion | None) -> Poblacion:
    """Dónde se escriben los resultados."""
    edicion = programa.edicion
    escenarios = len(edicion.catalogo.escenarios)
    filas = (
        (len(edicion.reglas), np.uint8),
        (len(edicion.hechos) + len(programa.condiciones), np.uint8),
        (escenarios * programa.sumas, np.int32),
        (escenarios * len(Cota), np.uint8),
    )
    viejos = () if sobre is None else (sobre.codigos, sobre.verdades, sobre.sumas, sobre.niveles)
    formas = [(len(columnas.datos), cuantas, BLOQUE) for cuantas, _ in filas]
    if [v.shape for v in viejos] == formas:
        return Poblacion(programa, columnas, *viejos)
    nuevos = (np.empty(forma, tipo) for forma, (_, tipo) in zip(formas, filas, strict=True))
    return Poblacion(programa, columnas, *nuevos)
