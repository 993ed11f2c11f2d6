"""Los datos de un caso en el modelo: los que no cambian, como constantes; los que pueden, con sus palancas.

Así el modelo queda del tamaño de lo que se decide y no del de la base.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from motor.busqueda.palancas import Palanca
from motor.caso import Caso, Valor
from motor.enteros import a_entero
from motor.restricciones import Modelo, Proposicion, Solucion
from motor.restricciones.datos import OTRO_TEXTO, Cantidad, Claves, Dato, Lista
from reglas.clases import ORDENADAS, Clase
from reglas.condiciones import Ambito, Constante, Referencia
from reglas.resolucion import claves_de


def constantes(modelo: Modelo, caso: Caso) -> dict[Referencia, Dato]:
    """Todos los datos del caso como constantes; también la pertenencia de la entidad a las listas."""
    catalogo, logica = modelo.edicion.catalogo, modelo.logica
    for codigo, lista in catalogo.listas.items():
        esta = lista.contiene(caso.entidad.codigo, caso.entidad.nombre)
        modelo.pertenencias[codigo] = logica.si if esta else logica.no
    datos = [Referencia(Ambito.CRITERIO, c) for c in catalogo.criterios]
    datos += [Referencia(Ambito.ENTIDAD, c) for c in catalogo.atributos]
    return {dato: _constante(modelo, caso, dato) for dato in datos}


def _constante(modelo: Modelo, caso: Caso, dato: Referencia) -> Dato:
    logica, clase = modelo.logica, modelo.edicion.catalogo.clase(dato)
    valor = caso.valor(dato)
    declarado = dato.ambito is Ambito.CRITERIO and caso.no_aplica(dato.codigo)
    no_aplica = logica.si if declarado else logica.no
    conocido = logica.no if valor is None else logica.si
    if clase in ORDENADAS:
        return Cantidad(conocido, no_aplica, 0 if valor is None else a_entero(clase, valor))
    ciertas = valor if isinstance(valor, tuple) else () if valor is None else (valor,)
    posibles = _posibles(modelo, dato)
    if clase is Clase.TEXTO and valor is not None and valor not in posibles:
        ciertas = (OTRO_TEXTO,)
    claves = {clave: logica.si if clave in ciertas else logica.no for clave in posibles}
    return (Lista if clase is Clase.OPCIONES else Claves)(conocido, no_aplica, claves)


def _posibles(modelo: Modelo, dato: Referencia) -> tuple[Constante, ...]:
    ficha = modelo.dominios.ficha(dato)
    if ficha.clase is Clase.SI_NO:
        return True, False
    if ficha.clase is Clase.TEXTO:
        return *modelo.dominios.textos(dato), OTRO_TEXTO
    return claves_de(ficha.clase, ficha.opciones)


@dataclass(frozen=True)
class Mando:
    """Una palanca en el modelo: si se mueve y a qué."""

    palanca: Palanca
    cambia: Proposicion
    queda: Dato
    por_valor: Mapping[Valor, Proposicion]
    """Cada valor a que puede cambiar o, en una lista, cada clave que puede tener."""

    @property
    def orden(self) -> Iterator[Proposicion]:
        """Sus decisiones: primero si cambia; luego, valor por valor."""
        yield self.cambia
        yield from self.por_valor.values()

    def valor(self, solucion: Solucion) -> Valor | None:
        """El valor nuevo, completo; None si no cambia."""
        if not solucion.cierto(self.cambia):
            return None
        ciertos = tuple(v for v, p in self.por_valor.items() if solucion.cierto(p))
        return tuple(str(c) for c in ciertos) if self.palanca.es_lista else ciertos[0]


def mando(modelo: Modelo, palanca: Palanca) -> Mando:
    """Las variables de una palanca."""
    if palanca.es_lista:
        return _de_lista(modelo, palanca)
    logica = modelo.logica
    por_valor = {v: logica.libre(f"{palanca.dato}→{v}") for v in palanca.valores}
    logica.modelo.add_at_most_one(por_valor.values())
    cambia = logica.o(*por_valor.values())
    conocido = logica.si if palanca.de is not None else cambia
    if palanca.ficha.clase in ORDENADAS:
        return Mando(palanca, cambia, _cantidad(modelo, palanca, por_valor, cambia, conocido), por_valor)
    de = {} if palanca.de is None else {palanca.de: ~cambia}
    claves = {c: {**por_valor, **de}.get(c, logica.no) for c in _posibles(modelo, palanca.dato)}
    return Mando(palanca, cambia, Claves(conocido, logica.no, claves), por_valor)


def _cantidad(
    modelo: Modelo,
    palanca: Palanca,
    por_valor: dict[Valor, Proposicion],
    cambia: Proposicion,
    conocido: Proposicion,
) -> Cantidad:
    logica, clase = modelo.logica, palanca.ficha.clase
    enteros = {a_entero(clase, v): p for v, p in por_valor.items()}
    if palanca.de is not None:
        enteros[a_entero(clase, palanca.de)] = ~cambia
    valor = logica.entero(min(enteros), max(enteros), str(palanca.dato))
    if not isinstance(valor, int):
        for entero, p in enteros.items():
            logica.modelo.add(valor == entero).only_enforce_if(p)
        if palanca.de is None:
            logica.modelo.add(valor == min(enteros)).only_enforce_if(~cambia)
    return Cantidad(conocido, logica.no, valor)


def _de_lista(modelo: Modelo, palanca: Palanca) -> Mando:
    """Sin acciones, cualquier lista; con ellas, lo respondido más lo que agreguen algunas."""
    logica = modelo.logica
    cambia = logica.libre(f"{palanca.dato} cambia")
    conocido = logica.si if palanca.de is not None else cambia
    if palanca.dejan:
        claves = _agregadas(modelo, palanca, cambia)
    else:
        claves = {c: logica.libre(f"{palanca.dato}∋{c}") for c in palanca.claves}
        for p in claves.values():
            logica.exigir(~p, cambia)
    return Mando(palanca, cambia, Lista(conocido, logica.no, dict(claves.items())), dict(claves.items()))


def _agregadas(modelo: Modelo, palanca: Palanca, cambia: Proposicion) -> dict[str, Proposicion]:
    """Las claves como quedan: las que ya estaban y las que deja cada acción de las que se toman."""
    logica = modelo.logica
    ya = palanca.de if isinstance(palanca.de, tuple) else ()
    partes = {v: logica.libre(f"{palanca.dato}+{v}") for v in palanca.listas}
    logica.exigir(~cambia, *partes.values())
    for p in partes.values():
        logica.exigir(~p, cambia)
    return {
        c: logica.si if c in ya else logica.o(*(p for v, p in partes.items() if c in v))
        for c in palanca.claves
    }
