"""De un trozo a lo que se escribe de él."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np

from autodiagnostico.errores import ErrorDeEvaluacion
from autodiagnostico.evaluacion import evaluar, incidente
from autodiagnostico.lotes.casos import caso_de
from autodiagnostico.lotes.decodificacion import Decodificador
from autodiagnostico.lotes.leidos import Leidos, Lugares, leer
from autodiagnostico.lotes.tablas import Resultados
from autodiagnostico.lotes.trozos import Trozo
from motor import Caso, ErrorDeCaso, Problema, Resultado, poblacion, semantica
from motor.contrato import resultado_en_json
from motor.evaluacion import armar
from motor.lectura import diferencias
from motor.poblacion import Esquema, Poblacion, Programa
from motor.verdad import Verdad
from reglas import Catalogo, Edicion

MUESTRA = 4
"""Casos de cada trozo y edición que se cotejan con la definición."""


class Forma(StrEnum):
    """Qué se hace de un trozo."""

    TABLA = "tabla"
    DOCUMENTOS = "documentos"
    COMPLETOS = "completos"
    """Documentos con el porqué y las recomendaciones: cada caso por los dos evaluadores."""


@dataclass(frozen=True, slots=True)
class Encargo:
    """Cómo se evalúa un lote, y dónde se guarda el caso si algo falla."""

    forma: Forma
    fecha: date | None
    datos: Path


@dataclass(slots=True)
class Hecho:
    """Lo que resulta de un trozo: una tabla de Arrow o documentos en líneas, y cómo le fue a cada caso."""

    salida: Any
    evaluados: int
    malos: list[tuple[str, tuple[Problema, ...]]]
    fallidos: list[tuple[str, str]] = field(default_factory=list)
    avisos: Counter[str] = field(default_factory=Counter)
    avance: float = 1


_propio = threading.local()
"""Lo compilado, uno por hilo: los programas y los valores ya leídos no se comparten."""


def calcular(trozo: Trozo, encargo: Encargo, catalogo: Catalogo) -> Hecho:
    """Evalúa un trozo. Lanza ErrorDeEvaluacion si lo calculado a lo ancho no es lo que dice la definición."""
    calculo = getattr(_propio, "calculo", None)
    if calculo is None or calculo.catalogo.digesto != catalogo.digesto:
        calculo = _propio.calculo = _Calculo(catalogo)
    hecho = calculo.completos(trozo, encargo) if encargo.forma is Forma.COMPLETOS else calculo.hecho(trozo, encargo)
    hecho.avance = trozo.avance
    return hecho


class _Calculo:
    def __init__(self, catalogo: Catalogo) -> None:
        self.catalogo = catalogo
        self._esquema = Esquema.de(catalogo)
        self._decodificador = Decodificador(self._esquema)
        self._programas: dict[int, Programa] = {}

    def hecho(self, trozo: Trozo, encargo: Encargo) -> Hecho:
        leidos = leer(trozo, self._decodificador, self._esquema, encargo.fecha)
        hecho = Hecho(None, len(leidos.buenos), leidos.malos)
        if encargo.forma is Forma.TABLA:
            resultados = Resultados(self.catalogo, leidos)
            for edicion, cuales in self._por_edicion(leidos):
                resultado = poblacion.evaluar(self._programa(edicion), leidos.columnas)
                self._cotejar(trozo, encargo, resultado, leidos.buenos[cuales])
                resultados.agregar(resultado, cuales)
                hecho.avisos.update(_avisos(resultado, leidos, leidos.buenos[cuales]))
            hecho.salida = resultados.tabla()
        else:
            hecho.salida = self._documentos(trozo, encargo, leidos, hecho.avisos)
        return hecho
