"""El programa de una edición: una lista de instrucciones de enteros que la máquina corre bloque a bloque."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from motor.lectura import Estado, Veredicto
from motor.poblacion.columnas import Enteros
from motor.poblacion.esquema import Esquema
from reglas.catalogo import Edicion
from reglas.condiciones import Expresion


class Op(IntEnum):
    """Las instrucciones. `d` es el plano de destino; en las de verdad, el primero de sus dos."""

    MENOR_IGUAL = 0  # d, columna, máscara, constante
    COINCIDE = 1  # d, columna, máscara, constante: con esa máscara, la columna vale la constante
    MENOR_IGUAL_QUE = 2  # d, columna, otra
    IGUAL_QUE = 3  # d, columna, otra
    DECLARADO = 4  # d, columna: el criterio se declaró «no aplica»
    EVIDENCIA = 5  # d, fila
    MINIMO = 6  # d, verdad, verdad
    VERDAD = 7  # d, fila, verdad: la escribe en el resultado
    VEREDICTO = 8  # d, regla, declarada, aplica, cumple, parcial, a tiempo; deja los planos de `Parte`
    AMBOS = 9  # d, plano, plano
    SUMADOR = 10  # d, acarreo, plano, plano, plano
    SEMISUMADOR = 11  # d, acarreo, plano, plano
    ALGUNO = 12  # d, plano, plano
    BIT = 13  # suma, plano, entero
    MAS = 14  # suma, otra
    NIVEL = 15  # d, nivel, anterior, suma, peso, doble umbral, impedido


CAMPOS = 8
"""Enteros de una instrucción: la operación y hasta siete más."""

VEREDICTOS: tuple[Veredicto, ...] = (
    Veredicto(Estado.NO_APLICA, None, None),
    Veredicto(Estado.CUMPLE, 2, 2),
    Veredicto(Estado.PARCIAL, 1, 1),
    Veredicto(Estado.NO_CUMPLE, 0, 0),
    Veredicto(Estado.EN_PLAZO, 1, 1),
    Veredicto(Estado.EN_PLAZO, 0, 0),
    Veredicto(Estado.SIN_INFORMACION, 0, 2),
    Veredicto(Estado.SIN_INFORMACION, 1, 2),
    Veredicto(Estado.SIN_INFORMACION, 0, 1),
    Veredicto(Estado.SIN_INFORMACION, 0, 0),
    Veredicto(Estado.SIN_INFORMACION, 1, 1),
)
"""Todo lo que puede resultar de una regla, por el código que escribe la máquina."""


BITS = 4
"""Planos con que se escribe un byte de resultado."""


class Parte(IntEnum):
    """Los planos que deja el veredicto de una regla, contados desde su destino, detrás de los del byte."""

    APLICA = 4
    CUMPLE = 5
    MEDIO_MINIMO = 6
    """El mínimo es un medio."""
    MEDIO_DUDOSO = 7
    """Del mínimo al máximo hay un medio."""
    TODO_DUDOSO = 8
    """Del mínimo al máximo hay dos."""
    OTRO_DUDOSO = 9
    """Sin información de cualquier otra manera."""
    MEDIO_CONOCIDO = 10
    """Parcial o en plazo, con un medio."""
    INSATISFECHA = 11
    IMPOSIBLE = 12
    """Ni satisfecha ni por cumplirse."""


class Suma(IntEnum):
    """Lo que se suma por escenario; los medios, como en `motor.puntaje`."""

    PESO = 0
    CUMPLE = 1
    MINIMO = 2
    MAXIMO = 3
    CONOCIDO = 4
    LOGRADO = 5
    RESPALDADO = 6


class Cota(IntEnum):
    """Los dos niveles de un escenario."""

    MINIMA = 0
    MAXIMA = 1


@dataclass(frozen=True)
class Programa:
    """Una edición compilada.

    Las reglas, los hechos y los escenarios van en el orden de la edición.
    """

    edicion: Edicion
    esquema: Esquema
    instrucciones: Enteros
    planos: int
    """Los que hacen falta para correrlo."""
    sumas: int
    """Las que lleva de cada escenario: todas, o sin las de respaldo."""
    condiciones: Mapping[Expresion, int]
    """Condición pedida → fila de su verdad, detrás de las de los hechos."""
