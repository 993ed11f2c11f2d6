"""Otros motores con las mismas reglas: durable-rules, Python directo, zen, CEL y polars.

A los tres últimos se les da cada regla ya traducida a comparaciones de enteros y una sola expresión que
dice su estado, con el caso ya en la forma que piden; ni sumas ni niveles se les cuentan.
"""

from __future__ import annotations

import json
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

import polars as pl
import zen
from cel_expr_python import cel

from motor import inferencia, puntaje
from motor.caso import Caso
from motor.inferencia.arboles import Arbol, Atomo, Conjuncion, Signo
from motor.inferencia.codigos import Textos
from motor.inferencia.traduccion import Traductor
from motor.lectura import Estado, Veredicto
from motor.poblacion import VEREDICTOS
from motor.semantica import Evaluador
from motor.verdad import Verdad
from reglas.catalogo import Edicion, Regla
from reglas.condiciones import FECHA_DE_CORTE, Compara, Expresion, Operador, Referencia

AUSENTE = -1
"""Lo que vale una propiedad que el caso no trae: menor que todo valor de las bases de medida."""
Estados = Sequence[Sequence[int]]
"""Por caso, el código de cada regla en `VEREDICTOS`."""
MUCHOS = 1 << 17
"""Casos con que se mide lo que evalúa por columnas."""


@dataclass(frozen=True)
class Tabla:
    """Las condiciones de una regla como árboles sin negación: cuándo se sabe que sí, y que no."""

    aplica: tuple[Arbol, Arbol] | None
    cumple: tuple[Arbol, Arbol]
    parcial: tuple[Arbol, Arbol] | None
    a_tiempo: Arbol | None


class Traduccion:
    """Una edición sobre propiedades enteras, como las lee quien no conoce los tres valores."""

    def __init__(self, edicion: Edicion) -> None:
        self._edicion = edicion
        self._traductor = Traductor(edicion.catalogo, {})
        self.tablas = [self._tabla(regla) for regla in edicion.reglas.values()]
        self.propiedades = self._traductor.contenido.propiedades()

    def evento(self, caso: Caso) -> dict[str, int]:
        """El caso como propiedades; las que no trae valen AUSENTE."""
        dichas = self._traductor.contenido.escribir(self._edicion.catalogo, caso, {}, Textos())
        return {p: dichas.get(p, AUSENTE) for p in self.propiedades}

    def _tabla(self, regla: Regla) -> Tabla:
        a_tiempo = None
        if regla.plazo is not None:
            assert not isinstance(regla.plazo, Referencia), "las bases de medida traen plazos de fecha"
            en_plazo = Compara(FECHA_DE_CORTE, Operador.MENOR_IGUAL, regla.plazo)
            a_tiempo = self._traductor.arbol(en_plazo, Verdad.SI)
        return Tabla(
            aplica=None if regla.aplica_si is None else self._dos(regla.aplica_si),
            cumple=self._dos(regla.cumple_si),
            parcial=None if regla.parcial_si is None else self._dos(regla.parcial_si),
            a_tiempo=a_tiempo,
        )

    def _dos(self, expresion: Expresion) -> tuple[Arbol, Arbol]:
        si, no = (self._traductor.arbol(expresion, v) for v in (Verdad.SI, Verdad.NO))
        return si, no


