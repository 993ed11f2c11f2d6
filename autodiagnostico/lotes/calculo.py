"""De un trozo a lo que se escribe de él."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
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
from motor.lectura import Lectura, diferencias
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
    """Documentos con el porqué y las recomendaciones: cada caso, por los dos evaluadores."""


@dataclass(frozen=True, slots=True)
class Encargo:
    """Cómo se evalúa un lote, y dónde se guarda un caso si algo falla."""

    forma: Forma
    fecha: date | None
    datos: Path


@dataclass(slots=True)
class Hecho:
    """Lo que resulta de un trozo: una tabla de Arrow o documentos en líneas, y cómo le fue a cada caso."""

    salida: Any = None
    evaluados: int = 0
    malos: list[tuple[str, tuple[Problema, ...]]] = field(default_factory=list)
    fallidos: list[tuple[str, str]] = field(default_factory=list)
    avisos: Counter[str] = field(default_factory=Counter)
    avance: float = 1


_propio = threading.local()
"""Lo compilado es de cada hilo: los valores ya leídos no se comparten a medio escribir."""


def calcular(trozo: Trozo, encargo: Encargo, catalogo: Catalogo) -> Hecho:
    """Evalúa un trozo. Lanza ErrorDeEvaluacion si lo calculado a lo ancho no es lo que dice la definición."""
    calculo = getattr(_propio, "calculo", None)
    if calculo is None or calculo.catalogo.digesto != catalogo.digesto:
        calculo = _propio.calculo = _Calculo(catalogo)
    hecho: Hecho = calculo.hecho(trozo, encargo)
    hecho.avance = trozo.avance
    return hecho


class _Calculo:
    def __init__(self, catalogo: Catalogo) -> None:
        self.catalogo = catalogo
        self._esquema = Esquema.de(catalogo)
        self._decodificador = Decodificador(self._esquema)
        self._programas: dict[int, Programa] = {}

    def hecho(self, trozo: Trozo, encargo: Encargo) -> Hecho:
        if encargo.forma is Forma.COMPLETOS:
            return self._completos(trozo, encargo)
        leidos = leer(trozo, self._decodificador, self._esquema, encargo.fecha)
        hecho = Hecho(evaluados=len(leidos.buenos), malos=leidos.malos)
        resultados = Resultados(self.catalogo, leidos)
        documentos: dict[int, str] = {}
        for edicion, cuales in self._por_edicion(leidos):
            resultado = poblacion.evaluar(self._programa(edicion), leidos.columnas)
            lugares = leidos.buenos[cuales]
            if encargo.forma is Forma.TABLA:
                self._cotejar(trozo, encargo, resultado, lugares)
                resultados.agregar(resultado, cuales)
                hecho.avisos.update(_avisos(resultado, leidos, lugares))
            else:
                documentos |= self._documentos(trozo, encargo, resultado, lugares, hecho.avisos)
        if encargo.forma is Forma.TABLA:
            hecho.salida = resultados.tabla()
        else:
            hecho.salida = "".join(documentos[i] for i in sorted(documentos))
        return hecho

    def _completos(self, trozo: Trozo, encargo: Encargo) -> Hecho:
        hecho = Hecho()
        lineas = []
        for i, lugar in enumerate(trozo.lugares):
            try:
                resultado = evaluar(self.catalogo, self._caso(trozo, i, encargo), encargo.datos)
            except ErrorDeCaso as error:
                hecho.malos.append((lugar, error.problemas))
            except ErrorDeEvaluacion as error:
                hecho.fallidos.append((lugar, error.mensaje))
            else:
                lineas.append(_linea(resultado, completo=True))
                hecho.avisos.update(aviso.texto for aviso in resultado.avisos)
        hecho.evaluados, hecho.salida = len(lineas), "".join(lineas)
        return hecho

    def _documentos(
        self, trozo: Trozo, encargo: Encargo, resultado: Poblacion, lugares: Lugares, avisos: Counter[str]
    ) -> Iterator[tuple[int, str]]:
        edicion = resultado.programa.edicion
        muestra = set(_muestra(lugares))
        for i, lectura in zip(map(int, lugares), resultado.lecturas(lugares), strict=True):
            caso = self._caso(trozo, i, encargo)
            if i in muestra:
                self._exigir(edicion, caso, lectura, encargo)
            armado = armar(edicion, caso, lectura, completo=False)
            avisos.update(aviso.texto for aviso in armado.avisos)
            yield i, _linea(armado, completo=False)

    def _cotejar(self, trozo: Trozo, encargo: Encargo, resultado: Poblacion, lugares: Lugares) -> None:
        muestra = _muestra(lugares)
        for i, lectura in zip(muestra, resultado.lecturas(muestra), strict=True):
            self._exigir(resultado.programa.edicion, self._caso(trozo, i, encargo), lectura, encargo)

    def _exigir(self, edicion: Edicion, caso: Caso, lectura: Lectura, encargo: Encargo) -> None:
        """Lanza ErrorDeEvaluacion, y guarda el caso, si la definición no dice lo mismo de él."""
        segun_definicion = replace(semantica.leer(edicion, caso), propuestas={})
        if distintas := list(diferencias(segun_definicion, lectura)):
            que = "El lote se evalúa a lo ancho y en un caso no dio lo que dice la definición"
            raise incidente(self.catalogo, caso, encargo.datos, que, distintas)

    def _caso(self, trozo: Trozo, i: int, encargo: Encargo) -> Caso:
        return caso_de(trozo.renglon(i, self.catalogo), self.catalogo, encargo.fecha)

    def _por_edicion(self, leidos: Leidos) -> Iterator[tuple[Edicion, Lugares]]:
        """Cada edición que hace falta, con los casos que le tocan, contados entre los buenos."""
        dias, cual = np.unique(leidos.fechas[leidos.buenos], return_inverse=True)
        ediciones = [self.catalogo.al(date.fromordinal(int(dia))) for dia in dias]
        for edicion in {id(e): e for e in ediciones}.values():
            suyos = np.array([e is edicion for e in ediciones])
            yield edicion, np.flatnonzero(suyos[cual])

    def _programa(self, edicion: Edicion) -> Programa:
        if id(edicion) not in self._programas:
            condiciones = [a.cuando for a in edicion.avisos if a.cuando is not None]
            self._programas[id(edicion)] = poblacion.compilar(edicion, self._esquema, condiciones=condiciones)
        return self._programas[id(edicion)]


def _muestra(lugares: Lugares) -> list[int]:
    """Unos pocos, repartidos."""
    return [int(i) for i in lugares[:: max(1, len(lugares) // MUESTRA)][:MUESTRA]]


def _avisos(resultado: Poblacion, leidos: Leidos, lugares: Lugares) -> Counter[str]:
    """En cuántos casos sale cada aviso."""
    cuantos: Counter[str] = Counter()
    fechas = leidos.fechas[lugares]
    for aviso in resultado.programa.edicion.avisos:
        desde, hasta = aviso.ficha.desde or date.min, aviso.ficha.hasta or date.max
        salen = (desde.toordinal() <= fechas) & (fechas <= hasta.toordinal())
        if aviso.cuando is not None:
            salen &= resultado.condicion(aviso.cuando)[lugares] != Verdad.NO
        if salen.any():
            cuantos[aviso.ficha.texto] = int(salen.sum())
    return cuantos


def _linea(resultado: Resultado, *, completo: bool) -> str:
    return json.dumps(resultado_en_json(resultado, completo=completo), ensure_ascii=False) + "\n"
