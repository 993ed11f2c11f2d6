"""Una base guardada como documento vuelve a ser la misma, o se niega a usarse."""

import json
from typing import Any

import pytest
from hypothesis import given

from reglas import Catalogo, cargar
from reglas.errores import ErrorDeVolcado
from reglas.volcado import restaurar, volcar
from tests.bases import PANADERIA
from tests.estrategias import catalogos

PAN = cargar([PANADERIA])


def ida_y_vuelta(catalogo: Catalogo) -> Catalogo:
    """Como queda tras pasar por texto JSON, que es como se guarda."""
    return restaurar(json.loads(json.dumps(volcar(catalogo), ensure_ascii=False)))


@pytest.mark.parametrize("carpetas", [None, [PANADERIA]])
def test_la_base_guardada_es_la_misma(carpetas: list[Any] | None) -> None:
    """Con su digesto, sus fechas y el orden del catálogo."""
    catalogo = cargar(carpetas) if carpetas else cargar()
    vuelta = ida_y_vuelta(catalogo)
    assert vuelta == catalogo
    assert list(vuelta.reglas) == list(catalogo.reglas)
    assert list(vuelta.criterios) == list(catalogo.criterios)


@pytest.mark.propiedades
@given(catalogos())
def test_cualquier_base_valida_sobrevive_al_viaje(catalogo: Catalogo) -> None:
    """Todas las clases de dato, de prueba y de plazo."""
    assert ida_y_vuelta(catalogo) == catalogo


def _otro_peso(documento: dict[str, Any]) -> None:
    documento["fichas"]["reglas"][0]["escenarios"]["PAN"] = 9


def _otro_orden(documento: dict[str, Any]) -> None:
    documento["fichas"]["reglas"].reverse()


def _sin_seccion(documento: dict[str, Any]) -> None:
    del documento["fichas"]["escala"]


def _campo_de_mas(documento: dict[str, Any]) -> None:
    documento["fichas"]["reglas"][0]["color"] = "azul"


def _con_defecto(documento: dict[str, Any]) -> None:
    documento["fichas"]["reglas"][0]["cumple_si"] = {"masa.padre": True}


def _no_es_un_documento(documento: dict[str, Any]) -> None:
    documento["fichas"] = ["nada"]


@pytest.mark.parametrize(
    "alterar", [_otro_peso, _otro_orden, _sin_seccion, _campo_de_mas, _con_defecto, _no_es_un_documento]
)
def test_una_base_guardada_que_alguien_toco_no_se_usa(alterar: Any) -> None:
    """Ni se usa ni se cae de otra manera."""
    documento = volcar(PAN)
    alterar(documento)
    with pytest.raises(ErrorDeVolcado):
        restaurar(documento)
