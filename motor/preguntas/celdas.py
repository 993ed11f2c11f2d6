"""Lo que se puede responder a un dato, partido en respuestas que ninguna condición distingue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from motor.caso import Caso, Valor
from motor.enteros import a_entero, de_entero, rango_de
from motor.restricciones.datos import OTRO_TEXTO
from motor.semantica import cumple_hoja, otro_dato
from reglas.catalogo import Edicion
from reglas.clases import ORDENADAS, Clase
from reglas.condiciones import Ambito, Compara, Contiene, EnConjunto, Hoja, Referencia, datos_de_hoja, hojas
from reglas.fichas import Atributo, Criterio
from reglas.resolucion import claves_de

Huella = tuple[bool, ...]
"""Qué dice cada prueba de una respuesta."""


@dataclass(frozen=True, slots=True)
class Celda:
    """Unas respuestas equivalentes: la primera de ellas y qué parte son de todas las posibles.

    En un dato ordenado van de `valor` a `hasta`, los dos incluidos.
    """

    valor: Valor
    parte: Fraction
    hasta: Valor | None = None


class Celdas:
    """Las de cualquier dato sin responder de un caso; las de un dato son, juntas, todas sus respuestas.

    Cuenta igual cada opción, cada lista de claves posible y, en fechas, números y textos, cada tramo: los
    valores seguidos que ninguna condición distingue. «No aplica» no es una respuesta.
    """

    def __init__(self, edicion: Edicion, caso: Caso) -> None:
        self._catalogo, self._caso = edicion.catalogo, caso
        self._pruebas: dict[Referencia, list[Hoja]] = defaultdict(list)
        self._plazos = {r.plazo for r in edicion.reglas.values() if isinstance(r.plazo, Referencia)}
        expresiones = [h.si for h in edicion.hechos.values()]
        expresiones += [c for regla in edicion.reglas.values() for c in regla.condiciones()]
        for expresion in expresiones:
            for hoja in hojas(expresion):
                for dato in set(datos_de_hoja(hoja)):
                    self._pruebas[dato].append(hoja)

    def de(self, dato: Referencia) -> list[Celda]:
        """Las celdas de un dato, en el orden de sus valores."""
        ficha = self._ficha(dato)
        if ficha.clase is Clase.OPCIONES:
            return self._listas(dato, ficha)
        if ficha.clase in ORDENADAS:
            return self._tramos(dato, ficha)
        if ficha.clase is Clase.TEXTO:
            return self._textos(dato)
        valores = (True, False) if ficha.clase is Clase.SI_NO else claves_de(ficha.clase, ficha.opciones)
        return [Celda(v, Fraction(1, len(valores))) for v in valores]

    def _ficha(self, dato: Referencia) -> Criterio | Atributo:
        if dato.ambito is Ambito.CRITERIO:
            return self._catalogo.criterios[dato.codigo]
        return self._catalogo.atributos[dato.codigo]

    def _huella(self, dato: Referencia, valor: Valor) -> Huella:
        """Lo que dice cada prueba de un valor; no cuentan las que esperan otro dato que no se sabe."""
        dice = [
            cumple_hoja(hoja, suyo, contra)
            for hoja, suyo, contra in self._lados(dato, valor)
            if isinstance(hoja, Compara | EnConjunto | Contiene)
        ]
        if dato in self._plazos:
            assert isinstance(valor, date), "un plazo es una fecha"
            dice.append(self._caso.fecha_corte <= valor)
        return tuple(dice)

    def _lados(self, dato: Referencia, valor: Valor) -> Iterator[tuple[Hoja, Valor, Valor | None]]:
        """Cada prueba con el valor de su dato y, si lo compara con otro, el del otro."""
        for hoja in self._pruebas[dato]:
            if isinstance(hoja, Compara | EnConjunto | Contiene):
                otro = otro_dato(hoja)
                suyo = valor if hoja.dato == dato else self._caso.valor(hoja.dato)
                contra = valor if otro == dato else None if otro is None else self._caso.valor(otro)
                if suyo is not None and (otro is None or contra is not None):
                    yield hoja, suyo, contra

    def _constantes(self, dato: Referencia) -> Iterator[Valor]:
        """Con qué puede compararse un dato en este caso."""
        for hoja in self._pruebas[dato]:
            if isinstance(hoja, EnConjunto):
                yield from hoja.valores
            elif isinstance(hoja, Compara):
                lados = (hoja.dato, hoja.operando)
                for lado in lados:
                    valor = self._caso.valor(lado) if isinstance(lado, Referencia) else lado
                    if valor is not None and lado != dato:
                        yield valor
        if dato in self._plazos:
            yield self._caso.fecha_corte

    def _tramos(self, dato: Referencia, ficha: Criterio | Atributo) -> list[Celda]:
        rango, clase = rango_de(ficha), ficha.clase
        marcas = {a_entero(clase, v) for v in self._constantes(dato)}
        cortes = sorted({rango.minimo, *(m + i for m in marcas for i in (0, 1))})
        inicios = [c for c in cortes if rango.minimo <= c <= rango.maximo]
        huellas = {i: self._huella(dato, de_entero(clase, i)) for i in inicios}
        distintos = [i for n, i in enumerate(inicios) if n == 0 or huellas[i] != huellas[inicios[n - 1]]]
        parte = Fraction(1, max(1, len(distintos)))
        return [
            Celda(de_entero(clase, desde), parte, de_entero(clase, siguiente - 1))
            for desde, siguiente in pairwise([*distintos, rango.maximo + 1])
        ]

    def _textos(self, dato: Referencia) -> list[Celda]:
        por_huella: dict[Huella, Valor] = {}
        for texto in (*self._constantes(dato), OTRO_TEXTO):
            por_huella.setdefault(self._huella(dato, texto), texto)
        return [Celda(texto, Fraction(1, len(por_huella))) for texto in por_huella.values()]

    def _listas(self, dato: Referencia, ficha: Criterio | Atributo) -> list[Celda]:
        """Las listas, juntas las que toda prueba lee igual; se arman clave por clave sin enumerarlas."""
        pruebas = [h for h in self._pruebas[dato] if isinstance(h, Contiene)]
        claves = claves_de(ficha.clase, ficha.opciones)
        listas: dict[Huella, tuple[int, tuple[str, ...]]] = {
            tuple(h.modo == "todas" for h in pruebas): (1, ())
        }
        for clave in claves:
            crecidas: dict[Huella, tuple[int, tuple[str, ...]]] = {}
            for huella, (cuantas, ejemplo) in listas.items():
                for nueva, lista in _con_y_sin(pruebas, clave, huella, ejemplo):
                    antes, primera = crecidas.get(nueva, (0, lista))
                    crecidas[nueva] = (antes + cuantas, primera)
            listas = crecidas
        return [Celda(ejemplo, Fraction(n, 2 ** len(claves))) for n, ejemplo in listas.values()]


def _con_y_sin(
    pruebas: Sequence[Contiene], clave: str, huella: Huella, lista: tuple[str, ...]
) -> Iterable[tuple[Huella, tuple[str, ...]]]:
    """Lo que dice cada prueba de la lista con una clave más, y sin ella."""
    con = tuple(
        va or (p.modo == "alguna" and clave in p.claves) for p, va in zip(pruebas, huella, strict=True)
    )
    sin = tuple(
        va and not (p.modo == "todas" and clave in p.claves) for p, va in zip(pruebas, huella, strict=True)
    )
    return (sin, lista), (con, (*lista, clave))
