"""Entre qué puestos queda cada entidad si los pesos de los escenarios fueran un poco otros."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import lcm

import numpy as np

from motor.errores import PromesaIncumplida
from motor.sensibilidad.ponderaciones import MAS, MENOS, Perfil, muestras
from motor.sensibilidad.resultado import Influencia, Puesto, Sensibilidad
from motor.sensibilidad.tablas import quien_por_encima

ESQUINAS = 17
"""Con cuántas ponderaciones se comprueba lo hallado: la de partida y, con cuatro escenarios, las esquinas."""


def sensibilidad(pesos: Mapping[str, int], indices: Mapping[str, Mapping[str, Fraction]]) -> Sensibilidad:
    """Los intervalos de puesto; `indices` trae, por entidad, el de cada escenario que le aplica.

    Cada entidad tiene al menos un escenario. Dos que comparten los mismos se comparan de manera exacta; si
    no, también cuando ni con los pesos más desfavorables se cruzan, y si pueden cruzarse, por muestreo. Lanza
    PromesaIncumplida si alguna ponderación contradice lo hallado.
    """
    grupo = _Grupo(pesos, {c: Perfil(suyos) for c, suyos in indices.items()})
    hallado = grupo.resultado()
    diferencias = list(grupo.contradicciones(hallado))
    if diferencias:
        raise PromesaIncumplida(diferencias)
    return hallado


class _Grupo:
    def __init__(self, pesos: Mapping[str, int], perfiles: Mapping[str, Perfil]) -> None:
        self._pesos, self._perfiles = pesos, perfiles
        self._muestras = list(muestras(pesos))
        self._codigos = list(perfiles)
        partida = self._muestras[0]
        self._indices = {c: p.indice(partida) for c, p in perfiles.items()}
        self._mueve = _en_enteros({c: _al_mover(p, partida) for c, p in perfiles.items()})
        self._encima, inexactas = quien_por_encima(list(perfiles.values()), pesos, self._muestras)
        """[una, otra]: si la una está por encima de la otra con cualquier ponderación."""
        self._inexactas = {self._codigos[i] for i in inexactas}
        sin_orden = ~(self._encima | self._encima.T)
        np.fill_diagonal(sin_orden, val=False)
        self._rivales = {
            c: [self._codigos[j] for j in np.flatnonzero(suyas)]
            for c, suyas in zip(self._codigos, sin_orden, strict=True)
        }
        """Las que no están siempre por encima ni siempre por debajo."""

    def resultado(self) -> Sensibilidad:
        """Los puestos y los grupos."""
        orden = sorted(self._perfiles, key=lambda c: -self._indices[c])
        arriba = dict(zip(self._codigos, map(int, self._encima.sum(axis=0)), strict=True))
        abajo = dict(zip(self._codigos, map(int, self._encima.sum(axis=1)), strict=True))
        puestos = {
            c: Puesto(
                indice=self._indices[c],
                mejor=1 + arriba[c],
                peor=len(orden) - abajo[c],
                exacto=c not in self._inexactas,
                deciden=self._deciden(c),
            )
            for c in orden
        }
        return Sensibilidad(
            puestos, tuple(self._grupos(orden)), len(self._muestras) if self._inexactas else 0
        )

    def _deciden(self, entidad: str) -> dict[str, Influencia]:
        """Cuánto cambia la diferencia con cada rival al mover solo un peso de un extremo al otro."""
        rivales = self._rivales[entidad]
        cambios = {
            escenario: [self._mueve[entidad][escenario] - self._mueve[r][escenario] for r in rivales]
            for escenario in self._pesos
        }
        total = sum(abs(x) for suyos in cambios.values() for x in suyos)
        if not total:
            return {}
        influencias = {
            c: Influencia(Fraction(sum(map(abs, suyos)), total), _signo(sum(suyos)))
            for c, suyos in cambios.items()
        }
        mueven = (c for c, i in influencias.items() if i.parte)
        return {c: influencias[c] for c in sorted(mueven, key=lambda c: -influencias[c].parte)}

    def _grupos(self, orden: Sequence[str]) -> list[tuple[str, ...]]:
        """Quienes se enlazan por comparaciones sin orden fijo; entre un grupo y otro siempre lo hay."""
        grupos = []
        faltan = dict.fromkeys(orden)
        while faltan:
            grupo = {next(iter(faltan))}
            por_ver = list(grupo)
            while por_ver:
                nuevas = set(self._rivales[por_ver.pop()]) - grupo
                grupo |= nuevas
                por_ver += nuevas
            grupos.append(tuple(c for c in orden if c in grupo))
            faltan = {c: None for c in faltan if c not in grupo}
        return grupos

    def contradicciones(self, hallado: Sensibilidad) -> Iterator[str]:
        """Las ponderaciones en que el puesto de alguna entidad se sale de su intervalo."""
        for pesos in self._muestras[:ESQUINAS]:
            globales = {c: p.indice(pesos) for c, p in self._perfiles.items()}
            orden = sorted(globales.values())
            for entidad, suyo in globales.items():
                mejor = 1 + len(orden) - bisect_right(orden, suyo)
                peor = len(orden) - bisect_left(orden, suyo)
                puesto = hallado.puestos[entidad]
                if mejor < puesto.mejor or peor > puesto.peor:
                    prometido = f"no entre {puesto.mejor} y {puesto.peor}"
                    yield f"«{entidad}» queda entre {mejor} y {peor}, y {prometido}"


def _al_mover(perfil: Perfil, pesos: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Cuánto cambia el índice global al mover cada peso, él solo, de un extremo al otro."""
    return {
        c: perfil.indice({**pesos, c: w * MAS}) - perfil.indice({**pesos, c: w * MENOS})
        for c, w in pesos.items()
    }


def _en_enteros(mueve: Mapping[str, Mapping[str, Fraction]]) -> dict[str, dict[str, int]]:
    """Lo mismo en una unidad común, para sumarlo sin fracciones."""
    unidad = lcm(*(x.denominator for suyos in mueve.values() for x in suyos.values()))
    return {c: {e: int(x * unidad) for e, x in suyos.items()} for c, suyos in mueve.items()}


def _signo(numero: int) -> bool | None:
    return None if numero == 0 else numero > 0
