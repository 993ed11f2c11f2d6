"""Los mismos problemas resueltos probando todo, escritos desde el contrato."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import chain, combinations, product
from math import prod
from typing import Any

from motor import Caso, acciones, semantica
from motor.busqueda.palancas import palancas
from motor.busqueda.recorrido import en_orden
from motor.caso import Valor
from motor.lectura import Estado
from reglas import Catalogo
from reglas.clases import NUMERICAS, Clase
from reglas.condiciones import Ambito, Referencia
from reglas.resolucion import claves_de

Cambios = dict[str, Valor]
MAXIMO = 3000


class DemasiadoGrande(Exception):
    """Hay demasiadas posibilidades para probarlas todas."""


class FuerzaBruta:
    """Los menores conjuntos de cambios de un caso."""

    def __init__(self, catalogo: Catalogo, caso: Caso) -> None:
        self.catalogo, self.caso = catalogo, caso
        self.edicion = catalogo.al(caso.fecha_corte)
        self.lectura = semantica.leer(self.edicion, caso)
        self._leidos: frozenset[Referencia] = frozenset()
        self.pendientes = {
            c
            for c, a in catalogo.acciones.items()
            if not acciones.hecha(a, self.edicion, caso, self.lectura.veredictos)
        }

    def optimos(self, escenario: str) -> list[Cambios]:
        """Todos los mejores, en el orden del catálogo."""
        niveles = {c: n.minimo for c, n in self.lectura.niveles.items() if escenario in ("global", c)}
        meta = min(niveles.values()) + 1
        validos = [c for c in self.conjuntos(set(niveles)) if self._llega(c, set(niveles), meta)]
        costos = [(self.esfuerzo(c), len(c)) for c in validos]
        mejor = min((c for c in costos if c[0] is not None), default=None)
        hallados = [c for c, costo in zip(validos, costos, strict=True) if costo == mejor]
        return sorted(hallados, key=self.clave)

    def conjuntos(self, escenarios: set[str]) -> Iterator[Cambios]:
        """Todos los conjuntos de cambios de los criterios que esos escenarios leen."""
        self._leidos = frozenset(
            d for e in escenarios for r, _ in self.edicion.pesos[e] for d in self.edicion.lecturas[r.codigo]
        )
        leidos = {d.codigo for d in self._leidos if d.ambito is Ambito.CRITERIO}
        posibles = {c: [None, *self.valores(c)] for c in self.catalogo.criterios if c in leidos}
        if prod(map(len, posibles.values())) > MAXIMO:
            raise DemasiadoGrande
        for eleccion in product(*posibles.values()):
            yield {c: v for c, v in zip(posibles, eleccion, strict=True) if v is not None}

    def valores(self, criterio: str) -> list[Valor]:
        """A qué puede cambiar un criterio."""
        ficha, de = self.catalogo.criterios[criterio], self._de(criterio)
        if self.caso.no_aplica(criterio) or (ficha.clase is Clase.FECHA and de is not None):
            return []
        logros = [a.logra[criterio] for a in self.catalogo.acciones.values() if criterio in a.logra]
        if ficha.clase is Clase.OPCIONES:
            ya = set(de) if isinstance(de, tuple) else set()
            listas = [set(v) for v in logros if isinstance(v, list)]
            claves = claves_de(ficha.clase, ficha.opciones)
            partes = [ya.union(*g) for g in _grupos(listas) if g] if logros else []
            if not logros and de is None:
                partes = [set(g) for g in _grupos(list(claves))]
            unicas = {tuple(str(c) for c in claves if c in p) for p in partes}
            return [v for v in sorted(unicas) if v != de]
        fijos: list[Any] = [self.caso.fecha_corte if v == "cierre" else v for v in logros]
        if logros or de is not None:
            return [v for v in dict.fromkeys(fijos) if v != de]
        if ficha.clase is Clase.SI_NO:
            return [True, False]
        if ficha.clase is Clase.FECHA:
            return [self.caso.fecha_corte]
        if ficha.clase in NUMERICAS:
            dato = Referencia(Ambito.CRITERIO, criterio)
            todas = palancas(self.edicion, self.caso, self._leidos)
            return list(next(p.valores for p in todas if p.dato == dato))
        return [str(c) for c in claves_de(ficha.clase, ficha.opciones)]

    def esfuerzo(self, cambios: Cambios) -> int | None:
        """El menor de un conjunto de acciones, cerrado por lo que requieren y falta, que los logra."""
        logrables = {c for a in self.catalogo.acciones.values() for c in a.logra}
        pedidos = {c: v for c, v in cambios.items() if c in logrables}
        return min((dias for dias, deja in self._grupos if _dejan(deja, pedidos)), default=None)

    def clave(self, cambios: Cambios) -> list[Any]:
        """El orden del catálogo: antes quien cambia el primer criterio y, si ambos, a un valor anterior."""
        return [self._lugar(c, cambios.get(c)) for c in self.catalogo.criterios]

    def _lugar(self, criterio: str, valor: Valor | None) -> tuple[Any, ...]:
        if valor is None:
            return (1,)
        ficha = self.catalogo.criterios[criterio]
        if isinstance(valor, tuple):
            return (0, *(c not in valor for c in claves_de(ficha.clase, ficha.opciones)))
        logros = [a.logra[criterio] for a in self.catalogo.acciones.values() if criterio in a.logra]
        en_orden_ = [self.caso.fecha_corte if v == "cierre" else v for v in logros] or self.valores(criterio)
        return (0, en_orden_.index(valor))

    def _llega(self, cambios: Cambios, escenarios: set[str], meta: int) -> bool:
        despues = semantica.leer(self.edicion, self.caso.con_valores(cambios))
        if any(c not in despues.niveles or despues.niveles[c].minimo < meta for c in escenarios):
            return False
        antes = self.lectura.veredictos
        return all(
            v.estado is not Estado.NO_APLICA or antes[c].estado is Estado.NO_APLICA
            for c, v in despues.veredictos.items()
        )

    @cached_property
    def _grupos(self) -> list[tuple[int, Caso]]:
        """Cada conjunto cerrado de acciones: sus días y cómo deja el caso."""
        hallados = []
        for grupo in _grupos(list(self.catalogo.acciones)):
            requeridas = {r for a in grupo for r in self.catalogo.acciones[a].requiere}
            if requeridas & self.pendientes <= set(grupo):
                dias = sum(self.catalogo.acciones[a].esfuerzo_dias for a in grupo)
                orden = en_orden(self.edicion, list(grupo))
                hallados.append(
                    (dias, acciones.hacer(self.catalogo, self.caso, orden, self.caso.fecha_corte))
                )
        return hallados

    def _de(self, criterio: str) -> Valor | None:
        return self.caso.valor(Referencia(Ambito.CRITERIO, criterio))


def _dejan(queda: Caso, pedidos: Mapping[str, Valor]) -> bool:
    for criterio, valor in pedidos.items():
        hay = queda.valor(Referencia(Ambito.CRITERIO, criterio))
        if isinstance(hay, tuple) and isinstance(valor, tuple):
            if not set(valor) <= set(hay):
                return False
        elif hay != valor:
            return False
    return True


def _grupos(cosas: list[Any]) -> list[tuple[Any, ...]]:
    """Todos los subconjuntos."""
    return list(chain.from_iterable(combinations(cosas, n) for n in range(len(cosas) + 1)))
