"""Los árboles de condición como proposiciones, con sus tres valores.

Cada condición da dos proposiciones: que se sabe que sí y que se sabe que no. Si ninguna es cierta, no
se sabe. Los árboles no necesitan más negación que cambiar una por otra.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from motor.enteros import a_entero
from motor.restricciones.datos import Cantidad, Claves, Dato, Lista
from motor.restricciones.logica import Entero, Logica, Proposicion
from reglas.catalogo import Catalogo
from reglas.condiciones import (
    Alguna,
    Compara,
    Contiene,
    EnConjunto,
    EnLista,
    Expresion,
    HechoEs,
    Hoja,
    Ninguna,
    Operador,
    Referencia,
    Todas,
)


class Juicio(NamedTuple):
    """Se sabe que sí; se sabe que no."""

    si: Proposicion
    no: Proposicion

    def __invert__(self) -> Juicio:
        """La negación de Kleene."""
        return Juicio(self.no, self.si)


class Condiciones:
    """Traduce condiciones sobre unos datos dados; cada una, una sola vez."""

    def __init__(
        self,
        logica: Logica,
        catalogo: Catalogo,
        hechos: Mapping[str, Expresion],
        dato: Callable[[Referencia], Dato],
        pertenece: Callable[[str], Proposicion],
    ) -> None:
        self._logica = logica
        self._catalogo = catalogo
        self._hechos = hechos
        self._dato = dato
        self._pertenece = pertenece
        self._juicios: dict[Expresion, Juicio] = {}

    def juicio(self, expresion: Expresion | None) -> Juicio:
        """Lo que se sabe de una condición; la que falta se cumple siempre."""
        if expresion is None:
            return Juicio(self._logica.si, self._logica.no)
        if expresion not in self._juicios:
            self._juicios[expresion] = self._traducir(expresion)
        return self._juicios[expresion]

    def _traducir(self, expresion: Expresion) -> Juicio:
        match expresion:
            case Todas(partes):
                return self._todas([self.juicio(p) for p in partes])
            case Alguna(partes):
                return ~self._todas([~self.juicio(p) for p in partes])
            case Ninguna(partes):
                return self._todas([~self.juicio(p) for p in partes])
            case _:
                return self._hoja(expresion)

    def _todas(self, partes: list[Juicio]) -> Juicio:
        return Juicio(self._logica.y(*(p.si for p in partes)), self._logica.o(*(p.no for p in partes)))

    def _hoja(self, hoja: Hoja) -> Juicio:
        if isinstance(hoja, EnLista):
            pertenece = self._pertenece(hoja.lista)
            return Juicio(pertenece, ~pertenece)
        if isinstance(hoja, HechoEs):
            hecho = self.juicio(self._hechos[hoja.dato.codigo])
            return hecho if hoja.esperado else ~hecho
        dato = self._dato(hoja.dato)
        if isinstance(hoja, Contiene):
            assert isinstance(dato, Lista), "la carga comprueba que el dato sea de clase opciones"
            une = self._logica.y if hoja.modo == "todas" else self._logica.o
            return self._sabido(une(*(dato.claves[c] for c in hoja.claves)), dato.conocido)
        if isinstance(hoja, EnConjunto):
            iguales = (self._compara(Compara(hoja.dato, Operador.ES, v)) for v in hoja.valores)
            return ~self._todas([~i for i in iguales])
        return self._compara(hoja)

    def _compara(self, hoja: Compara) -> Juicio:
        dato = self._dato(hoja.dato)
        if isinstance(dato, Claves):
            if isinstance(hoja.operando, Referencia):
                return self._iguales(dato, self._dato(hoja.operando))
            return self._sabido(dato.claves.get(hoja.operando, self._logica.no), dato.conocido)
        assert isinstance(dato, Cantidad), "una lista no se compara"
        if isinstance(hoja.operando, Referencia):
            otro = self._dato(hoja.operando)
            assert isinstance(otro, Cantidad), "la carga comprueba que sean de la misma clase"
            conocido = self._logica.y(dato.conocido, otro.conocido)
            return self._sabido(self._orden(dato.valor, hoja.operador, otro.valor), conocido)
        constante = a_entero(self._catalogo.clase(hoja.dato), hoja.operando)
        return self._sabido(self._orden(dato.valor, hoja.operador, constante), dato.conocido)

    def _iguales(self, uno: Claves, otro: Dato) -> Juicio:
        assert isinstance(otro, Claves), "la carga comprueba que sean de la misma clase"
        juntas = [self._logica.y(p, otro.claves[c]) for c, p in uno.claves.items() if c in otro.claves]
        return self._sabido(self._logica.o(*juntas), self._logica.y(uno.conocido, otro.conocido))

    def _orden(self, uno: Entero, operador: Operador, otro: Entero) -> Proposicion:
        logica = self._logica
        match operador:
            case Operador.MENOR_IGUAL:
                return logica.a_lo_sumo(uno, otro)
            case Operador.MENOR:
                return logica.a_lo_sumo(uno, otro, -1)
            case Operador.MAYOR_IGUAL:
                return logica.a_lo_sumo(otro, uno)
            case Operador.MAYOR:
                return logica.a_lo_sumo(otro, uno, -1)
            case Operador.ES:
                return logica.y(logica.a_lo_sumo(uno, otro), logica.a_lo_sumo(otro, uno))

    def _sabido(self, cierto: Proposicion, conocido: Proposicion) -> Juicio:
        return Juicio(self._logica.y(conocido, cierto), self._logica.y(conocido, ~cierto))