@dataclass(frozen=True)
class Lenguaje:
    """Cómo escribe un rival una comparación, una unión y una elección."""

    atomo: Callable[[Atomo], Any]
    todas: Callable[[Sequence[Any]], Any]
    alguna: Callable[[Sequence[Any]], Any]
    elegir: Callable[[Any, Any, Any], Any]
    codigo: Callable[[int], Any]

    def arbol(self, arbol: Arbol) -> Any:
        """Un árbol, en el lenguaje del rival."""
        if isinstance(arbol, Atomo):
            return self.atomo(arbol)
        partes = [self.arbol(p) for p in arbol.partes]
        return self.todas(partes) if isinstance(arbol, Conjuncion) else self.alguna(partes)

    def estado(self, tabla: Tabla) -> Any:
        """El código de la regla: la tabla de estados, como elecciones encadenadas."""
        medio, cero = self._codigo("parcial", 1), self._codigo("no_cumple", 0)
        if tabla.a_tiempo is not None:
            a_tiempo = self.arbol(tabla.a_tiempo)
            medio = self.elegir(a_tiempo, self._codigo("en_plazo", 1), medio)
            cero = self.elegir(a_tiempo, self._codigo("en_plazo", 0), cero)
        nada_sabido = self._codigo("sin_informacion", 0, 2)
        falla, duda = cero, nada_sabido
        if tabla.parcial is not None:
            p_si, p_no = map(self.arbol, tabla.parcial)
            falla = self.elegir(p_si, medio, self.elegir(p_no, cero, self._codigo("sin_informacion", 0, 1)))
            duda = self.elegir(p_si, self._codigo("sin_informacion", 1, 2), duda)
        c_si, c_no = map(self.arbol, tabla.cumple)
        estado = self.elegir(c_si, self._codigo("cumple", 2), self.elegir(c_no, falla, duda))
        if tabla.aplica is None:
            return estado
        a_si, a_no = map(self.arbol, tabla.aplica)
        return self.elegir(a_no, self.codigo(0), self.elegir(a_si, estado, nada_sabido))

    def _codigo(self, estado: str, minimo: int, maximo: int | None = None) -> Any:
        buscado = Veredicto(Estado(estado), minimo, minimo if maximo is None else maximo)
        return self.codigo(VEREDICTOS.index(buscado))


_SIGNOS = {
    Signo.IGUAL: "==",
    Signo.DISTINTO: "!=",
    Signo.MENOR: "<",
    Signo.MENOR_IGUAL: "<=",
    Signo.MAYOR: ">",
    Signo.MAYOR_IGUAL: ">=",
}
_SE_CUMPLE_AUSENTE = {Signo.DISTINTO, Signo.MENOR, Signo.MENOR_IGUAL}


def _en_texto(y: str, o: str) -> Lenguaje:
    """Un lenguaje de expresiones escritas, con sus conectivos."""

    def atomo(a: Atomo) -> str:
        prueba = f"{a.propiedad} {_SIGNOS[a.signo]} {a.constante}"
        return f"({a.propiedad} > {AUSENTE} {y} {prueba})" if a.signo in _SE_CUMPLE_AUSENTE else f"({prueba})"

    return Lenguaje(
        atomo,
        todas=lambda partes: "(" + f" {y} ".join(partes) + ")",
        alguna=lambda partes: "(" + f" {o} ".join(partes) + ")",
        elegir=lambda si, entonces, si_no: f"({si} ? {entonces} : {si_no})",
        codigo=str,
    )


def _en_polars() -> Lenguaje:
    comparar = {
        s: getattr(operator, n) for s, n in zip(Signo, ("eq", "ne", "lt", "le", "gt", "ge"), strict=True)
    }

    def atomo(a: Atomo) -> Any:
        columna = pl.col(a.propiedad)
        prueba = comparar[a.signo](columna, a.constante)
        return (columna > AUSENTE) & prueba if a.signo in _SE_CUMPLE_AUSENTE else prueba

    return Lenguaje(
        atomo,
        todas=lambda partes: reduce(operator.and_, partes),
        alguna=lambda partes: reduce(operator.or_, partes),
        elegir=lambda si, entonces, si_no: pl.when(si).then(entonces).otherwise(si_no),
        codigo=lambda codigo: pl.lit(codigo, pl.UInt8),
    )


