"""Qué niveles cambian, y a quién, si un lote se lee con otra base o en otra fecha."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from autodiagnostico.errores import ErrorDeEntrada
from autodiagnostico.lotes.calculo import Forma
from autodiagnostico.lotes.celdas import columnas_de
from autodiagnostico.lotes.compilado import Compilado
from autodiagnostico.lotes.equipos import tamano
from autodiagnostico.lotes.lectores import LECTORES
from autodiagnostico.lotes.leidos import Leidos, Lugares
from autodiagnostico.lotes.proceso import Avisar, revisar_extension
from motor import Caso
from motor.poblacion import Cota, Poblacion
from motor.poblacion.impacto import CambioDeNivel, cambios, niveles
from reglas import Catalogo

GLOBAL = "global"
_CASOS = 16_384
"""Los que se comparan de una vez: la memoria no depende de cuántos sean."""


@dataclass(frozen=True, slots=True)
class Version:
    """Una base de reglas, y la fecha de corte con que se lee si no es la de cada caso."""

    nombre: str
    catalogo: Catalogo
    fecha: date | None = None


class Sentido(StrEnum):
    """Hacia dónde va un nivel. Empezar o dejar de tener reglas aplicables no es subir ni bajar."""

    SUBE = "sube"
    BAJA = "baja"
    IGUAL = "igual"
    APARECE = "aparece"
    DESAPARECE = "desaparece"


@dataclass(frozen=True, slots=True)
class CambioDeEntidad:
    """Un cambio de nivel y de quién es."""

    entidad: str
    vigencia: int
    fechas: tuple[date, date]
    cambio: CambioDeNivel


@dataclass(slots=True)
class Impacto:
    """Lo que cambia en todo un lote."""

    casos: int = 0
    sin_evaluar: int = 0
    conteos: dict[str, Counter[Sentido]] = field(default_factory=dict)
    """Por escenario y en el global, cuántos casos van en cada sentido."""
    cambios: list[CambioDeEntidad] = field(default_factory=list)


def medir(archivo: Path, de: Version, a: Version, avisar: Avisar) -> Impacto:
    """El impacto de pasar de una versión a otra en los casos de un archivo. Lanza ErrorDeEntrada."""
    revisar_extension(archivo, LECTORES)
    formato = archivo.suffix.lower()
    medicion = _Medicion(de.catalogo, a.catalogo)
    suyas, otras = (frozenset(columnas_de(v.catalogo)) for v in (de, a))
    ajenas = (otras - suyas, suyas - otras)
    for trozo in LECTORES[formato](archivo, [de.catalogo, a.catalogo], tamano(formato, Forma.TABLA, None)):
        partes = zip(medicion.compilados, ajenas, (de, a), strict=True)
        leidos = [compilado.leer(trozo.sin(sin), v.fecha) for compilado, sin, v in partes]
        for i, problemas in sorted((leidos[1].malos | leidos[0].malos).items()):
            avisar.problema(ErrorDeEntrada(f"{archivo}, {trozo.lugares[i]}", problemas).mensaje)
            medicion.impacto.sin_evaluar += 1
        medicion.comparar(leidos)
        avisar.avance(trozo.avance)
    return medicion.impacto


def medir_casos(de: Catalogo, a: Catalogo, casos: Iterable[tuple[Caso, Caso]]) -> Impacto:
    """El impacto en unos casos que no vienen de un archivo.

    Cada uno va dos veces: como lo lee una base y como lo lee la otra, que puede tener otros criterios.
    """
    medicion = _Medicion(de, a)
    faltan = iter(casos)
    while lote := list(islice(faltan, _CASOS)):
        unos, otros = zip(*lote, strict=True)
        medicion.comparar([c.ya_leidos(x) for c, x in zip(medicion.compilados, (unos, otros), strict=True)])
    return medicion.impacto


class _Medicion:
    """El impacto que se va juntando, trozo por trozo."""

    def __init__(self, de: Catalogo, a: Catalogo) -> None:
        self.compilados = (Compilado(de), Compilado(a))
        self._escenarios = list(dict.fromkeys([*de.escenarios, *a.escenarios]))
        self.impacto = Impacto(conteos={e: Counter() for e in (*self._escenarios, GLOBAL)})

    def comparar(self, leidos: Sequence[Leidos]) -> None:
        """Cuenta los casos que las dos bases pueden evaluar."""
        unos, otros = (list(c.evaluar(x)) for c, x in zip(self.compilados, leidos, strict=True))
        hallados = [
            CambioDeEntidad(
                entidad=str(leidos[0].entidades[cambio.caso]),
                vigencia=int(leidos[0].vigencias[cambio.caso]),
                fechas=tuple(date.fromordinal(int(x.fechas[cambio.caso])) for x in leidos),  # type: ignore[arg-type]
                cambio=cambio,
            )
            for antes, suyos in unos
            for despues, tambien in otros
            for cambio in self._cambios(antes, despues, np.intersect1d(suyos, tambien))
        ]
        self.impacto.cambios += sorted(hallados, key=lambda h: h.cambio.caso)

    def _cambios(self, antes: Poblacion, despues: Poblacion, casos: Lugares) -> Iterator[CambioDeNivel]:
        self.impacto.casos += len(casos)
        for escenario in self._escenarios:
            dos = [niveles(r, escenario)[casos] for r in (antes, despues)]
            self.impacto.conteos[escenario].update(_sentidos(*dos))
            yield from cambios(antes, despues, escenario, casos[dos[0] != dos[1]])
        globales = [r.nivel_global(Cota.MINIMA)[casos].astype(np.int32) for r in (antes, despues)]
        self.impacto.conteos[GLOBAL].update(_sentidos(*globales))


def _sentidos(antes: NDArray[np.int32], despues: NDArray[np.int32]) -> dict[Sentido, int]:
    """Cuántos casos van en cada sentido; 0 es que no hay nivel."""
    habia, hay = antes > 0, despues > 0
    return {
        Sentido.SUBE: int((habia & hay & (despues > antes)).sum()),
        Sentido.BAJA: int((habia & hay & (despues < antes)).sum()),
        Sentido.IGUAL: int((antes == despues).sum()),
        Sentido.APARECE: int((~habia & hay).sum()),
        Sentido.DESAPARECE: int((habia & ~hay).sum()),
    }
