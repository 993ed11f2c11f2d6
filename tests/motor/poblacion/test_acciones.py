"""Las acciones a lo ancho proponen y dejan lo mismo que caso por caso."""

from __future__ import annotations

from datetime import date

import pytest

from autodiagnostico.sintetico import Distrito, generar
from motor import acciones, poblacion, semantica
from motor.poblacion import Esquema
from motor.poblacion import acciones as a_lo_ancho
from reglas import cargar

CATALOGO = cargar()
HOY = date(2026, 11, 20)
CASOS = [v.caso for s in generar(CATALOGO, Distrito(12, 2, 3, HOY)) for v in s.vigencias]


@pytest.fixture(scope="module")
def resultado() -> poblacion.Poblacion:
    """Los casos de un distrito inventado, con la edición de hoy."""
    esquema = Esquema.de(CATALOGO)
    programa = poblacion.compilar(CATALOGO.al(HOY), esquema)
    return poblacion.evaluar(programa, poblacion.de_casos(esquema, CASOS))


def test_se_propone_lo_mismo_que_caso_por_caso(resultado: poblacion.Poblacion) -> None:
    """Cada acción, en los mismos casos."""
    propuestas = a_lo_ancho.propuestas(resultado)
    edicion = CATALOGO.al(HOY)
    for i, caso in enumerate(CASOS):
        veredictos = semantica.leer(edicion, caso).veredictos
        segun_definicion = set(acciones.propuestas(edicion, caso, veredictos))
        assert {c for c, suyos in propuestas.de.items() if suyos[i]} == segun_definicion


def test_hacer_una_accion_deja_lo_mismo_que_caso_por_caso(resultado: poblacion.Poblacion) -> None:
    """Con sus requisitos pendientes: los mismos veredictos y niveles."""
    edicion, propuestas = CATALOGO.al(HOY), a_lo_ancho.propuestas(resultado)
    veces = 0
    for codigo in CATALOGO.acciones:
        cuales = propuestas.cadena(codigo)
        hecho = a_lo_ancho.hacer(resultado.columnas, list(cuales), cuales, HOY)
        despues = poblacion.evaluar(resultado.programa, hecho)
        for i in range(0, len(CASOS), 5):
            segun_definicion = semantica.leer(edicion, CASOS[i]).propuestas
            hechas = [p for p, suyos in cuales.items() if suyos[i]]
            se_propone = codigo in segun_definicion
            assert set(hechas) == (
                set(acciones.cadena(edicion, codigo, segun_definicion)) if se_propone else set()
            )
            lectura = semantica.leer(edicion, acciones.hacer(CATALOGO, CASOS[i], hechas, HOY))
            (ancha,) = despues.lecturas([i])
            assert ancha.veredictos == lectura.veredictos, (codigo, i)
            assert ancha.niveles == lectura.niveles
            veces += bool(hechas)
    assert veces
