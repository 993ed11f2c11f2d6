"""Las condiciones grandes se parten hasta caber en un patrón, sin cambiar lo que dicen."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from motor import inferencia, semantica
from motor.errores import ErrorDeInferencia
from motor.inferencia.condiciones import Condicion, Etapa, condiciones, es_apartada, estratos
from motor.inferencia.recorte import CABE, medida_de
from motor.lectura import diferencias
from reglas.catalogo import Edicion
from reglas.condiciones import (
    Alguna,
    Ambito,
    Compara,
    Contiene,
    EnConjunto,
    Expresion,
    Ninguna,
    Operador,
    Referencia,
    Todas,
    referencias,
)
from tests.motor.inferencia.conftest import Par
from tests.motor.panes import CATALOGO, caso

MADRE = Compara(Referencia(Ambito.CRITERIO, "masa.madre"), Operador.ES, True)
HARINAS = Contiene(Referencia(Ambito.CRITERIO, "masa.harinas"), "todas", ("trigo", "centeno", "maiz"))
HORNO = Referencia(Ambito.CRITERIO, "horno.tipo")
MESAS = Referencia(Ambito.ENTIDAD, "mesas")


def hondo(niveles: int) -> Expresion:
    """Un árbol que alterna «todas» y «alguna» hasta cierta hondura."""
    if niveles == 0:
        return HARINAS
    grupo = Todas if niveles % 2 else Alguna
    return grupo((hondo(niveles - 1), Ninguna((MADRE, hondo(niveles - 1)))))


CABEN = "cuarenta igualdades de un dato, de las que solo se cumple una"
GRANDES: dict[str, Expresion] = {
    "treinta nodos anidados": hondo(5),
    "diez disyunciones unidas": Todas(
        tuple(
            Alguna((MADRE, HARINAS, _mesas))
            for _mesas in (Compara(MESAS, Operador.MAYOR, n) for n in range(10))
        )
    ),
    CABEN: Alguna(tuple(Compara(MESAS, Operador.ES, n) for n in range(40))),
    "cuarenta partes que se cumplen juntas": Alguna(
        tuple(Compara(MESAS, Operador.MAYOR, -n) for n in range(40))
    ),
    "seiscientos valores": EnConjunto(MESAS, tuple(range(600))),
    "ninguna de cuarenta": Ninguna(tuple(Compara(MESAS, Operador.MENOR, n) for n in range(40))),
}


def edicion_con(cumple_si: Expresion) -> Edicion:
    """La edición de la panadería, con otra condición en una regla."""
    edicion = CATALOGO.al(date(2026, 6, 1))
    regla = replace(edicion.reglas["MASA-1"], cumple_si=cumple_si)
    return replace(edicion, reglas={**edicion.reglas, "MASA-1": regla})


@pytest.mark.parametrize("cual", GRANDES)
@pytest.mark.usefixtures("recien_compilado")
def test_lo_grande_se_parte_y_dice_lo_mismo(cual: str) -> None:
    """Una condición que no cabe se parte, y los dos evaluadores siguen leyendo lo mismo."""
    edicion = edicion_con(GRANDES[cual])
    partida = any(es_apartada(d) for c in condiciones(edicion) for d in referencias(c.expresion))
    assert partida is (cual != CABEN)
    for harinas in ([], ["trigo"], ["trigo", "centeno", "maiz"], None):
        for mesas in (0, 3, 39, 599, None):
            respuestas = {"masa.madre": mesas == 3, "masa.harinas": harinas}
            c = caso(respuestas, entidad={"mesas": mesas})
            una, otra = semantica.leer(edicion, c), inferencia.leer(edicion, c)
            assert list(diferencias(una, otra)) == []
            assert otra.leido == una.leido


@pytest.mark.parametrize(
    "mala",
    [Compara(HORNO, Operador.ES, "brasa"), Compara(HORNO, Operador.MENOR, "gas"), EnConjunto(MESAS, (True,))],
)
@pytest.mark.usefixtures("recien_compilado")
def test_comparar_con_otra_clase_se_rechaza(mala: Expresion) -> None:
    """Una condición que compara un dato con un valor de otra clase no se compila: se dice cuál es."""
    dato = mala.dato if isinstance(mala, Compara | EnConjunto) else HORNO
    with pytest.raises(ErrorDeInferencia, match=f"«{re.escape(str(dato))}»"):
        inferencia.leer(edicion_con(mala), caso())


def test_todo_cabe_y_va_en_orden(muestra: list[Par]) -> None:
    """Toda condición cabe en un patrón y se deduce después de lo que lee, por etapas."""
    for edicion in {id(edicion): edicion for edicion, _ in muestra}.values():
        _comprobar_orden(edicion)


def _comprobar_orden(edicion: Edicion) -> None:
    listas: set[str] = set()
    etapa = Etapa.HECHOS
    for estrato in estratos(condiciones(edicion)):
        for condicion in estrato:
            assert medida_de(edicion.catalogo, condicion.expresion).cabe(CABE)
            assert _hechos(condicion) <= listas
            assert condicion.etapa >= etapa
            etapa = condicion.etapa
        listas |= {condicion.clave for condicion in estrato}


def _hechos(condicion: Condicion) -> set[str]:
    return {d.codigo for d in referencias(condicion.expresion) if d.ambito is Ambito.HECHO}
