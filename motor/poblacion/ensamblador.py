"""Instrucciones con planos virtuales, y su reparto en una memoria de trabajo pequeña."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from motor.poblacion.columnas import Enteros
from motor.poblacion.programa import BITS, CAMPOS, Op, Parte

SI = 0
NO = SI ^ 1
"""Las dos verdades constantes. Su primer plano dice «sí» en todos los casos, o en ninguno."""

_SUMADORES = frozenset({Op.SUMADOR, Op.SEMISUMADOR})
_ESCRIBE: Mapping[Op, tuple[int, ...]] = {
    **dict.fromkeys(Op, (1,)),
    **dict.fromkeys(_SUMADORES, (1, 2)),
    **dict.fromkeys((Op.BIT, Op.MAS), ()),
}
_LEE: Mapping[Op, tuple[int, ...]] = {
    **dict.fromkeys(Op, ()),
    **dict.fromkeys((Op.MINIMO, Op.AMBOS, Op.ALGUNO), (2, 3)),
    Op.VEREDICTO: (3, 4, 5, 6, 7),
    Op.SUMADOR: (3, 4, 5),
    Op.SEMISUMADOR: (3, 4),
    Op.NIVEL: (3, 7),
    Op.BIT: (2,),
    Op.VERDAD: (3,),
}
"""Qué campos de cada instrucción son planos que escribe o que lee."""

_EN_COLUMNA = frozenset({Op.MENOR_IGUAL, Op.COINCIDE, Op.MENOR_IGUAL_QUE, Op.IGUAL_QUE, Op.DECLARADO})
_FASES = (_EN_COLUMNA, {Op.EVIDENCIA}, {Op.MINIMO}, {Op.VERDAD}, {Op.VEREDICTO}, {Op.AMBOS}, _SUMADORES)


@dataclass(slots=True)
class Ensamblador:
    """Junta instrucciones. Cada resultado ocupa uno o varios planos virtuales seguidos, y no se repite."""

    _instrucciones: list[tuple[int, ...]] = field(default_factory=list)
    _duenos: list[int] = field(default_factory=lambda: [SI, SI])
    """El primer plano del resultado al que pertenece cada plano virtual."""

    def verdad(self, op: Op, *campos: int) -> int:
        """Agrega una instrucción que deja una verdad, y dice cuál."""
        return self._con_destino(op, 2, campos)

    def plano(self, op: Op, *campos: int) -> int:
        """Agrega una instrucción que deja un plano, y dice cuál."""
        return self._con_destino(op, 1, campos)

    def veredicto(self, *campos: int) -> int:
        """Agrega el veredicto de una regla y dice dónde empiezan sus planos."""
        return self._con_destino(Op.VEREDICTO, BITS + len(Parte), campos)

    def escribir_verdad(self, fila: int, verdad: int) -> None:
        """Agrega la escritura de una verdad en el resultado."""
        self._con_destino(Op.VERDAD, BITS, (fila, verdad))

    def dos_planos(self, op: Op, *campos: int) -> tuple[int, int]:
        """Agrega una instrucción que deja dos planos sueltos."""
        uno, otro = self._nuevo(1), self._nuevo(1)
        self.agregar(op, uno, otro, *campos)
        return uno, otro

    def agregar(self, op: Op, *campos: int) -> None:
        """Agrega una instrucción tal cual."""
        self._instrucciones.append((op, *campos, *(0,) * (CAMPOS - 1 - len(campos))))

    def _con_destino(self, op: Op, planos: int, campos: Iterable[int]) -> int:
        destino = self._nuevo(planos)
        self.agregar(op, destino, *campos)
        return destino

    def _nuevo(self, planos: int) -> int:
        if len(self._duenos) % 2 and planos > 1:
            self._duenos.append(len(self._duenos))  # una verdad empieza en par: su contrario es el de al lado
        base = len(self._duenos)
        self._duenos += [base] * planos
        return base

    def repartir(self) -> tuple[Enteros, int]:
        """Las instrucciones con planos de verdad, y cuántos hacen falta.

        Lo que ya nadie va a leer deja su lugar, y así lo que se está usando cabe en la memoria más rápida.
        """
        self._instrucciones.sort(key=_orden)
        ultimo = self._ultimos_usos()
        lugar, tamano = {SI: 0}, self._tamanos()
        libres: dict[int, list[int]] = defaultdict(list)
        total = 2
        repartidas = np.array(self._instrucciones, np.int32).reshape(-1, CAMPOS)
        for paso, instruccion in enumerate(self._instrucciones):
            op = Op(instruccion[0])
            for campo in _ESCRIBE[op]:
                dueno = self._duenos[instruccion[campo]]
                hueco = libres[tamano[dueno]]
                if hueco:
                    lugar[dueno] = hueco.pop()
                else:
                    total += total % 2 if tamano[dueno] > 1 else 0
                    lugar[dueno] = total
                    total += tamano[dueno]
            campos = (*_ESCRIBE[op], *_LEE[op])
            for campo in campos:
                dueno = self._duenos[instruccion[campo]]
                repartidas[paso, campo] = lugar[dueno] + instruccion[campo] - dueno
            for dueno in {self._duenos[instruccion[campo]] for campo in campos}:
                if ultimo.get(dueno) == paso:
                    libres[tamano[dueno]].append(lugar[dueno])
        return repartidas, total

    def _ultimos_usos(self) -> dict[int, int]:
        """Resultado → última instrucción que lo toca; las constantes se usan siempre."""
        usos = {
            self._duenos[instruccion[campo]]: paso
            for paso, instruccion in enumerate(self._instrucciones)
            for campo in (*_ESCRIBE[Op(instruccion[0])], *_LEE[Op(instruccion[0])])
        }
        usos.pop(SI, None)
        return usos

    def _tamanos(self) -> dict[int, int]:
        tamanos: dict[int, int] = defaultdict(int)
        for dueno in self._duenos:
            tamanos[dueno] += 1
        return tamanos


def _orden(instruccion: tuple[int, ...]) -> tuple[int, int]:
    """Primero lo que lee columnas, en el orden en que están; luego, por fases, lo que lee de lo anterior.

    Así la memoria se recorre una vez y en orden, y muchas instrucciones iguales van seguidas.
    """
    op = Op(instruccion[0])
    fase = next((i for i, ops in enumerate(_FASES) if op in ops), len(_FASES))
    return fase, instruccion[2] if op in _EN_COLUMNA else 0