@dataclass(frozen=True)
class Rival:
    """Un motor listo: cómo prepara unos casos, que no se le cuenta, y cómo los evalúa.

    `casos` son los que caben en un rato; los que hagan falta de más se repiten.
    """

    nombre: str
    casos: int
    preparar: Callable[[Sequence[Caso]], Any]
    evaluar: Callable[[Any], Estados]


def rivales(edicion: Edicion) -> Iterator[Rival]:
    """Los rivales."""
    reglas = list(edicion.reglas.values())
    yield Rival(
        "durable-rules",
        30,
        list,
        lambda casos: [_codigos(inferencia.leer(edicion, c).veredictos) for c in casos],
    )
    yield Rival("Python, la definición", 60, list, lambda casos: [_definicion(edicion, c) for c in casos])
    traduccion = Traduccion(edicion)

    def eventos(casos: Sequence[Caso]) -> list[dict[str, int]]:
        return [traduccion.evento(c) for c in casos]

    decision = zen.ZenEngine().create_decision(json.dumps(_decision(traduccion)))
    nombres = [f"r{i}" for i in range(len(reglas))]

    def con_zen(casos: Sequence[dict[str, int]]) -> Estados:
        resultados = (decision.evaluate(c)["result"] for c in casos)
        return [[int(r[n]) for n in nombres] for r in resultados]

    yield Rival("zen, una llamada JDM", 300, eventos, con_zen)
    entorno = cel.NewEnv(variables=dict.fromkeys(traduccion.propiedades, cel.Type.INT))
    estados = (_en_texto("&&", "||").estado(t) for t in traduccion.tablas)
    expresion = entorno.compile("[" + ", ".join(estados) + "]")
    yield Rival(
        "CEL, una expresión",
        600,
        eventos,
        lambda casos: [expresion.eval(data=c).plain_value() for c in casos],
    )
    columnas = [_en_polars().estado(t).alias(n) for t, n in zip(traduccion.tablas, nombres, strict=True)]
    yield Rival(
        "polars",
        MUCHOS,
        lambda casos: _repetida(
            pl.DataFrame(eventos(casos), schema=dict.fromkeys(traduccion.propiedades, pl.Int32))
        ),
        lambda tabla: tabla.lazy().select(columnas).collect().to_numpy(),
    )


def _repetida(tabla: pl.DataFrame) -> pl.DataFrame:
    """La tabla, repetida hasta tener MUCHOS casos."""
    return pl.concat([tabla] * -(-MUCHOS // len(tabla))).head(MUCHOS).rechunk()


def _definicion(edicion: Edicion, caso: Caso) -> list[int]:
    evaluador = Evaluador(edicion, caso)
    veredictos = {c: evaluador.veredicto(r) for c, r in edicion.reglas.items()}
    puntaje.niveles(edicion, veredictos)
    return _codigos(veredictos)


def _codigos(veredictos: Mapping[str, Veredicto]) -> list[int]:
    return [VEREDICTOS.index(replace(v, vence=None)) for v in veredictos.values()]


def _decision(traduccion: Traduccion) -> dict[str, Any]:
    """Un JDM de un solo nodo con todas las expresiones."""
    lenguaje = _en_texto("and", "or")
    expresiones = [
        {"id": f"r{i}", "key": f"r{i}", "value": lenguaje.estado(t)} for i, t in enumerate(traduccion.tablas)
    ]
    nodos = [
        {"id": "entra", "type": "inputNode", "name": "entra", "position": {"x": 0, "y": 0}},
        {
            "id": "reglas",
            "type": "expressionNode",
            "name": "reglas",
            "position": {"x": 0, "y": 0},
            "content": {"expressions": expresiones},
        },
        {"id": "sale", "type": "outputNode", "name": "sale", "position": {"x": 0, "y": 0}},
    ]
    aristas = [
        {"id": "a", "sourceId": "entra", "targetId": "reglas", "type": "edge"},
        {"id": "b", "sourceId": "reglas", "targetId": "sale", "type": "edge"},
    ]
    return {"nodes": nodos, "edges": aristas}
