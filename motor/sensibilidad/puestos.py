"""Entre qué puestos queda cada entidad si los pesos de los escenarios fueran un poco otros."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from motor.errores import PromesaIncumplida
from motor.sensibilidad.ponderaciones import MAS, MENOS, Perfil, diferencias_extremas, muestras
from motor.sensibilidad.resultado import Influencia, Puesto, Sensibilidad

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
        partida = self._muestras[0]
        self._indices = {c: p.indice(partida) for c, p in perfiles.items()}
        self._extremos = {c: p.extremos(pesos) for c, p in perfiles.items()}
        self._mueve = {c: _al_mover(p, partida) for c, p in perfiles.items()}
        self._muestreados: dict[str, list[Fraction]] = {}
        self._arriba: dict[str, set[str]] = {c: set() for c in perfiles}
        """Entidad → las que están por encima de ella con cualquier ponderación."""
        self._inexactas: set[str] = set()
        for una, otra in combinations(perfiles, 2):
            self._comparar(una, otra)

    def resultado(self) -> Sensibilidad:
        """Los puestos y los grupos."""
        orden = sorted(self._perfiles, key=lambda c: -self._indices[c])
        puestos = {c: self._puesto(c) for c in orden}
        return Sensibilidad(
            puestos, tuple(self._grupos(orden)), len(self._muestras) if self._inexactas else 0
        )

    def _comparar(self, una: str, otra: str) -> None:
        menor, mayor, exacta = self._diferencia(una, otra)
        if menor > 0:
            self._arriba[otra].add(una)
        elif mayor < 0:
            self._arriba[una].add(otra)
        if not exacta:
            self._inexactas |= {una, otra}

    def _diferencia(self, una: str, otra: str) -> tuple[Fraction, Fraction, bool]:
        """Entre qué valores va la diferencia (importa su signo) y si es exacta."""
        a, b = self._perfiles[una], self._perfiles[otra]
        if a.indices.keys() == b.indices.keys():
            return *diferencias_extremas(a, b, self._pesos), True
        (menor_a, mayor_a), (menor_b, mayor_b) = self._extremos[una], self._extremos[otra]
        if menor_a > mayor_b or mayor_a < menor_b:
            return menor_a - mayor_b, mayor_a - menor_b, True
        restas = [x - y for x, y in zip(self._globales(una), self._globales(otra), strict=True)]
        return min(restas), max(restas), False

    def _globales(self, entidad: str) -> list[Fraction]:
        if entidad not in self._muestreados:
            self._muestreados[entidad] = [self._perfiles[entidad].indice(w) for w in self._muestras]
        return self._muestreados[entidad]

    def _puesto(self, entidad: str) -> Puesto:
        abajo = [c for c, suyas in self._arriba.items() if entidad in suyas]
        return Puesto(
            indice=self._indices[entidad],
            mejor=1 + len(self._arriba[entidad]),
            peor=len(self._perfiles) - len(abajo),
            exacto=entidad not in self._inexactas,
            deciden=self._deciden(entidad),
        )

    def _sin_orden(self, entidad: str) -> list[str]:
        """Las que no están siempre por encima ni siempre por debajo."""
        return [
            c
            for c in self._perfiles
            if c != entidad and c not in self._arriba[entidad] and entidad not in self._arriba[c]
        ]

    def _deciden(self, entidad: str) -> dict[str, Influencia]:
        """Cuánto cambia la diferencia con cada rival al mover solo un peso de un extremo al otro."""
        rivales = self._sin_orden(entidad)
        cambios = {
            escenario: [self._mueve[entidad][escenario] - self._mueve[r][escenario] for r in rivales]
            for escenario in self._pesos
        }
        total = sum((abs(x) for suyos in cambios.values() for x in suyos), Fraction(0))
        if not total:
            return {}
        influencias = {
            c: Influencia(sum(map(abs, suyos), Fraction(0)) / total, _signo(sum(suyos, Fraction(0))))
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
                nuevas = set(self._sin_orden(por_ver.pop())) - grupo
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


def _signo(numero: Fraction) -> bool | None:
    return None if numero == 0 else numero > 0
