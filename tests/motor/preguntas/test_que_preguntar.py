"""Lo que se sugiere preguntar es lo que más estrecha, y estrecha lo que se dice."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import chain, combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motor import Caso, leer_caso, semantica
from motor.enteros import de_entero, rango_de
from motor.evaluacion import armar
from motor.preguntas import que_preguntar, responder
from motor.semantica import Evaluador
from reglas import Catalogo, cargar
from reglas.clases import CLAVES_SI_PARCIAL_NO, Clase
from reglas.condiciones import Ambito, Referencia, datos_de_hoja, hojas
from tests.bases import PANADERIA
from tests.estrategias import casos, catalogos
from tests.motor.restricciones.test_definicion import con_obligatorios

REAL, PAN = cargar(), cargar([PANADERIA])
CASOS = Path(__file__).parents[2] / "casos"


class FuerzaBruta:
    """Cada respuesta posible, evaluada en el caso entero; escrito desde lo que se promete."""

    def __init__(self, catalogo: Catalogo, caso: Caso) -> None:
        self.catalogo, self.caso = catalogo, caso
        self.edicion = catalogo.al(caso.fecha_corte)

    def estrechan(self) -> dict[str, Fraction]:
        """Dato → cuánto estrecha en promedio; los que algo estrechan."""
        hoy = self.ancho(self.caso)
        halladas = {}
        for dato in self.sin_responder():
            anchos = [self.ancho(responder(self.caso, dato, v)) for v in self.respuestas(dato)]
            if anchos and sum(anchos) / len(anchos) < hoy:
                halladas[str(dato)] = hoy - sum(anchos, Fraction(0)) / len(anchos)
        return halladas

    def ancho(self, caso: Caso) -> Fraction:
        """Del índice global demostrado al posible, como los da evaluar."""
        total = armar(self.edicion, caso, semantica.leer(self.edicion, caso)).madurez_global
        return Fraction(0) if total.indice_min is None else (total.indice_max or 0) - total.indice_min

    def sin_responder(self) -> Iterator[Referencia]:
        for codigo in self.catalogo.atributos:
            if codigo not in self.caso.entidad.atributos:
                yield Referencia(Ambito.ENTIDAD, codigo)
        for codigo in self.catalogo.criterios:
            respuesta = self.caso.respuestas.get(codigo)
            if respuesta is None or (respuesta.valor is None and respuesta.no_aplica is None):
                yield Referencia(Ambito.CRITERIO, codigo)

    def respuestas(self, dato: Referencia) -> list[Any]:
        fichas: Any = self.catalogo.criterios if dato.ambito is Ambito.CRITERIO else self.catalogo.atributos
        ficha = fichas[dato.codigo]
        if ficha.clase is Clase.SI_NO:
            return [True, False]
        if ficha.clase is Clase.SI_PARCIAL_NO:
            return list(CLAVES_SI_PARCIAL_NO)
        if ficha.clase is Clase.OPCION:
            return list(ficha.opciones)
        if ficha.clase is Clase.OPCIONES:
            claves = list(ficha.opciones)
            return list(chain.from_iterable(combinations(claves, n) for n in range(len(claves) + 1)))
        if ficha.clase is Clase.TEXTO:
            return self._una_por_tramo(
                dato, [*self._nombrados(Clase.TEXTO), "un texto nuevo"], seguidos=False
            )
        rango = rango_de(ficha)
        enteros = {rango.minimo, rango.maximo}
        for valor in self._nombrados(ficha.clase):
            entero = (
                valor.toordinal()
                if isinstance(valor, date)
                else round(valor * (10000 if ficha.clase is Clase.PORCENTAJE else 1))
            )
            enteros |= {entero - 1, entero, entero + 1}
        dentro = sorted(e for e in enteros if rango.minimo <= e <= rango.maximo)
        return self._una_por_tramo(dato, [de_entero(ficha.clase, e) for e in dentro], seguidos=True)

    def _nombrados(self, clase: Clase) -> Iterator[Any]:
        """Todo valor de una clase que haya en la edición o en el caso."""
        for expresion in self._expresiones():
            for hoja in hojas(expresion):
                if any(self.catalogo.clase(d) is clase for d in datos_de_hoja(hoja)):
                    yield from getattr(hoja, "valores", ())
                    operando = getattr(hoja, "operando", None)
                    if operando is not None and not isinstance(operando, Referencia):
                        yield operando
                    for otro in datos_de_hoja(hoja):
                        if (valor := self.caso.valor(otro)) is not None:
                            yield valor
        if clase is Clase.FECHA:
            yield self.caso.fecha_corte

    def _expresiones(self) -> Iterator[Any]:
        yield from (h.si for h in self.edicion.hechos.values())
        for regla in self.edicion.reglas.values():
            yield from regla.condiciones()

    def _una_por_tramo(self, dato: Referencia, valores: list[Any], *, seguidos: bool) -> list[Any]:
        """El primer valor de cada tramo en que ninguna prueba que lee el dato cambia."""
        vistos: list[Any] = []
        primeros = []
        for valor in valores:
            evaluador = Evaluador(self.edicion, responder(self.caso, dato, valor))
            dice: list[Any] = [
                evaluador.verdad(hoja)
                for expresion in self._expresiones()
                for hoja in hojas(expresion)
                if dato in datos_de_hoja(hoja)
            ]
            if dato in {r.plazo for r in self.edicion.reglas.values()}:
                dice.append(valor < self.caso.fecha_corte)
            if dice not in (vistos[-1:] if seguidos else vistos):
                primeros.append(valor)
            vistos.append(dice)
        return primeros


def comparar(catalogo: Catalogo, caso: Caso) -> int:
    """Las mismas preguntas con las mismas cifras, de la que más estrecha a la que menos."""
    hallado = que_preguntar(catalogo, caso, 1000)
    bruta = FuerzaBruta(catalogo, caso)
    assert {str(p.dato): p.estrecha for p in hallado.preguntas} == bruta.estrechan()
    assert hallado.hay == len(hallado.preguntas)
    assert hallado.hoy.ancho == bruta.ancho(caso)
    orden = [p.estrecha for p in hallado.preguntas]
    assert orden == sorted(orden, reverse=True)
    for pregunta in hallado.preguntas:
        assert sum(e.celda.parte for e in pregunta.efectos) == 1
        assert pregunta.reglas
    return hallado.hay


@pytest.mark.propiedades
@settings(max_examples=12)
@given(datos=st.data())
def test_es_lo_mismo_que_probar_cada_respuesta(datos: st.DataObject) -> None:
    """En bases al azar, con todas las clases de dato y de prueba."""
    catalogo = datos.draw(catalogos())
    comparar(catalogo, con_obligatorios(catalogo, datos.draw(casos(catalogo))))


@pytest.mark.propiedades
@settings(max_examples=15)
@given(caso=casos(PAN))
def test_en_la_panaderia_es_lo_mismo_que_probar_cada_respuesta(caso: Caso) -> None:
    """En la base inventada."""
    comparar(PAN, con_obligatorios(PAN, caso))


def test_solo_se_dan_las_pedidas_y_se_dice_cuantas_hay() -> None:
    """Las primeras de todas, en la base real."""
    datos = json.loads((CASOS / "ministerio.json").read_text(encoding="utf-8"))
    caso = leer_caso(datos, REAL, hoy=date(2026, 11, 20))
    todas, pocas = (que_preguntar(REAL, caso, n) for n in (1000, 3))
    assert pocas.preguntas == todas.preguntas[:3]
    assert pocas.hay == todas.hay > 3
    assert que_preguntar(REAL, caso, 0).preguntas == ()


def test_un_dato_de_la_entidad_que_no_se_sabe_tambien_se_pregunta() -> None:
    """Mientras no se sepa, lo que depende de él no se estrecha."""
    datos = json.loads((CASOS / "ipes_2026.json").read_text(encoding="utf-8"))
    caso = leer_caso(datos, REAL, hoy=date(2026, 11, 20))
    atributos = {c: v for c, v in caso.entidad.atributos.items() if c != "distrito_capital"}
    sin_saber = replace(caso, entidad=replace(caso.entidad, atributos=atributos))
    hallado = que_preguntar(REAL, sin_saber, 1000)
    assert "entidad.distrito_capital" in {str(p.dato) for p in hallado.preguntas}
    assert hallado.hay < que_preguntar(REAL, caso, 0).hay


def test_lo_declarado_no_aplica_no_se_pregunta() -> None:
    """Ya se respondió."""
    datos = json.loads((CASOS / "ipes_2026.json").read_text(encoding="utf-8"))
    codigo = next(c for c, f in REAL.criterios.items() if f.admite_no_aplica)
    datos["respuestas"][codigo] = {"no_aplica": "no lo hay"}
    caso = leer_caso(datos, REAL, hoy=date(2026, 11, 20))
    assert codigo not in {str(p.dato) for p in que_preguntar(REAL, caso, 1000).preguntas}
