"""De un trozo a lo que se escribe de él."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from autodiagnostico.errores import ErrorDeEvaluacion
from autodiagnostico.evaluacion import evaluar, incidente
from autodiagnostico.lotes.casos import caso_de
from autodiagnostico.lotes.compilado import Compilado
from autodiagnostico.lotes.leidos import Leidos, Lugares
from autodiagnostico.lotes.tablas import Resultados
from autodiagnostico.lotes.trozos import Trozo
from motor import Caso, ErrorDeCaso, Problema, Resultado, semantica
from motor.contrato import resultado_en_json
from motor.evaluacion import armar
from motor.lectura import Lectura, diferencias
from motor.poblacion import Poblacion
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
    RESULTADOS = "resultados"
    """Los resultados mismos, sin porqué ni recomendaciones, cada uno con su lugar."""


@dataclass(frozen=True, slots=True)
class Encargo:
    """Cómo se evalúa un lote, y dónde se guarda un caso si algo falla."""

    forma: Forma
    fecha: date | None
    datos: Path


@dataclass(slots=True)
class Hecho:
    """Lo que resulta de un trozo, según la forma que se pidió, y cómo le fue a cada caso."""

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
    if encargo.forma is Forma.COMPLETOS:
        hecho = _completos(catalogo, trozo, encargo)
    else:
        compilado = _compilado(catalogo)
        trabajo = _Trabajo(catalogo, trozo, encargo, compilado.leer(trozo, encargo.fecha))
        hecho = trabajo.hecho(compilado.evaluar(trabajo.leidos))
    hecho.avance = trozo.avance
    return hecho


def _compilado(catalogo: Catalogo) -> Compilado:
    guardado: Compilado | None = getattr(_propio, "compilado", None)
    if guardado is None or guardado.catalogo.digesto != catalogo.digesto:
        guardado = _propio.compilado = Compilado(catalogo)
    return guardado


Evaluados = Iterable[tuple[Poblacion, Lugares]]
"""Los resultados de cada edición, con los lugares de los casos que le tocan."""


@dataclass(frozen=True, slots=True)
class _Trabajo:
    """Un trozo ya leído, del que falta escribir los resultados."""

    catalogo: Catalogo
    trozo: Trozo
    encargo: Encargo
    leidos: Leidos

    def hecho(self, evaluados: Evaluados) -> Hecho:
        """Lo que se pidió del trozo."""
        malos = [(self.trozo.lugares[i], problemas) for i, problemas in self.leidos.malos.items()]
        hecho = Hecho(evaluados=len(self.leidos.buenos), malos=malos)
        if self.encargo.forma is Forma.TABLA:
            hecho.salida = self._tabla(evaluados, hecho.avisos)
            return hecho
        armados = sorted(self._armados(evaluados), key=lambda armado: armado[0])
        for _, resultado in armados:
            hecho.avisos.update(aviso.texto for aviso in resultado.avisos)
        if self.encargo.forma is Forma.DOCUMENTOS:
            hecho.salida = "".join(_linea(resultado, completo=False) for _, resultado in armados)
        else:
            hecho.salida = [(self.trozo.lugares[i], resultado) for i, resultado in armados]
        return hecho

    def _tabla(self, evaluados: Evaluados, avisos: Counter[str]) -> Any:
        """Una fila por caso; cuenta los avisos."""
        resultados = Resultados(self.catalogo, self.leidos)
        for resultado, lugares in evaluados:
            muestra = _muestra(lugares)
            for i, lectura in zip(muestra, resultado.lecturas(muestra), strict=True):
                self._exigir(resultado.programa.edicion, self._caso(i), lectura)
            resultados.agregar(resultado, lugares)
            avisos.update(_avisos(resultado, self.leidos, lugares))
        return resultados.tabla()

    def _armados(self, evaluados: Evaluados) -> Iterator[tuple[int, Resultado]]:
        """El resultado de cada caso con su lugar, por ediciones."""
        for resultado, lugares in evaluados:
            edicion = resultado.programa.edicion
            muestra = _muestra(lugares)
            for i, lectura in zip(map(int, lugares), resultado.lecturas(lugares), strict=True):
                caso = self._caso(i)
                if i in muestra:
                    self._exigir(edicion, caso, lectura)
                yield i, armar(edicion, caso, lectura, completo=False)

    def _caso(self, i: int) -> Caso:
        leido = self.leidos.sueltos.get(i)
        return leido or caso_de(self.trozo.renglon(i, self.catalogo), self.catalogo, self.encargo.fecha)

    def _exigir(self, edicion: Edicion, caso: Caso, lectura: Lectura) -> None:
        """Lanza ErrorDeEvaluacion, y guarda el caso, si la definición no dice lo mismo de él."""
        segun_definicion = replace(semantica.leer(edicion, caso), propuestas={})
        if distintas := list(diferencias(segun_definicion, lectura)):
            que = "El lote se evalúa a lo ancho y de un caso no dio lo que dice la definición"
            raise incidente(self.catalogo, caso, self.encargo.datos, que, distintas)


def _completos(catalogo: Catalogo, trozo: Trozo, encargo: Encargo) -> Hecho:
    """Un documento por línea, con su porqué: cada caso por los dos evaluadores."""
    hecho = Hecho()
    lineas = []
    for i in range(len(trozo.lugares)):
        try:
            caso = caso_de(trozo.renglon(i, catalogo), catalogo, encargo.fecha)
            resultado = evaluar(catalogo, caso, encargo.datos)
        except ErrorDeCaso as error:
            hecho.malos.append((trozo.lugares[i], error.problemas))
        except ErrorDeEvaluacion as error:
            hecho.fallidos.append((trozo.lugares[i], error.mensaje))
        else:
            lineas.append(_linea(resultado, completo=True))
            hecho.avisos.update(aviso.texto for aviso in resultado.avisos)
    hecho.evaluados, hecho.salida = len(lineas), "".join(lineas)
    return hecho


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
