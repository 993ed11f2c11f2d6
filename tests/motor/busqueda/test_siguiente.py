"""Lo que se propone para subir de nivel es lo mejor que hay, y es cierto."""

import json
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motor import Caso, Entidad, Respuesta, leer_caso, semantica
from motor.busqueda import ALTERNATIVAS, GLOBAL, Cambio, siguiente_nivel
from motor.busqueda.palancas import palancas
from motor.lectura import Estado
from reglas import Catalogo, cargar
from reglas.clases import Clase
from tests.bases import PANADERIA
from tests.estrategias import casos, catalogos
from tests.motor.busqueda.fuerza_bruta import Cambios, DemasiadoGrande, FuerzaBruta
from tests.motor.restricciones.test_definicion import con_obligatorios

REAL, PAN = cargar(), cargar([PANADERIA])
RAIZ = Path(__file__).parents[3]
RESUELTOS = [
    ruta
    for carpeta in ("tests/casos", "autodiagnostico/demostracion")
    for ruta in sorted((RAIZ / carpeta).rglob("*.json"))
    if not ruta.name.endswith(".esperado.json")
]


def leer(ruta: Path) -> Caso:
    """Un caso de la base real."""
    return leer_caso(json.loads(ruta.read_text(encoding="utf-8")), REAL, hoy=date(2026, 11, 20))


def valores(cambios: tuple[Cambio, ...]) -> Cambios:
    """Criterio → valor nuevo."""
    return {c.criterio: c.a for c in cambios}


def comparar(catalogo: Catalogo, caso: Caso, escenario: str) -> None:
    """Con probar todo: el mismo esfuerzo, el mismo número y los mismos conjuntos, en el mismo orden."""
    bruta = FuerzaBruta(catalogo, caso)
    actuales = [n.minimo for c, n in bruta.lectura.niveles.items() if escenario in (GLOBAL, c)]
    hallado = siguiente_nivel(catalogo, caso, escenario)
    if not actuales or min(actuales) == catalogo.niveles[-1].nivel:
        assert (hallado.alcanzable, hallado.nivel_meta) == (False, None)
        return
    optimos = bruta.optimos(escenario)
    assert hallado.alcanzable is bool(optimos)
    assert (hallado.motivo is None) is bool(optimos)
    assert hallado.optimo
    if optimos:
        propuestos = [valores(c) for c in (hallado.cambios, *hallado.alternativas)]
        assert propuestos == optimos[: ALTERNATIVAS + 1]
        assert hallado.hay_mas is (len(optimos) > ALTERNATIVAS + 1)
        esfuerzos = {sum(c.esfuerzo_dias for c in g) for g in (hallado.cambios, *hallado.alternativas)}
        assert esfuerzos == {bruta.esfuerzo(optimos[0])}


@pytest.mark.propiedades
@settings(max_examples=10)
@given(datos=st.data())
def test_es_lo_mismo_que_probar_todo(datos: st.DataObject) -> None:
    """En bases al azar, con todas las clases de dato y de prueba."""
    catalogo = datos.draw(catalogos())
    for caso in datos.draw(st.lists(casos(catalogo), min_size=4, max_size=4)):
        for escenario in (*catalogo.escenarios, GLOBAL):
            with suppress(DemasiadoGrande):
                comparar(catalogo, con_obligatorios(catalogo, caso), escenario)


@pytest.mark.propiedades
@settings(max_examples=40)
@given(datos=st.data())
def test_en_la_panaderia_es_lo_mismo_que_probar_todo(datos: st.DataObject) -> None:
    """En la base inventada."""
    caso = con_obligatorios(PAN, datos.draw(casos(PAN)))
    with suppress(DemasiadoGrande):
        comparar(PAN, caso, datos.draw(st.sampled_from([*PAN.escenarios, GLOBAL])))


@pytest.mark.parametrize("ruta", RESUELTOS, ids=lambda r: r.stem)
def test_en_la_base_real_lo_propuesto_se_confirma(ruta: Path) -> None:
    """Cada conjunto propuesto, aplicado y evaluado, sube el nivel y no deja de aplicar ninguna regla."""
    caso = leer(ruta)
    edicion = REAL.al(caso.fecha_corte)
    antes = semantica.leer(edicion, caso)
    for escenario in (*REAL.escenarios, GLOBAL):
        hallado = siguiente_nivel(REAL, caso, escenario)
        assert hallado.optimo
        for cambios in (hallado.cambios, *hallado.alternativas) if hallado.alcanzable else ():
            despues = semantica.leer(edicion, caso.con_valores(valores(cambios)))
            subieron = [n.minimo for c, n in despues.niveles.items() if escenario in (GLOBAL, c)]
            assert min(subieron) >= (hallado.nivel_meta or 0)
            assert sum(c.esfuerzo_dias for c in cambios) == hallado.esfuerzo_dias
            for codigo, veredicto in despues.veredictos.items():
                assert veredicto.estado is not Estado.NO_APLICA or veredicto == antes.veredictos[codigo]
            for cambio in cambios:
                assert cambio.reglas
                assert cambio.tipo == ("responder" if cambio.de is None else "hacer")


def test_una_fecha_respondida_y_un_no_aplica_no_cambian() -> None:
    """Sin respuesta, la fecha de un acto nuevo es la de corte."""
    edicion = PAN.al(date(2026, 11, 20))
    leidos = frozenset(d for datos in edicion.lecturas.values() for d in datos)
    vacio = Caso(Entidad("X", "X", {"tipo": "barrio"}), 2026, date(2026, 11, 20))
    libres = {p.ficha.codigo: p.valores for p in palancas(edicion, vacio, leidos)}
    fechas = [c for c in libres if PAN.criterios[c].clase is Clase.FECHA]
    assert fechas
    assert all(libres[c] == (vacio.fecha_corte,) for c in fechas)
    quietos = {c: Respuesta(date(2020, 1, 1)) for c in fechas}
    quietos["carta.publicada"] = Respuesta(no_aplica="no hay")
    fijo = replace(vacio, respuestas=quietos)
    assert not quietos.keys() & {p.ficha.codigo for p in palancas(edicion, fijo, leidos)}


def test_lo_mismo_da_lo_mismo() -> None:
    """Dos veces, letra por letra."""
    caso = leer(RAIZ / "tests/casos/ipes_2026.json")
    assert siguiente_nivel(REAL, caso) == siguiente_nivel(REAL, caso)
