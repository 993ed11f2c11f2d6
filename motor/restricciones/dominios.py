"""Qué valores puede tomar cada dato ordenado, cada texto y cada pertenencia a una lista.

CP-SAT solo conoce enteros: los de `motor.enteros`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from motor.caso import MAXIMO_ENTERO, Valor
from motor.enteros import PRIMERO_Y_ULTIMO, Rango, a_entero, de_entero, rango_de
from reglas.catalogo import Edicion, expresiones
from reglas.clases import NUMERICAS, ORDENADAS, Clase
from reglas.condiciones import (
    FECHA_DE_CORTE,
    Ambito,
    Compara,
    Constante,
    EnConjunto,
    Hoja,
    Referencia,
    hojas,
)
from reglas.fichas import Atributo, Criterio
from reglas.texto import normalizar

_FORASTERA = ("ENTIDAD-DE-EJEMPLO", "Entidad de ejemplo")
"""Código y nombre de una entidad que no está en ninguna lista."""


class Dominios:
    """Los dominios de una edición.

    Con `cerca`, los datos ordenados solo toman los valores próximos a las constantes que la edición
    nombra. No se pierde ninguna posibilidad: lo que está más allá se comporta igual, y a cada lado
    queda lugar para que todos los datos de la clase sean distintos.
    """

    def __init__(self, edicion: Edicion, *, cerca: bool = False) -> None:
        self.edicion = edicion
        self._catalogo = edicion.catalogo
        self._ventanas = _ventanas(edicion) if cerca else {}
        self.pertenencias = _pertenencias(edicion)

    def ficha(self, dato: Referencia) -> Criterio | Atributo:
        """La ficha de un criterio o de un atributo."""
        fichas: Mapping[str, Criterio | Atributo] = (
            self._catalogo.criterios if dato.ambito is Ambito.CRITERIO else self._catalogo.atributos
        )
        return fichas[dato.codigo]

    def rango(self, dato: Referencia) -> Rango:
        """Los valores que puede tomar un dato ordenado o la fecha de corte."""
        clase = self._catalogo.clase(dato)
        real = PRIMERO_Y_ULTIMO if dato == FECHA_DE_CORTE else rango_de(self.ficha(dato))
        ventana = self._ventanas.get(clase, real)
        return Rango(max(real.minimo, ventana.minimo), min(real.maximo, ventana.maximo))

    def textos(self, dato: Referencia) -> tuple[Constante, ...]:
        """Los textos con que alguna condición compara el dato."""
        nombrados = (
            constante
            for expresion in expresiones(self.edicion)
            for hoja in hojas(expresion)
            for leido, constante in _constantes(hoja)
            if leido == dato
        )
        return tuple(dict.fromkeys(nombrados))


def _constantes(hoja: Hoja) -> Iterator[tuple[Referencia, Constante]]:
    if isinstance(hoja, EnConjunto):
        yield from ((hoja.dato, v) for v in hoja.valores)
    elif isinstance(hoja, Compara) and not isinstance(hoja.operando, Referencia):
        yield hoja.dato, hoja.operando


def _ventanas(edicion: Edicion) -> dict[Clase, Rango]:
    """Por clase ordenada, de la primera a la última constante, con lugar a cada lado."""
    marcas: dict[Clase, set[int]] = defaultdict(set)
    for clase, valor in _marcas(edicion):
        marcas[clase].add(a_entero(clase, valor))
    clases = [ficha.clase for ficha in _fichas(edicion)]
    cuantos = {clase: 1 + clases.count(clase) for clase in ORDENADAS}
    return {c: Rango(min(suyas) - cuantos[c], max(suyas) + cuantos[c]) for c, suyas in marcas.items()}


def _fichas(edicion: Edicion) -> Iterator[Criterio | Atributo]:
    yield from edicion.catalogo.criterios.values()
    yield from edicion.catalogo.atributos.values()


def _marcas(edicion: Edicion) -> Iterator[tuple[Clase, Valor]]:
    """Las constantes con que puede compararse un dato ordenado, incluidos los extremos de su ficha."""
    catalogo = edicion.catalogo
    for expresion in expresiones(edicion):
        for hoja in hojas(expresion):
            for dato, constante in _constantes(hoja):
                if catalogo.clase(dato) in ORDENADAS:
                    yield catalogo.clase(dato), constante
    for regla in edicion.reglas.values():
        fechas = (regla.ficha.vigente_desde, regla.ficha.vigente_hasta, regla.plazo)
        yield from ((Clase.FECHA, f) for f in fechas if isinstance(f, date))
    for accion in catalogo.acciones.values():
        for codigo, valor in accion.logra.items():
            clase = catalogo.criterios[codigo].clase
            if clase in ORDENADAS and not isinstance(valor, str | list):
                yield clase, valor
    for ficha in _fichas(edicion):
        if ficha.clase in NUMERICAS:
            rango = rango_de(ficha)
            extremos = (rango.minimo, rango.maximo if rango.maximo < MAXIMO_ENTERO else rango.minimo)
            yield from ((ficha.clase, de_entero(ficha.clase, e)) for e in extremos)


def _pertenencias(edicion: Edicion) -> dict[tuple[bool, ...], tuple[str, str]]:
    """Cada combinación posible de pertenencias a las listas, con el código y el nombre de un ejemplo.

    Se pertenece por código o por nombre, así que también cuentan los cruces de una fila con otra.
    """
    listas = list(edicion.catalogo.listas.values())
    filas = [(f["codigo"], f["nombre"]) for lista in listas for f in lista.filas]
    ejemplos: dict[tuple[bool, ...], tuple[str, str]] = {}

    def anotar(codigo: str, nombre: str) -> None:
        ejemplos.setdefault(tuple(lista.contiene(codigo, nombre) for lista in listas), (codigo, nombre))

    for codigo, nombre in (_FORASTERA, *filas):
        anotar(codigo, nombre)
    if len(listas) > 1:
        codigos = {tuple(c in lista.codigos for lista in listas): c for c, _ in filas}
        nombres = {tuple(normalizar(n) in lista.nombres for lista in listas): n for _, n in filas}
        for codigo in (_FORASTERA[0], *codigos.values()):
            for nombre in (_FORASTERA[1], *nombres.values()):
                anotar(codigo, nombre)
    return ejemplos
