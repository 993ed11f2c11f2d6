"""Leer un caso: todo lo que no se admite se dice de una vez, con su ruta y lo que se admite."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motor import ErrorDeCaso, escribir_caso, leer_caso
from tests.motor.panes import CATALOGO, caso

BUENO: dict[str, Any] = {
    "entidad": {"codigo": "PAN", "nombre": "La Espiga", "tipo": "barrio"},
    "vigencia": 2026,
    "fecha_corte": "2026-06-01",
    "respuestas": {},
}


def problemas(**cambios: Any) -> str:
    with pytest.raises(ErrorDeCaso) as error:
        leer_caso({**BUENO, **cambios}, CATALOGO)
    return str(error.value)


@pytest.mark.parametrize(
    ("respuesta", "dice"),
    [
        ({"masa.madr": {"valor": True}}, "no existe el criterio «masa.madr». ¿Quiso decir «masa.madre»?"),
        ({"masa.madre": {"valor": "sí"}}, "respuestas.masa.madre.valor: el valor «sí» no se admite"),
        ({"masa.madre": {"valor": 1}}, "Se admite: true o false"),
        ({"masa.madre": True}, "respuestas.masa.madre: llegó true y se esperaba un objeto"),
        ({"masa.madre": {"balor": True}}, "el campo no existe. ¿Quiso decir «valor»?"),
        ({"masa.reposo": {"valor": 101}}, "101 está fuera de rango. Se admite: de 0 a 100"),
        ({"masa.reposo": {"valor": float("nan")}}, "Se admite: un número de 0 a 100"),
        ({"masa.harinas": {"valor": ["trigo", "trigo"]}}, "la lista repite claves"),
        ({"masa.harinas": {"valor": ["trgo"]}}, "¿Quiso decir «trigo»?"),
        ({"masa.harinas": {"valor": "trigo"}}, "no es una lista"),
        ({"horno.fecha": {"valor": "2026-02-30"}}, "«2026-02-30» no es una fecha"),
        ({"horno.fecha": {"valor": "30/06/2025"}}, "Se admite: una fecha AAAA-MM-DD"),
        ({"horno.fecha": {"valor": "0001-01-01"}}, "el año 1 no se admite"),
        ({"horno.tipo": {"no_aplica": "no hay"}}, "este criterio no admite «no aplica»"),
        ({"carta.publicada": {"no_aplica": " "}}, "falta el motivo"),
        ({"carta.publicada": {"no_aplica": "x", "valor": "si"}}, "trae a la vez «valor» y «no_aplica»"),
        ({"masa.madre": {"valor": True, "evidencias": "acta"}}, "una lista de textos"),
    ],
)
def test_una_respuesta_que_no_se_admite(respuesta: dict[str, Any], dice: str) -> None:
    """El mensaje nombra el campo y dice qué se admite."""
    assert dice in problemas(respuestas=respuesta)


def test_todos_los_problemas_se_dicen_juntos() -> None:
    """Quien corrige no tiene que volver a intentar para ver el siguiente."""
    dicho = problemas(
        entidad={"codigo": "", "tipo": "bario", "mesas": -1},
        vigencia="2026",
        fecha_corte="ayer",
        respuestas={"nada": {}},
        extra=1,
    )
    for parte in ("extra", "entidad.codigo", "entidad.nombre", "entidad.tipo", "entidad.mesas"):
        assert parte in dicho
    for parte in ("vigencia", "fecha_corte", "respuestas.nada", "¿Quiso decir «barrio»?"):
        assert parte in dicho


def test_un_valor_nulo_es_no_haber_respondido() -> None:
    """`null` no es falso: es que no se sabe."""
    leido = leer_caso({**BUENO, "respuestas": {"masa.madre": {"valor": None}}}, CATALOGO)
    assert leido.respuestas["masa.madre"].valor is None


@pytest.mark.propiedades
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda h: st.lists(h) | st.dictionaries(st.text(), h),
    )
)
def test_ningun_dato_hace_caer_la_lectura(datos: Any) -> None:
    """Cualquier JSON es un caso o un error con problemas, nunca una excepción cualquiera."""
    with pytest.raises(ErrorDeCaso) as error:
        leer_caso(datos, CATALOGO)
    assert error.value.problemas


def test_un_caso_escrito_se_vuelve_a_leer_igual() -> None:
    """Ida y vuelta por JSON de todas las clases de valor."""
    original = caso(
        {
            "masa.madre": True,
            "masa.reposo": 12.5,
            "masa.harinas": ["maiz", "trigo"],
            "horno.fecha": "2025-01-31",
        },
        entidad={"mesas": 4, "sirve_cafe": False},
        no_aplica={"carta.publicada": "Por encargo"},
    )
    assert leer_caso(json.loads(json.dumps(escribir_caso(original))), CATALOGO) == original
