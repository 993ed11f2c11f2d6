"""Proposiciones sobre CP-SAT: cada conjunción y cada comparación existe una sola vez en el modelo.

Como se reconocen las repetidas, dos condiciones iguales escritas en lugares distintos son la misma
proposición, y lo que una acción no toca no se vuelve a crear después de hacerla.
"""

from __future__ import annotations

from collections.abc import Iterable

from ortools.sat.python import cp_model

Proposicion = cp_model.BoolVarT
Entero = cp_model.IntVar | int
Termino = tuple[int, Proposicion]
"""Coeficiente y proposición de una suma."""


class Logica:
    """Un modelo de CP-SAT al que se le piden proposiciones; las constantes se simplifican al pedirlas."""

    def __init__(self) -> None:
        self.modelo = cp_model.CpModel()
        self.si: Proposicion = self.modelo.new_constant(1)
        self.no: Proposicion = ~self.si
        self._conjunciones: dict[frozenset[int], Proposicion] = {}
        self._comparaciones: dict[tuple[object, object, int], Proposicion] = {}
        self._sumas: dict[tuple[tuple[tuple[int, int], ...], int], Proposicion] = {}

    def libre(self, nombre: str = "") -> Proposicion:
        """Una proposición nueva, sin condiciones."""
        return self.modelo.new_bool_var(nombre)

    def entero(self, minimo: int, maximo: int, nombre: str = "") -> Entero:
        """Un entero acotado; si solo puede valer una cosa, esa."""
        return minimo if minimo == maximo else self.modelo.new_int_var(minimo, maximo, nombre)

    def exigir(self, *partes: Proposicion) -> None:
        """Alguna de las partes es cierta en toda solución."""
        self.modelo.add_bool_or(partes)

    def y(self, *partes: Proposicion) -> Proposicion:
        """Todas las partes."""
        distintas = {p.index: p for p in partes if p.index != self.si.index}
        if self.no.index in distintas or any(-i - 1 in distintas for i in distintas):
            return self.no
        if len(distintas) <= 1:
            return next(iter(distintas.values()), self.si)
        clave = frozenset(distintas)
        if clave not in self._conjunciones:
            todas = self.libre()
            self.modelo.add_bool_and(distintas.values()).only_enforce_if(todas)
            self.modelo.add_bool_or([todas, *(~p for p in distintas.values())])
            self._conjunciones[clave] = todas
        return self._conjunciones[clave]

    def o(self, *partes: Proposicion) -> Proposicion:
        """Alguna de las partes."""
        return ~self.y(*(~p for p in partes))

    def a_lo_sumo(self, uno: Entero, otro: Entero, holgura: int = 0) -> Proposicion:
        """`uno ≤ otro + holgura`."""
        if isinstance(uno, int) and isinstance(otro, int):
            return self.si if uno <= otro + holgura else self.no
        clave = (_nombre(uno), _nombre(otro), holgura)
        if clave not in self._comparaciones:
            cierta = self.libre()
            # El orden de las restas conserva el tipo: una de las dos es variable y la otra puede no serlo.
            resta = uno - otro
            self.modelo.add(resta <= holgura).only_enforce_if(cierta)
            self.modelo.add(resta >= holgura + 1).only_enforce_if(~cierta)
            self._comparaciones[clave] = cierta
        return self._comparaciones[clave]

    def suma_al_menos(self, terminos: Iterable[Termino], minimo: int) -> Proposicion:
        """La suma de los coeficientes de lo que sea cierto llega al mínimo."""
        pesos: dict[int, int] = {}
        partes: dict[int, Proposicion] = {}
        for coeficiente, parte in terminos:
            pesos[parte.index] = pesos.get(parte.index, 0) + coeficiente
            partes[parte.index] = parte
        falta = minimo - pesos.pop(self.si.index, 0)
        pesos.pop(self.no.index, 0)
        if sum(min(c, 0) for c in pesos.values()) >= falta:
            return self.si
        if sum(max(c, 0) for c in pesos.values()) < falta:
            return self.no
        clave = (tuple(pesos.items()), falta)
        if clave not in self._sumas:
            llega = self.libre()
            suma = cp_model.LinearExpr.weighted_sum([partes[i] for i in pesos], list(pesos.values()))
            self.modelo.add(suma >= falta).only_enforce_if(llega)
            self.modelo.add(suma <= falta - 1).only_enforce_if(~llega)
            self._sumas[clave] = llega
        return self._sumas[clave]


def _nombre(entero: Entero) -> object:
    """Con qué se reconoce un operando: el índice de su variable o, si es constante, su valor."""
    return ("constante", entero) if isinstance(entero, int) else entero.index
