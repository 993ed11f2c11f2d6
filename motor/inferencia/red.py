"""La red que durable-rules arma con un conjunto de reglas, para contar sobre ella."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_Clave = tuple[str, str, Any]


@dataclass(slots=True)
class Red:
    """Nodos alfa: cada uno es una comparación; dos reglas con el mismo comienzo lo comparten.

    Un «o» agrega un nodo delantero, al que llegan sus ramas. Un beta es el final de un patrón.
    """

    hijos: list[dict[_Clave, int]] = field(default_factory=lambda: [{}])
    delanteros: list[list[int]] = field(default_factory=lambda: [[]])
    betas: list[int] = field(default_factory=lambda: [0])

    def agregar(self, arbol: Mapping[str, Any]) -> int:
        """Agrega un patrón desde la raíz; devuelve el nodo donde termina."""
        nodo = self._extender(0, arbol)
        self.betas[nodo] += 1
        return nodo

    def _extender(self, nodo: int, arbol: Mapping[str, Any]) -> int:
        ((clave, valor),) = arbol.items()
        if clave == "$and":
            for parte in valor:
                nodo = self._extender(nodo, parte)
            return nodo
        if clave == "$or":
            delantero = self._nuevo()
            for parte in valor:
                self.delanteros[self._extender(nodo, parte)].append(delantero)
            return delantero
        return self._hijo(nodo, _clave(clave, valor))

    def _hijo(self, nodo: int, clave: _Clave) -> int:
        if clave not in self.hijos[nodo]:
            self.hijos[nodo][clave] = self._nuevo()
        return self.hijos[nodo][clave]

    def _nuevo(self) -> int:
        self.hijos.append({})
        self.delanteros.append([])
        self.betas.append(0)
        return len(self.betas) - 1

    def propiedades(self) -> set[str]:
        """Las propiedades que miran sus nodos."""
        return {propiedad for hijos in self.hijos for propiedad, _, _ in hijos}

    def pila(self) -> int:
        """Cota de los nodos que el motor tiene pendientes a la vez al recibir un evento."""
        cotas: dict[int, int] = {}
        # Un nodo se crea siempre antes que los que cuelgan de él, salvo los delanteros: se ordena.
        for nodo in reversed(self._en_orden()):
            siguientes = [*self.hijos[nodo].values(), *self.delanteros[nodo]]
            if siguientes:
                cotas[nodo] = self._a_la_vez(nodo) - 1 + max(cotas[s] for s in siguientes)
            else:
                cotas[nodo] = 1
        return cotas[0]

    def _a_la_vez(self, nodo: int) -> int:
        """Cuántos siguientes puede cumplir un mismo evento: de varias igualdades de un dato, una."""
        iguales = {propiedad for propiedad, signo, _ in self.hijos[nodo] if signo == "$eq"}
        otros = sum(signo != "$eq" for _, signo, _ in self.hijos[nodo])
        return len(iguales) + otros + len(self.delanteros[nodo])

    def _en_orden(self) -> list[int]:
        """Los nodos, cada uno antes que los que le siguen."""
        orden: list[int] = []
        vistos: set[int] = set()
        pendientes = [(0, False)]
        while pendientes:
            nodo, listo = pendientes.pop()
            if listo:
                orden.append(nodo)
            elif nodo not in vistos:
                vistos.add(nodo)
                pendientes.append((nodo, True))
                siguientes = [*self.hijos[nodo].values(), *self.delanteros[nodo]]
                pendientes.extend((s, False) for s in siguientes)
        return orden[::-1]


def _clave(clave: str, valor: Any) -> _Clave:
    if clave.startswith("$") and isinstance(valor, Mapping):
        ((propiedad, constante),) = valor.items()
        return propiedad, clave, constante
    return clave, "$eq", valor
