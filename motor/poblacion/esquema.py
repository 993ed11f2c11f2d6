"""Cómo se escribe cada dato del catálogo en columnas de enteros de 4 bytes.

Un dato de claves es un conjunto de marcas, un bit por clave; uno ordenado, un número. Lo que no cabe en
4 bytes ocupa varias columnas seguidas. Un mismo esquema sirve a todas las ediciones de su catálogo.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from motor.caso import Valor
from motor.enteros import a_entero, rango_de
from reglas.catalogo import Catalogo, expresiones
from reglas.clases import ORDENADAS, Clase
from reglas.condiciones import (
    FECHA_DE_CORTE,
    Ambito,
    Compara,
    Constante,
    EnConjunto,
    Hoja,
    Referencia,
    hojas,
    referencias,
)
from reglas.resolucion import claves_de

DESCONOCIDO = -(2**31)
NO_APLICA = -(2**30)
"""Lo que dice una columna cuando no hay valor. Todo valor es mayor, y ninguno de los dos lleva marcas."""
MARCAS = 30
"""Claves que caben en una columna, dejando libres los bits de los dos anteriores."""
LIMITE = 2**30 - 1
"""Un número de una sola columna queda entre −LIMITE y LIMITE, y nunca llega a ellos."""
_MEDIA = 31
"""Bits de la mitad baja de un número de dos columnas; la alta lleva el signo."""
_TOPE = 2**60


@dataclass(frozen=True, slots=True)
class Marcas:
    """Un dato de claves: la clave `i` es el bit `i % MARCAS` de la columna `i // MARCAS`.

    Con `abierto`, como los textos, un valor que no es ninguna de las claves se escribe sin marcas.
    """

    columna: int
    claves: tuple[Constante, ...]
    abierto: bool = False

    @property
    def columnas(self) -> int:
        """Cuántas ocupa."""
        return max(1, -(-len(self.claves) // MARCAS))

    def escribir(self, valor: Valor) -> tuple[int, ...]:
        """Las columnas de un valor conocido. Lanza ValueError si trae una clave que no existe."""
        return self.mascaras(valor if isinstance(valor, tuple) else (valor,))

    def mascaras(self, claves: Iterable[Constante]) -> tuple[int, ...]:
        """Los bits de unas claves, columna por columna."""
        bits = [0] * self.columnas
        for clave in claves:
            if clave in self.claves:
                columna, bit = divmod(self.claves.index(clave), MARCAS)
                bits[columna] |= 1 << bit
            elif not self.abierto:
                raise ValueError(f"«{clave}» no es una de las claves.")
        return tuple(bits)


@dataclass(frozen=True, slots=True)
class Numero:
    """Un dato ordenado; si `ancho`, en dos columnas: la mitad alta y la baja."""

    columna: int
    clase: Clase
    ancho: bool

    @property
    def columnas(self) -> int:
        """Cuántas ocupa."""
        return 1 + self.ancho

    def escribir(self, valor: Valor) -> tuple[int, ...]:
        """Las columnas de un valor conocido."""
        return self.partir(a_entero(self.clase, valor))

    def partir(self, entero: int) -> tuple[int, ...]:
        """Un entero en sus columnas; una constante que se pasa queda en el extremo, donde no hay valores."""
        if not self.ancho:
            return (min(max(entero, -LIMITE), LIMITE),)
        entero = min(max(entero, -_TOPE), _TOPE)
        return entero >> _MEDIA, entero & ((1 << _MEDIA) - 1)

    def partir_varios(self, enteros: NDArray[np.int64]) -> NDArray[np.int64]:
        """Como `partir`, de muchos enteros que caben: una fila por columna."""
        if not self.ancho:
            return enteros[None]
        return np.stack([enteros >> _MEDIA, enteros & ((1 << _MEDIA) - 1)])


Forma = Marcas | Numero


@dataclass(frozen=True)
class Esquema:
    """Dónde va cada dato que alguna condición lee, y la evidencia de cada criterio que la respalda."""

    catalogo: Catalogo
    datos: Mapping[Referencia, Forma]
    listas: Mapping[str, Marcas]
    evidencias: Mapping[str, int]
    """Criterio → fila de su evidencia."""

    @property
    def columnas(self) -> int:
        """Cuántas columnas hay en total."""
        return sum(forma.columnas for forma in chain(self.datos.values(), self.listas.values()))

    @classmethod
    def de(cls, catalogo: Catalogo) -> Esquema:
        """El esquema de un catálogo."""
        leidos = list(_leidos(catalogo))
        anchos = _anchos(catalogo, leidos)
        textos = _textos(catalogo)
        datos: dict[Referencia, Forma] = {}
        columna = 0
        for dato in leidos:
            clase = catalogo.clase(dato)
            if clase in ORDENADAS:
                forma: Forma = Numero(columna, clase, dato in anchos)
            elif clase is Clase.TEXTO:
                forma = Marcas(columna, tuple(textos.get(dato, ())), abierto=True)
            else:
                forma = Marcas(columna, _claves(catalogo, dato))
            datos[dato] = forma
            columna += forma.columnas
        listas = {codigo: Marcas(columna + i, (False, True)) for i, codigo in enumerate(catalogo.listas)}
        con_evidencia = dict.fromkeys(
            d.codigo
            for regla in catalogo.reglas.values()
            for d in chain(referencias(regla.cumple_si), referencias(regla.parcial_si))
            if d.ambito is Ambito.CRITERIO
        )
        return cls(catalogo, datos, listas, {c: i for i, c in enumerate(con_evidencia)})


def _leidos(catalogo: Catalogo) -> Iterable[Referencia]:
    """La fecha de corte y los criterios y atributos que algo lee, en el orden en que se leen."""
    vistos = {FECHA_DE_CORTE: None}
    for regla in catalogo.reglas.values():
        vistos |= dict.fromkeys(catalogo.datos_de(regla))
    for expresion in expresiones(catalogo):
        vistos |= dict.fromkeys(catalogo.abrir(expresion))
    return vistos


def _hojas(catalogo: Catalogo) -> Iterator[Hoja]:
    return chain.from_iterable(hojas(e) for e in expresiones(catalogo))


def _claves(catalogo: Catalogo, dato: Referencia) -> tuple[Constante, ...]:
    ficha = (catalogo.criterios if dato.ambito is Ambito.CRITERIO else catalogo.atributos)[dato.codigo]
    return (False, True) if ficha.clase is Clase.SI_NO else claves_de(ficha.clase, ficha.opciones)


def _anchos(catalogo: Catalogo, leidos: Iterable[Referencia]) -> set[Referencia]:
    """Los datos que pueden no caber en una columna, y los que se comparan con ellos."""
    anchos = {dato for dato in leidos if _puede_ser_ancho(catalogo, dato)}
    parejas = [
        {hoja.dato, hoja.operando}
        for hoja in _hojas(catalogo)
        if isinstance(hoja, Compara)
        and isinstance(hoja.operando, Referencia)
        and hoja.operando.ambito is not Ambito.PARAMETRO
    ]
    while nuevos := [p for p in parejas if p & anchos and not p <= anchos]:
        anchos.update(*nuevos)
    return anchos


def _puede_ser_ancho(catalogo: Catalogo, dato: Referencia) -> bool:
    if dato == FECHA_DE_CORTE or catalogo.clase(dato) not in ORDENADAS:
        return False
    ficha = (catalogo.criterios if dato.ambito is Ambito.CRITERIO else catalogo.atributos)[dato.codigo]
    rango = rango_de(ficha)
    return not -LIMITE < rango.minimo <= rango.maximo < LIMITE


def _textos(catalogo: Catalogo) -> dict[Referencia, dict[Constante, None]]:
    """Los textos con que alguna condición compara cada dato."""
    textos: dict[Referencia, dict[Constante, None]] = {}
    for hoja in _hojas(catalogo):
        if isinstance(hoja, Compara | EnConjunto) and catalogo.clase(hoja.dato) is Clase.TEXTO:
            textos.setdefault(hoja.dato, {}).update(dict.fromkeys(_nombrados(catalogo, hoja)))
    return textos


def _nombrados(catalogo: Catalogo, hoja: Compara | EnConjunto) -> Iterable[Constante]:
    if isinstance(hoja, EnConjunto):
        return hoja.valores
    if isinstance(hoja.operando, Referencia):
        # En el catálogo, un texto solo se compara con constantes o con parámetros.
        return (v.valor for v in catalogo.parametros[hoja.operando.codigo].valores)
    return (hoja.operando,)
