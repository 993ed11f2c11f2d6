"""Las sumas y los niveles de un escenario, como un circuito.

Sumar pesos caso por caso es sumar números binarios: cada peso se reparte en sus bits y tres bits de un
mismo lugar se vuelven uno de ese lugar y uno del siguiente. Cada paso suma 512 casos a la vez.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from motor.lectura import MEDIOS
from motor.poblacion.ensamblador import NO, SI, Ensamblador
from motor.poblacion.programa import Cota, Op, Parte, Suma
from reglas.fichas import Nivel

_TRES = 3


@dataclass(slots=True)
class Sumador:
    """Una suma: los planos que esperan en cada lugar binario, nunca más de dos."""

    _ensamblador: Ensamblador
    _lugares: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    _fijo: int = 0
    """Lo que suma en todos los casos."""

    def agregar(self, plano: int, cuanto: int) -> None:
        """Suma `cuanto` en los casos del plano."""
        if plano == SI:
            self._fijo += cuanto
        if plano in {SI, NO}:
            return
        for lugar in range(cuanto.bit_length()):
            if cuanto >> lugar & 1:
                self._poner(lugar, plano)

    def _poner(self, lugar: int, plano: int) -> None:
        esperan = self._lugares[lugar]
        esperan.append(plano)
        if len(esperan) == _TRES:
            queda, acarreo = self._ensamblador.dos_planos(Op.SUMADOR, *esperan)
            self._lugares[lugar] = [queda]
            self._poner(lugar + 1, acarreo)

    def bits(self) -> Iterator[tuple[int, int]]:
        """Los bits del total: cada plano con lo que vale."""
        if self._fijo:
            yield SI, self._fijo
        lugar = 0
        while lugar <= max(self._lugares, default=-1):
            esperan = self._lugares[lugar]
            if len(esperan) > 1:
                queda, acarreo = self._ensamblador.dos_planos(Op.SEMISUMADOR, *esperan)
                self._lugares[lugar] = [queda]
                self._poner(lugar + 1, acarreo)
            yield from ((plano, 1 << lugar) for plano in self._lugares[lugar])
            lugar += 1


@dataclass(frozen=True, slots=True)
class Planos:
    """Los planos que dejó el veredicto de una regla, con los que se saben de antemano."""

    base: int
    sabidos: Mapping[Parte, int]

    def __getitem__(self, parte: Parte) -> int:
        return self.sabidos.get(parte, self.base + parte)


class SumasDeEscenario:
    """Lo que se va juntando de un escenario, regla por regla."""

    def __init__(self, ensamblador: Ensamblador) -> None:
        self._ensamblador = ensamblador
        self._sumas = {parte: Sumador(ensamblador) for parte in _DESTINOS}
        self._respaldado = Sumador(ensamblador)
        self._impedidos: dict[tuple[Cota, int], int] = {}

    def pesar(self, planos: Planos, peso: int) -> None:
        """Cuenta una regla con su peso."""
        for parte in _SE_SUMAN:
            self._sumas[parte].agregar(planos[parte], peso)

    def respaldar(self, planos: Planos, peso: int, con_cumple: int, con_parcial: int) -> None:
        """Cuenta lo que una regla logra en parte, y lo que de todo lo logrado tiene evidencia."""
        self._sumas[Parte.MEDIO_CONOCIDO].agregar(planos[Parte.MEDIO_CONOCIDO], peso)
        for parte, evidencia in ((Parte.CUMPLE, con_cumple), (Parte.MEDIO_CONOCIDO, con_parcial)):
            if NO not in {planos[parte], evidencia}:
                respaldado = self._ensamblador.plano(Op.AMBOS, planos[parte], evidencia)
                self._respaldado.agregar(respaldado, peso)

    def habilitar(self, planos: Planos, nivel: int) -> None:
        """Cuenta una habilitante de un nivel."""
        for cota, parte in ((Cota.MINIMA, Parte.INSATISFECHA), (Cota.MAXIMA, Parte.IMPOSIBLE)):
            antes, plano = self._impedidos.get((cota, nivel)), planos[parte]
            juntos = plano if antes is None else self._ensamblador.plano(Op.ALGUNO, antes, plano)
            self._impedidos[cota, nivel] = juntos

    def cerrar(self, filas: range, niveles: int, escala: tuple[Nivel, ...]) -> None:
        """Deja las sumas en sus filas y los niveles desde la fila `niveles`."""
        con_peso = self._sumar(filas)
        for cota, suma in ((Cota.MINIMA, Suma.MINIMO), (Cota.MAXIMA, Suma.MAXIMO)):
            alcanza = con_peso
            for nivel in escala:
                alcanza = self._ensamblador.plano(
                    Op.NIVEL,
                    niveles + cota,
                    alcanza,
                    filas[suma],
                    filas[Suma.PESO],
                    MEDIOS * nivel.umbral,
                    self._impedidos.get((cota, nivel.nivel), NO),
                )

    def _sumar(self, filas: range) -> int:
        """Deja las sumas y dice el plano de los casos en que algo pesa."""
        agregar = self._ensamblador.agregar
        con_peso = NO
        for parte, destinos in _DESTINOS.items():
            bits = list(self._sumas[parte].bits())
            for suma, veces in destinos:
                for plano, cuanto in bits if suma < len(filas) else ():
                    agregar(Op.BIT, filas[suma], plano, cuanto * veces)
            for plano, _ in bits if parte is Parte.APLICA else ():
                con_peso = (
                    SI if SI in {plano, con_peso} else self._ensamblador.plano(Op.ALGUNO, con_peso, plano)
                )
        for plano, cuanto in self._respaldado.bits():
            agregar(Op.BIT, filas[Suma.RESPALDADO], plano, cuanto)
        if len(filas) > Suma.LOGRADO:
            agregar(Op.MAS, filas[Suma.LOGRADO], filas[Suma.CUMPLE])
        # Lo cumplido vale dos medios, lo mínimo lo incluye y lo máximo incluye lo mínimo.
        for suma, otra in (
            (Suma.CUMPLE, Suma.CUMPLE),
            (Suma.MINIMO, Suma.CUMPLE),
            (Suma.MAXIMO, Suma.MINIMO),
            (Suma.CONOCIDO, Suma.PESO),
        ):
            agregar(Op.MAS, filas[suma], filas[otra])
        return con_peso


_DESTINOS: Mapping[Parte, tuple[tuple[Suma, int], ...]] = {
    Parte.APLICA: ((Suma.PESO, 1),),
    Parte.CUMPLE: ((Suma.CUMPLE, 1),),
    Parte.MEDIO_MINIMO: ((Suma.MINIMO, 1),),
    Parte.MEDIO_DUDOSO: ((Suma.MAXIMO, 1),),
    Parte.TODO_DUDOSO: ((Suma.MAXIMO, MEDIOS), (Suma.CONOCIDO, -1)),
    Parte.OTRO_DUDOSO: ((Suma.CONOCIDO, -1),),
    Parte.MEDIO_CONOCIDO: ((Suma.LOGRADO, 1),),
}
"""A qué sumas va el peso de las reglas que están en cada parte, y cuántas veces."""
_SE_SUMAN = tuple(p for p in _DESTINOS if p is not Parte.MEDIO_CONOCIDO)
