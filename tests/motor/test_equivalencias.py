"""Lo respondido pasa de una versión de la base a otra según su tabla, y nada se inventa ni se pierde."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motor.caso import escribir_valor, leer_valor
from motor.equivalencias import Contestada, Suerte, Traduccion, traducir
from motor.regreso import regresar
from reglas import cargar
from reglas.fichas import Equivalencia, TablaDeEquivalencias
from tests.bases import PANADERIA, PANADERIA_NUEVA
from tests.datos import leer_yaml
from tests.estrategias import Dato

ANTES, AHORA = cargar([PANADERIA]), cargar([PANADERIA_NUEVA])
CASOS = leer_yaml(Path(__file__).with_name("equivalencias.yaml"))


def contestada(dicho: Any) -> Contestada:
    """Un valor, o un «no aplica» con su motivo."""
    return Contestada(no_aplica=dicho["no_aplica"]) if isinstance(dicho, dict) else Contestada(dicho)


def de(version: str, respondido: dict[str, Any]) -> list[tuple[str, str, Contestada]]:
    return [(codigo, version, contestada(dicho)) for codigo, dicho in respondido.items()]


@pytest.mark.parametrize("caso", CASOS, ids=[c["nombre"] for c in CASOS])
def test_cada_clase_de_cambio(caso: dict[str, Any]) -> None:
    """A dónde llega, con qué suerte y qué queda."""
    traducciones = traducir(AHORA, de(caso.get("version", "1"), caso["respondido"]))
    llegan = {t.destino: (t.suerte, t.queda) for t in traducciones if t.destino}
    assert llegan == {
        codigo: (Suerte[x["suerte"]], contestada(x["queda"]) if "queda" in x else None)
        for codigo, x in caso["llega"].items()
    }
    assert [o for t in traducciones if t.destino is None for o in t.origenes] == caso.get("pierde", [])


def test_cada_cambio_lleva_la_nota_de_su_tabla() -> None:
    """Para que quien respondió sepa qué cambió y por qué."""
    (mayor,) = traducir(AHORA, de("1", {"masa.reposo": 80}))
    assert mayor.notas == ("Ahora se pregunta por el reposo en frío.",)
    assert mayor.cambia
    (igual,) = traducir(AHORA, de("1", {"masa.harinas": ["trigo"]}))
    assert not igual.cambia


def test_por_el_camino_se_acumula_lo_que_cambio() -> None:
    """De la 0 a la 2: cambia de código en una y de fondo en la otra."""
    primera = TablaDeEquivalencias(
        de="0",
        a="1",
        cambios=[Equivalencia(tipo="menor", antes=["reposo"], ahora=["masa.reposo"], nota="Uno.")],
    )
    con_dos = replace(AHORA, equivalencias={**AHORA.equivalencias, primera.codigo: primera})
    (llega,) = traducir(con_dos, de("0", {"reposo": 30}))
    assert llega == Traduccion(
        origenes=("reposo",),
        destino="masa.reposo",
        suerte=Suerte.REVISION,
        queda=Contestada(30),
        notas=("Uno.", "Ahora se pregunta por el reposo en frío."),
    )


def test_lo_dado_en_una_version_vale_mas_que_lo_que_llega_de_otra() -> None:
    """Quien ya respondió la pregunta nueva no pierde su respuesta por una vieja."""
    primera = TablaDeEquivalencias(
        de="0", a="1", cambios=[Equivalencia(tipo="igual", antes=["vieja"], ahora=["masa.harinas"], nota="x")]
    )
    con_dos = replace(AHORA, equivalencias={**AHORA.equivalencias, primera.codigo: primera})
    for orden in ([0, 1], [1, 0]):
        dadas = [("vieja", "0", Contestada(["maiz"])), ("masa.harinas", "1", Contestada(["trigo"]))]
        (llega,) = traducir(con_dos, [dadas[i] for i in orden])
        assert (llega.destino, llega.queda) == ("masa.harinas", Contestada(["trigo"]))
        assert set(llega.origenes) == {"vieja", "masa.harinas"}


RESPONDIDO = st.fixed_dictionaries(
    {},
    optional={
        codigo: Dato.de(criterio).valores.map(escribir_valor) for codigo, criterio in ANTES.criterios.items()
    },
)


@pytest.mark.propiedades
@given(RESPONDIDO)
def test_nada_se_inventa_y_nada_queda_sin_decir(respondido: dict[str, Any]) -> None:
    """Toda respuesta llega a alguna parte o se dice que se pierde; lo que queda se admite y ya no cambia."""
    traducciones = traducir(AHORA, de("1", respondido))
    assert {o for t in traducciones for o in t.origenes} == set(respondido)
    destinos = [t.destino for t in traducciones if t.destino is not None]
    assert len(destinos) == len(set(destinos))
    for t in traducciones:
        if t.queda is not None:
            assert t.destino is not None
            leer_valor(AHORA.criterios[t.destino], t.queda.valor)
            if t.suerte < Suerte.REVISION:
                assert [respondido[o] for o in t.origenes] == [t.queda.valor]
    ya = [(t.destino, "2", t.queda) for t in traducciones if t.destino is not None and t.queda is not None]
    assert not any(t.cambia for t in traducir(AHORA, ya))


@pytest.mark.propiedades
@given(RESPONDIDO)
def test_lo_que_vuelve_a_la_version_anterior_es_lo_que_se_habia_dicho(respondido: dict[str, Any]) -> None:
    """De ida y vuelta sigue todo lo que no cambió de fondo, y nada más."""
    llegan = {
        t.destino: t.queda
        for t in traducir(AHORA, de("1", respondido))
        if t.destino is not None and t.queda is not None
    }
    fondo = {"masa.reposo", "horno.tipo", "horno.revision", "cafe.origen", "cafe.confirmado"}
    limpieza = {"limpieza.limite", "limpieza.hecha"}
    assert regresar(AHORA, ANTES, llegan) == {
        c: Contestada(v) for c, v in respondido.items() if c not in fondo | limpieza
    }


def test_sin_tablas_no_vuelve_nada_y_en_la_misma_version_vuelve_todo() -> None:
    """De la vieja a la nueva no se regresa: para eso es pasar de versión."""
    dicho = {"masa.harinas": Contestada(["trigo"])}
    assert regresar(ANTES, AHORA, dicho) == {}
    assert regresar(AHORA, AHORA, dicho) == dicho
