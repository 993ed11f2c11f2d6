"""De los árboles de condición a instrucciones; cada condición se calcula una vez, se lea donde se lea."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import reduce
from itertools import chain

from motor.poblacion.ensamblador import NO, SI, Ensamblador
from motor.poblacion.esquema import NO_APLICA, Esquema, Marcas, Numero
from motor.poblacion.programa import Op
from reglas.catalogo import Edicion, Plazo
from reglas.condiciones import (
    FECHA_DE_CORTE,
    Alguna,
    Ambito,
    Compara,
    Constante,
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
    referencias,
)


@dataclass(slots=True)
class Condiciones:
    """Las condiciones de una edición, con las que ya se calcularon.

    Una verdad se nombra por su primer plano, y su contrario es el otro de los dos.
    """

    edicion: Edicion
    esquema: Esquema
    ensamblador: Ensamblador
    _hechas: dict[Expresion, int] = field(default_factory=dict)
    _iguales: dict[tuple[int, ...], int] = field(default_factory=dict)

    def verdad(self, expresion: Expresion | None, si_falta: int = SI) -> int:
        """La verdad de una condición; la que falta vale `si_falta`."""
        if expresion is None:
            return si_falta
        if expresion not in self._hechas:
            self._hechas[expresion] = self._calcular(expresion)
        return self._hechas[expresion]

    def hecho(self, codigo: str) -> int:
        """La verdad de un hecho derivado."""
        return self.verdad(self.edicion.hechos[codigo].si)

    def a_tiempo(self, plazo: Plazo | None) -> int:
        """Si la fecha de corte no pasa del plazo; sin plazo, nunca está a tiempo."""
        if plazo is None:
            return NO
        return self._hoja(Compara(FECHA_DE_CORTE, Operador.MENOR_IGUAL, plazo))

    def declarados(self, *condiciones: Expresion | None) -> int:
        """Si se declaró «no aplica» algún criterio de los que se leen. Siempre se sabe."""
        fichas = self.edicion.catalogo.criterios
        admiten = (c for c in _criterios(condiciones) if fichas[c.codigo].admite_no_aplica)
        columnas = (self.esquema.datos[c].columna for c in admiten)
        return reduce(self.o, (self._una_vez(Op.DECLARADO, c) for c in columnas), NO)

    def con_evidencia(self, condicion: Expresion | None) -> int:
        """Si hay evidencia en algún criterio de la condición. Siempre se sabe."""
        filas = (self.esquema.evidencias[c.codigo] for c in _criterios([condicion]))
        return reduce(self.o, (self._una_vez(Op.EVIDENCIA, f) for f in filas), NO)

    def _calcular(self, expresion: Expresion) -> int:
        match expresion:
            case Todas(partes):
                return reduce(self.y, map(self.verdad, partes))
            case Alguna(partes):
                return reduce(self.o, map(self.verdad, partes))
            case Ninguna(partes):
                return reduce(self.o, map(self.verdad, partes)) ^ 1
            case _:
                return self._hoja(expresion)

    def y(self, a: int, b: int) -> int:
        """El mínimo de dos verdades."""
        if NO in {a, b}:
            return NO
        if SI in {a, b} or a == b:
            return b if a == SI else a
        return self._una_vez(Op.MINIMO, min(a, b), max(a, b))

    def o(self, a: int, b: int) -> int:
        """El máximo: lo contrario del mínimo de los contrarios."""
        return self.y(a ^ 1, b ^ 1) ^ 1

    def _hoja(self, hoja: Hoja) -> int:
        match hoja:
            case HechoEs(dato, esperado):
                return self.hecho(dato.codigo) ^ (not esperado)
            case EnLista(lista):
                return self._marcas(self.esquema.listas[lista], (True,), "alguna")
        forma = self.esquema.datos[hoja.dato]
        match hoja:
            case Contiene(_, modo, claves):
                assert isinstance(forma, Marcas), "la carga comprueba que el dato sea de clase opciones"
                return self._marcas(forma, claves, modo)
            case EnConjunto(_, valores):
                assert isinstance(forma, Marcas), "la carga comprueba que el dato sea de claves o texto"
                return self._marcas(forma, valores, "alguna")
            case Compara(_, operador, operando):
                if isinstance(operando, Referencia):
                    return self._comparados(forma, operador, self.esquema.datos[operando])
                if isinstance(forma, Marcas):
                    return self._marcas(forma, (operando,), "alguna")
                return self._numero(forma, operador, forma.escribir(operando))

    def _marcas(self, forma: Marcas, claves: Iterable[Constante], modo: str) -> int:
        """Si el dato tiene todas las claves, o alguna.

        Una columna sin ninguna de las claves no decide, y las demás ya dicen si el dato se conoce.
        """
        mascaras = [(forma.columna + i, m) for i, m in enumerate(forma.mascaras(claves)) if m]
        if modo == "todas":
            return reduce(self.y, (self._una_vez(Op.COINCIDE, c, m, m) for c, m in mascaras))
        return reduce(self.o, (self._una_vez(Op.COINCIDE, c, m, 0) ^ 1 for c, m in mascaras))

    def _numero(self, forma: Numero, operador: Operador, partes: tuple[int, ...]) -> int:
        """La comparación de un dato con un entero ya partido en sus columnas."""

        def prueba(op: Op, i: int, resta: int = 0) -> int:
            return self._una_vez(op, forma.columna + i, -1, max(partes[i] - resta, NO_APLICA))

        def menor_igual(resta: int) -> int:
            if not forma.ancho:
                return prueba(Op.MENOR_IGUAL, 0, resta)
            igual_y_menor = self.y(prueba(Op.COINCIDE, 0), prueba(Op.MENOR_IGUAL, 1, resta))
            return self.o(prueba(Op.MENOR_IGUAL, 0, 1), igual_y_menor)

        match operador:
            case Operador.ES:
                return reduce(self.y, (prueba(Op.COINCIDE, i) for i in range(forma.columnas)))
            case Operador.MENOR_IGUAL | Operador.MAYOR:
                return menor_igual(0) ^ (operador is Operador.MAYOR)
            case Operador.MENOR | Operador.MAYOR_IGUAL:
                return menor_igual(1) ^ (operador is Operador.MAYOR_IGUAL)

    def _comparados(self, uno: Marcas | Numero, operador: Operador, otro: Marcas | Numero) -> int:
        """La comparación de dos datos de la misma forma."""

        def prueba(op: Op, i: int, a: Marcas | Numero, b: Marcas | Numero) -> int:
            return self._una_vez(op, a.columna + i, b.columna + i)

        def menor_igual(a: Marcas | Numero, b: Marcas | Numero) -> int:
            ultima = a.columnas - 1
            dicho = prueba(Op.MENOR_IGUAL_QUE, ultima, a, b)
            if not ultima:
                return dicho
            menor = prueba(Op.MENOR_IGUAL_QUE, 0, b, a) ^ 1
            return self.o(menor, self.y(prueba(Op.IGUAL_QUE, 0, a, b), dicho))

        match operador:
            case Operador.ES:
                return reduce(self.y, (prueba(Op.IGUAL_QUE, i, uno, otro) for i in range(uno.columnas)))
            case Operador.MENOR_IGUAL | Operador.MAYOR:
                return menor_igual(uno, otro) ^ (operador is Operador.MAYOR)
            case Operador.MENOR | Operador.MAYOR_IGUAL:
                return menor_igual(otro, uno) ^ (operador is Operador.MENOR)

    def _una_vez(self, op: Op, *campos: int) -> int:
        clave = (op, *campos)
        if clave not in self._iguales:
            self._iguales[clave] = self.ensamblador.verdad(op, *campos)
        return self._iguales[clave]


def _criterios(condiciones: Iterable[Expresion | None]) -> Iterator[Referencia]:
    """Los criterios que unas condiciones leen, sin abrir los hechos."""
    datos = chain.from_iterable(referencias(c) for c in condiciones)
    return (d for d in datos if d.ambito is Ambito.CRITERIO)
