"""Las maneras de mirar un resultado cuadran con el resultado."""

from __future__ import annotations

from fractions import Fraction

import pytest

from autodiagnostico.sala import Sala
from autodiagnostico.servicios import cuestionario, diagnosticos
from motor import Resultado
from tests.ui.piezas import nuevo_local
from ui import lecturas


@pytest.fixture
def resultado(panaderia: Sala) -> Resultado:
    """Un local que ha respondido la mitad."""
    diagnostico = nuevo_local(panaderia, "UNO")
    for criterio, valor in {
        "masa.madre": True,
        "masa.reposo": 40,
        "masa.harinas": [],
        "carta.publicada": "parcial",
    }.items():
        diagnosticos.responder(panaderia, diagnostico, criterio, valor)
    return diagnosticos.evaluar(panaderia, diagnostico)


def test_los_aportes_suman_los_puntos(resultado: Resultado) -> None:
    """Lo que pone cada regla suma lo demostrado, lo que falta por saber y el potencial."""
    for codigo, madurez in resultado.escenarios.items():
        aportes = lecturas.aportes(resultado, codigo)
        p = madurez.puntos
        assert sum((a.demostrado for a in aportes), Fraction(0)) == p.cumple + p.parcial
        assert sum((a.por_saber for a in aportes), Fraction(0)) == p.sin_informacion
        assert sum(a.peso for a in aportes) == p.potencial


def test_los_requisitos_que_faltan_son_los_bloqueos(resultado: Resultado) -> None:
    """La lista del nivel siguiente marca como pendiente justo lo que bloquea."""
    for codigo, madurez in resultado.escenarios.items():
        faltan = {r.hallazgo.regla.codigo for r in lecturas.requisitos(resultado, codigo) if not r.logrado}
        assert faltan == {b.regla for b in madurez.bloqueos if b.regla}


def test_las_pendientes_de_una_regla_la_deciden(panaderia: Sala, resultado: Resultado) -> None:
    """Solo se ofrecen preguntas que la regla lee y que faltan."""
    temas = cuestionario.temas(panaderia.catalogo, resultado.caso)
    for codigo in resultado.hallazgos:
        for pregunta in lecturas.pendientes_de(temas, [codigo]):
            assert not pregunta.respondida
            assert pregunta.criterio.codigo in lecturas.criterios_de(resultado, codigo)


def test_el_siguiente_tema_tiene_algo_pendiente(panaderia: Sala, resultado: Resultado) -> None:
    """Se busca primero hacia adelante y luego desde el comienzo."""
    temas = cuestionario.temas(panaderia.catalogo, resultado.caso)
    ultimo = temas[-1].tema.codigo
    siguiente = lecturas.siguiente_tema(temas, ultimo)
    assert siguiente is not None
    assert siguiente.avance.pendientes
    assert siguiente.tema.codigo == next(t.tema.codigo for t in temas if t.avance.pendientes)
