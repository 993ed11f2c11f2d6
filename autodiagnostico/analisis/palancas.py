"""Qué acciones subirían de nivel a más entidades, haciéndolas de verdad en todas y volviendo a evaluar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from motor import poblacion
from motor.poblacion import Columnas, Cota, Poblacion, Programa
from motor.poblacion.acciones import Cuales, Propuestas, esfuerzo, hacer, propuestas


@dataclass(frozen=True, slots=True)
class Palanca:
    """Una acción, o varias juntas, con sus requisitos pendientes.

    `proponen` es a cuántas entidades se les propone; `suben`, cuántas subirían al menos un nivel en algún
    escenario; `por_escenario` y `suben_global`, lo mismo en cada uno y en el global. `esfuerzo_dias` es lo
    que cuesta en todas las que suben. `quienes` son los lugares de las que suben, en el orden de los casos.
    """

    acciones: tuple[str, ...]
    proponen: int
    suben: int
    suben_global: int
    por_escenario: Mapping[str, int]
    esfuerzo_dias: int
    quienes: tuple[int, ...]


def palancas(
    programa: Programa, columnas: Columnas, cierre: date, cuantas: int
) -> tuple[list[Palanca], list[Palanca]]:
    """Cada acción por separado, y las `cuantas` que juntas suben a más.

    Por separado, de la que sube a más entidades a la que menos; luego, la más barata. De las juntas, la
    primera es la mejor sola, y cada siguiente la que más agrega; cada elemento dice lo que dan ella y las
    anteriores.
    """
    estudio = _Estudio(programa, columnas, cierre)
    acciones = [c for c in programa.edicion.catalogo.acciones if estudio.propone(c)]
    sueltas = sorted((estudio.probar([c]) for c in acciones), key=_orden)
    juntas = sueltas[: min(cuantas, 1)]
    while juntas and len(juntas) < cuantas:
        hechas = juntas[-1].acciones
        mejor = min(
            (estudio.probar([*hechas, c]) for c in acciones if c not in hechas), key=_orden, default=None
        )
        if mejor is None or mejor.suben <= juntas[-1].suben:
            break
        juntas.append(mejor)
    return sueltas, juntas


def _orden(palanca: Palanca) -> tuple[int, int, int, tuple[str, ...]]:
    return -palanca.suben, -sum(palanca.por_escenario.values()), palanca.esfuerzo_dias, palanca.acciones


class _Estudio:
    """Una población antes de hacer nada, y lo que cambia al hacer algo."""

    def __init__(self, programa: Programa, columnas: Columnas, cierre: date) -> None:
        self._programa, self._columnas, self._cierre = programa, columnas, cierre
        self._antes = poblacion.evaluar(programa, columnas)
        self._propuestas: Propuestas = propuestas(self._antes)
        self._niveles = _niveles(self._antes)
        self._global = self._antes.nivel_global(Cota.MINIMA)

    def propone(self, codigo: str) -> bool:
        return bool(self._propuestas.de[codigo].any())

    def probar(self, codigos: Sequence[str]) -> Palanca:
        cuales: dict[str, Cuales] = {}
        for codigo in codigos:
            for paso, suyos in self._propuestas.cadena(codigo).items():
                cuales[paso] = cuales[paso] | suyos if paso in cuales else suyos
        hechas = hacer(self._columnas, list(cuales), cuales, self._cierre)
        despues = poblacion.evaluar(self._programa, hechas)
        suben = _niveles(despues) > self._niveles
        alguno = suben.any(axis=0)
        catalogo = self._programa.edicion.catalogo
        return Palanca(
            acciones=tuple(codigos),
            proponen=int(np.logical_or.reduce([self._propuestas.de[c] for c in codigos]).sum()),
            suben=int(alguno.sum()),
            suben_global=int((despues.nivel_global(Cota.MINIMA) > self._global).sum()),
            por_escenario={c: int(suyas.sum()) for c, suyas in zip(catalogo.escenarios, suben, strict=True)},
            esfuerzo_dias=int(esfuerzo(catalogo, cuales)[alguno].sum()),
            quienes=tuple(np.flatnonzero(alguno).tolist()),
        )


def _niveles(resultado: Poblacion) -> NDArray[np.uint8]:
    """Una fila por escenario; 0 es que no tiene nivel."""
    escenarios = resultado.programa.edicion.catalogo.escenarios
    return np.stack([resultado.nivel(c, Cota.MINIMA) for c in escenarios])
