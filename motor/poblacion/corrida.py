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


def evaluar(programa: Programa, columnas: Columnas, hilos: int | None = None) -> Poblacion:
    """Todos los resultados de una población; sin decir cuántos hilos, uno por procesador."""
    edicion = programa.edicion
    bloques = len(columnas.datos)
    escenarios = len(edicion.catalogo.escenarios)
    verdades = len(edicion.hechos) + len(programa.condiciones)

    def filas(cuantas: int, tipo: type) -> np.ndarray:
        return np.zeros((bloques, cuantas, BLOQUE), tipo)

    poblacion = Poblacion(
        programa,
        columnas,
        codigos=filas(len(edicion.reglas), np.uint8),
        verdades=filas(verdades, np.uint8),
        sumas=filas(escenarios * programa.sumas, np.int32),
        niveles=filas(escenarios * len(Cota), np.uint8),
    )
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

    partes = min(hilos or os.cpu_count() or 1, max(1, bloques // _BLOQUES_POR_HILO))
    cortes = [bloques * i // partes for i in range(partes + 1)]
    if partes == 1:
        tramo(0, bloques)
    else:
        with ThreadPoolExecutor(partes) as cuadrilla:
            list(cuadrilla.map(tramo, cortes[:-1], cortes[1:]))
    return poblacion
