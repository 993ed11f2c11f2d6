"""Qué puede cambiar en un caso y a qué (contrato, `siguiente-nivel`).

Un criterio que alguna acción logra cambia solo a lo que ella deja. Uno sin respuesta que ninguna logra
se puede responder con cualquier valor. Lo declarado «no aplica» y las fechas respondidas no cambian.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from motor import acciones
from motor.caso import Caso, Valor
from motor.enteros import a_entero, de_entero, rango_de
from reglas.catalogo import Edicion
from reglas.clases import ORDENADAS, Clase
from reglas.condiciones import Ambito, Compara, Constante, EnConjunto, Referencia, hojas
from reglas.fichas import Criterio
from reglas.resolucion import claves_de


@dataclass(frozen=True)
class Palanca:
    """Un criterio que puede cambiar.

    `dejan` es el valor con que queda al hacer cada acción que lo logra; sin ninguna, se responde.
    """

    ficha: Criterio
    de: Valor | None
    dejan: Mapping[str, Valor] = field(default_factory=dict)
    respuestas: tuple[Valor, ...] = ()

    @property
    def dato(self) -> Referencia:
        """El criterio como lo nombran las condiciones."""
        return Referencia(Ambito.CRITERIO, self.ficha.codigo)

    @property
    def es_lista(self) -> bool:
        """Si su valor es una lista de claves, que se agregan."""
        return self.ficha.clase is Clase.OPCIONES

    @property
    def claves(self) -> tuple[str, ...]:
        """Las claves de su clase, en orden."""
        return tuple(str(c) for c in claves_de(self.ficha.clase, self.ficha.opciones))

    @cached_property
    def valores(self) -> tuple[Valor, ...]:
        """Los valores a que puede cambiar, en el orden en que se prefieren; los de una lista se juntan."""
        return self.respuestas or tuple(v for v in dict.fromkeys(self.dejan.values()) if v != self.de)

    @cached_property
    def listas(self) -> tuple[tuple[str, ...], ...]:
        """Las listas con que la deja cada acción que le agrega algo."""
        return tuple(v for v in self.valores if isinstance(v, tuple))


def palancas(edicion: Edicion, caso: Caso, leidos: frozenset[Referencia]) -> list[Palanca]:
    """Las de los criterios leídos, en el orden del catálogo."""
    todas = (_palanca(edicion, caso, c) for c in edicion.catalogo.criterios.values())
    validas = [p for p in todas if p is not None and p.dato in leidos]
    libres = {c: sum(not p.dejan and p.ficha.clase is c for p in validas) for c in ORDENADAS}
    return [
        p if p.dejan or p.es_lista else Palanca(p.ficha, None, {}, _respuestas(edicion, caso, p, libres))
        for p in validas
    ]


def _palanca(edicion: Edicion, caso: Caso, ficha: Criterio) -> Palanca | None:
    dato = Referencia(Ambito.CRITERIO, ficha.codigo)
    de = caso.valor(dato)
    if caso.no_aplica(ficha.codigo) or (ficha.clase is Clase.FECHA and de is not None):
        return None
    dejan = dict(_dejan(edicion, caso, dato))
    if not dejan:
        return Palanca(ficha, None) if de is None else None
    return Palanca(ficha, de, dejan) if any(v != de for v in dejan.values()) else None


def _dejan(edicion: Edicion, caso: Caso, dato: Referencia) -> Iterator[tuple[str, Valor]]:
    for codigo, accion in edicion.catalogo.acciones.items():
        if dato.codigo in accion.logra:
            valor = acciones.hacer(edicion.catalogo, caso, [codigo], caso.fecha_corte).valor(dato)
            assert valor is not None, "una acción deja respondido lo que logra"
            yield codigo, valor


def _respuestas(
    edicion: Edicion, caso: Caso, palanca: Palanca, libres: Mapping[Clase, int]
) -> tuple[Valor, ...]:
    clase = palanca.ficha.clase
    if clase is Clase.SI_NO:
        return True, False
    if clase is Clase.FECHA:
        return (caso.fecha_corte,)
    if clase not in ORDENADAS:
        return tuple(str(c) for c in claves_de(clase, palanca.ficha.opciones))
    return tuple(de_entero(clase, e) for e in _representantes(edicion, caso, palanca.ficha, libres[clase]))


def _representantes(edicion: Edicion, caso: Caso, ficha: Criterio, cuantos: int) -> list[int]:
    """Cada constante y, en cada tramo entre dos, tantos valores como criterios se pueden responder.

    Con eso caben todos los órdenes posibles entre ellos: un valor más del mismo tramo no agrega nada.
    """
    rango = rango_de(ficha)
    marcas = {rango.minimo - 1, *(a_entero(ficha.clase, v) for v in _conocidos(edicion, caso, ficha.clase))}
    cerca = {marca + paso for marca in marcas for paso in range(cuantos + 1)}
    return sorted(e for e in cerca if rango.minimo <= e <= rango.maximo)


def _conocidos(edicion: Edicion, caso: Caso, clase: Clase) -> Iterator[Valor]:
    """Lo que en este caso puede compararse con un dato de la clase."""
    catalogo = edicion.catalogo
    expresiones = [h.si for h in edicion.hechos.values()]
    expresiones += [c for regla in edicion.reglas.values() for c in regla.condiciones()]
    for expresion in expresiones:
        for hoja in hojas(expresion):
            if isinstance(hoja, EnConjunto | Compara) and catalogo.clase(hoja.dato) is clase:
                for operando in hoja.valores if isinstance(hoja, EnConjunto) else (hoja.operando,):
                    yield from _valor(caso, operando)
                yield from _valor(caso, hoja.dato)
    for accion in catalogo.acciones.values():
        for codigo, logra in accion.logra.items():
            if catalogo.criterios[codigo].clase is clase and not isinstance(logra, list):
                yield logra


def _valor(caso: Caso, operando: Constante | Referencia) -> Iterator[Valor]:
    valor = caso.valor(operando) if isinstance(operando, Referencia) else operando
    if valor is not None:
        yield valor
