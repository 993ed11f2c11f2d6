"""Los dos evaluadores dicen lo mismo, sea cual sea la base y el caso."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motor import inferencia, semantica
from motor.caso import Caso, Entidad, leer_caso
from motor.lectura import Estado, diferencias
from motor.verdad import Verdad
from reglas import cargar
from reglas.catalogo import Catalogo
from tests.estrategias import casos, catalogos
from tests.motor.inferencia.conftest import Par

REAL = cargar()
RESUELTOS = [
    ruta
    for ruta in sorted((Path(__file__).parents[2] / "casos").glob("*.json"))
    if not ruta.name.endswith(".esperado.json")
]
pytestmark = pytest.mark.propiedades


def comprobar(catalogo: Catalogo, caso: Caso) -> None:
    """Los dos leen lo mismo, también los valores que consumió cada deducción."""
    edicion = catalogo.al(caso.fecha_corte)
    segun_definicion, segun_motor = semantica.leer(edicion, caso), inferencia.leer(edicion, caso)
    assert list(diferencias(segun_definicion, segun_motor)) == []
    assert segun_motor.leido == segun_definicion.leido
    for campo in ("hechos", "veredictos", "niveles", "propuestas", "leido"):
        assert list(getattr(segun_motor, campo)) == list(getattr(segun_definicion, campo))


@given(st.data())
def test_coinciden_en_bases_inventadas(datos: st.DataObject) -> None:
    """En cualquier base válida y cualquier caso, los dos evaluadores leen lo mismo."""
    catalogo = datos.draw(catalogos())
    for caso in datos.draw(st.lists(casos(catalogo), min_size=20, max_size=20)):
        comprobar(catalogo, caso)


@given(casos(REAL))
def test_coinciden_en_la_base_real(caso: Caso) -> None:
    """En la base real, los dos evaluadores leen lo mismo de casos al azar."""
    comprobar(REAL, caso)


def entidades() -> Iterator[Caso]:
    """Una entidad de cada tipo, orden, rama y Distrito, que se sepan o no."""
    dichos = (True, False, None)
    for tipo in REAL.atributos["tipo"].opciones or ():
        for orden in REAL.atributos["orden"].opciones or ():
            for i, rama in enumerate(dichos):
                atributos = {"tipo": tipo, "orden": orden, "rama_ejecutiva": rama}
                atributos["distrito_capital"] = dichos[(i + 1) % len(dichos)]
                conocidos = {c: v for c, v in atributos.items() if v is not None}
                yield Caso(Entidad("X", "Entidad", conocidos), 2026, REAL.cambios[-1])


def test_coinciden_en_toda_clase_de_entidad() -> None:
    """En la base real, los dos evaluadores leen lo mismo de una entidad de cada tipo y orden."""
    for caso in entidades():
        comprobar(REAL, caso)


@pytest.mark.parametrize("ruta", RESUELTOS, ids=lambda ruta: ruta.stem)
def test_coinciden_en_los_casos_resueltos(ruta: Path) -> None:
    """En los casos resueltos a mano, los dos evaluadores leen lo mismo."""
    comprobar(REAL, leer_caso(json.loads(ruta.read_text(encoding="utf-8")), REAL))


def test_lo_inventado_lo_recorre_todo(muestra: list[Par]) -> None:
    """Lo generado pasa por toda combinación de estado y cotas, y por niveles y horizontes altos."""
    leidas = [semantica.leer(edicion, caso) for edicion, caso in muestra]
    vistos = {(v.estado, v.medios_min, v.medios_max) for x in leidas for v in x.veredictos.values()}
    assert vistos == {
        (Estado.CUMPLE, 2, 2),
        (Estado.PARCIAL, 1, 1),
        (Estado.NO_CUMPLE, 0, 0),
        (Estado.EN_PLAZO, 0, 0),
        (Estado.EN_PLAZO, 1, 1),
        (Estado.NO_APLICA, None, None),
        (Estado.SIN_INFORMACION, 0, 2),
        (Estado.SIN_INFORMACION, 1, 2),
        (Estado.SIN_INFORMACION, 0, 1),
        (Estado.SIN_INFORMACION, 0, 0),
        (Estado.SIN_INFORMACION, 1, 1),
    }
    assert {h for x in leidas for h in x.hechos.values()} == set(Verdad)
    assert {n.minimo for x in leidas for n in x.niveles.values()} == {1, 2, 3, 4, 5}
    assert {p.horizonte for x in leidas for p in x.propuestas.values()} >= {1, 2, 3}
