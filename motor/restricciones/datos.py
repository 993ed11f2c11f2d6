"""Los datos de un caso como variables: si se saben y cuánto valen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from motor.enteros import a_entero
from motor.restricciones.dominios import Dominios
from motor.restricciones.logica import Entero, Logica, Proposicion
from reglas.clases import ORDENADAS, Clase
from reglas.comprobaciones import CIERRE
from reglas.condiciones import Ambito, Constante, Referencia
from reglas.fichas import Atributo, Criterio
from reglas.resolucion import claves_de

OTRO_TEXTO = "Otro texto"
"""Vale por cualquier texto que ninguna condición nombra."""


@dataclass(frozen=True)
class Claves:
    """Un dato de valor único: si se sabe, exactamente una de sus claves es cierta."""

    conocido: Proposicion
    no_aplica: Proposicion
    claves: Mapping[Constante, Proposicion]


@dataclass(frozen=True)
class Lista:
    """Una lista de claves: ninguna es cierta si no se sabe."""

    conocido: Proposicion
    no_aplica: Proposicion
    claves: Mapping[Constante, Proposicion]


@dataclass(frozen=True)
class Cantidad:
    """Un dato ordenado; si no se sabe, su valor no significa nada."""

    conocido: Proposicion
    no_aplica: Proposicion
    valor: Entero


Dato = Claves | Lista | Cantidad


def crear(logica: Logica, dominios: Dominios, dato: Referencia, *, completo: bool) -> Dato:
    """Las variables de un criterio o de un atributo; con `completo`, se sabe todo lo que se puede saber."""
    ficha = dominios.ficha(dato)
    no_aplica = logica.libre(f"{dato} n/a") if getattr(ficha, "admite_no_aplica", False) else logica.no
    conocido = _conocido(logica, dominios, dato, no_aplica, completo=completo)
    if ficha.clase in ORDENADAS:
        return _cantidad(logica, dominios, dato, conocido, no_aplica)
    claves = {c: logica.libre(f"{dato}={c}") for c in _valores(dominios, dato, ficha)}
    if ficha.clase is Clase.OPCIONES:
        for clave in claves.values():
            logica.exigir(~clave, conocido)
        return Lista(conocido, no_aplica, claves)
    if ficha.clase is Clase.SI_NO and conocido.index == logica.si.index:
        return Claves(conocido, no_aplica, {True: claves[True], False: ~claves[True]})
    logica.modelo.add(sum(claves.values()) == conocido)
    return Claves(conocido, no_aplica, claves)


def _valores(dominios: Dominios, dato: Referencia, ficha: Criterio | Atributo) -> tuple[Constante, ...]:
    match ficha.clase:
        case Clase.SI_NO:
            return True, False
        case Clase.TEXTO:
            return *dominios.textos(dato), OTRO_TEXTO
        case _:
            return claves_de(ficha.clase, ficha.opciones)


def _conocido(
    logica: Logica, dominios: Dominios, dato: Referencia, no_aplica: Proposicion, *, completo: bool
) -> Proposicion:
    ficha = dominios.ficha(dato)
    if not _respondible(dominios, dato, ficha):
        return logica.no
    if completo:
        return ~no_aplica
    if dato.ambito is Ambito.ENTIDAD and getattr(ficha, "obligatorio", False):
        return logica.si
    conocido = logica.libre(f"{dato} se sabe")
    logica.exigir(~conocido, ~no_aplica)
    return conocido


def _respondible(dominios: Dominios, dato: Referencia, ficha: Criterio | Atributo) -> bool:
    """Si hay algún valor con que responder."""
    if ficha.clase in ORDENADAS:
        return not dominios.rango(dato).vacio
    return ficha.clase is Clase.OPCIONES or bool(_valores(dominios, dato, ficha))


def _cantidad(
    logica: Logica, dominios: Dominios, dato: Referencia, conocido: Proposicion, no_aplica: Proposicion
) -> Cantidad:
    rango = dominios.rango(dato)
    if rango.vacio:
        return Cantidad(conocido, no_aplica, rango.minimo)
    return Cantidad(conocido, no_aplica, logica.entero(rango.minimo, rango.maximo, str(dato)))


def logrado(logica: Logica, ficha: Criterio, antes: Dato, logra: object, cierre: Entero) -> Dato:
    """El dato como queda al hacer una acción que lo logra; lo declarado «no aplica» se queda así."""
    no_aplica, sabido = antes.no_aplica, ~antes.no_aplica
    if isinstance(antes, Lista):
        assert isinstance(logra, list), "la carga comprueba que en opciones se logre una lista"
        return Lista(sabido, no_aplica, {c: sabido if c in logra else p for c, p in antes.claves.items()})
    if isinstance(antes, Claves):
        return Claves(sabido, no_aplica, {c: sabido if c == logra else logica.no for c in antes.claves})
    if ficha.clase is Clase.FECHA and logra == CIERRE:
        return Cantidad(sabido, no_aplica, cierre)
    assert isinstance(logra, int | float | date), "la carga comprueba la clase de lo que se logra"
    return Cantidad(sabido, no_aplica, a_entero(ficha.clase, logra))
