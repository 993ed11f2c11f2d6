"""Lo que frena al Distrito y cómo se ha movido, con las reglas de hoy: palancas, tendencia y caídas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autodiagnostico import acceso
from autodiagnostico.analisis import palancas as analisis
from autodiagnostico.analisis import tendencia as de_tendencia
from autodiagnostico.analisis.palancas import Palanca
from autodiagnostico.analisis.tendencia import Compartido, Movida, Punto
from autodiagnostico.lecturas import poblaciones
from autodiagnostico.lecturas.cuadro import Cuadro
from autodiagnostico.lecturas.poblaciones import DeHoy
from autodiagnostico.lecturas.recuerdo import recordar
from autodiagnostico.permisos import Operacion
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import distrito


@dataclass(frozen=True)
class Palancas:
    """Las acciones por separado, las mejores juntas, y los diagnósticos, en el orden de los casos."""

    sueltas: tuple[Palanca, ...]
    juntas: tuple[Palanca, ...]
    diagnosticos: tuple[int, ...]


def palancas(sala: Sala, vigencia: int, cuantas: int = 3, sector: str | None = None) -> Palancas:
    """Qué acciones subirían de nivel a más entidades de una vigencia; de todas, o de un sector."""
    acceso.exigir_alguna(sala, Operacion.COMPARAR)
    return recordar(
        sala, ("palancas", vigencia, cuantas, sector), lambda: _palancas(sala, vigencia, cuantas, sector)
    )


def _palancas(sala: Sala, vigencia: int, cuantas: int, sector: str | None) -> Palancas:
    cuadro = distrito.abrir(sala, [vigencia], clases=["global"], completo=False)
    fichas = cuadro.contadas()
    if sector is not None:
        fichas = fichas[fichas["sector"] == sector]
    de_hoy = poblaciones.de_hoy(sala, [vigencia], [int(n) for n in fichas.index])
    programa, columnas = de_hoy.resultado.programa, de_hoy.resultado.columnas
    sueltas, juntas = analisis.palancas(programa, columnas, hoy(), cuantas)
    return Palancas(tuple(sueltas), tuple(juntas), de_hoy.ids)


@dataclass(frozen=True)
class Historia:
    """Varias vigencias, con lo que dio cada una y con la vara de hoy."""

    cuadro: Cuadro
    de_hoy: DeHoy

    def puntos(self, codigo: str, *, por: str | None = None) -> list[Punto]:
        """La mediana de cada vigencia en un ámbito; de todas o por una columna de las fichas."""
        entonces, hoy_ = self.cuadro.ambito(codigo), self.de_hoy.ambito(codigo)
        return de_tendencia.puntos(self.cuadro.fichas, entonces, hoy_, por=por)

    def movidas(self, de: int, a: int, codigo: str = "global") -> list[Movida]:
        """Quién cambió entre dos vigencias, con la vara de hoy, de la que más cayó a la que más subió."""
        return de_tendencia.movidas(
            self.cuadro.fichas, self.de_hoy.ambito(codigo), self.de_hoy.estados, de, a
        )

    def compartido(self, de: int, a: int) -> Compartido:
        """Cuánto se parecen las reglas con que se leyeron dos vigencias."""
        return de_tendencia.compartido(self.cuadro.reglas_leidas(de), self.cuadro.reglas_leidas(a))


def historia(sala: Sala, vigencias: Sequence[int]) -> Historia:
    """Lo que dio cada vigencia y lo que daría hoy, de las entidades que se pueden comparar."""
    cuadro = distrito.abrir(sala, vigencias, clases=["global", "escenario"], completo=False)
    return recordar(
        sala,
        ("historia", cuadro.vigencias),
        lambda: Historia(
            cuadro, poblaciones.de_hoy(sala, vigencias, [int(n) for n in cuadro.contadas().index])
        ),
    )
