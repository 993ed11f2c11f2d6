"""Las entidades inventadas: siempre válidas, siempre marcadas, y cargarlas dos veces no cambia nada."""

from dataclasses import replace

import pytest

from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import demostracion, diagnosticos, entidades
from motor import Razon
from tests.autodiagnostico.piezas import CATALOGO, INSTITUTO


def test_son_tres_con_madurez_distinta_y_una_a_medias(sala: Sala) -> None:
    """Una buena, una débil con deberes vencidos y un borrador respondido a medias."""
    buena, debil, borrador = demostracion.cargar(sala)
    assert [f.estado for f in (buena, debil, borrador)] == ["enviado", "enviado", "borrador"]
    de_la_buena, de_la_debil, del_borrador = (
        diagnosticos.evaluar(sala, f.id) for f in (buena, debil, borrador)
    )
    assert (de_la_buena.madurez_global.nivel_min or 0) >= 3
    assert de_la_debil.madurez_global.nivel_min == 1
    assert Razon.OBLIGACION_VENCIDA in {r.razon for r in de_la_debil.recomendaciones}
    for enviada in (de_la_buena, de_la_debil):
        assert all((e.cobertura or 0) > 0.75 for e in enviada.escenarios.values()), "faltan respuestas nuevas"
    coberturas = [e.cobertura for e in del_borrador.escenarios.values() if e.cobertura is not None]
    assert all(0.25 < c < 0.75 for c in coberturas)


def test_estan_marcadas_y_sus_nombres_no_enganan(sala: Sala) -> None:
    """Dicen que son de ejemplo en el nombre y en la ficha."""
    for ficha in demostracion.cargar(sala):
        assert ficha.entidad.demostracion
        assert "de Ejemplo para" in ficha.entidad.nombre
        assert ficha.entidad.codigo.startswith("EJEMPLO-")


def test_cargarlas_otra_vez_respeta_lo_cambiado(sala: Sala) -> None:
    """Quien esté ensayando no pierde lo que hizo."""
    primera = demostracion.cargar(sala)
    borrador = next(f for f in primera if f.estado == "borrador")
    diagnosticos.responder(sala, borrador.id, "mesa.existe", False)
    assert demostracion.cargar(sala) == primera
    assert diagnosticos.caso(sala, borrador.id).respuestas["mesa.existe"].valor is False


def test_quitarlas_no_toca_las_demas(sala: Sala, diagnostico: int) -> None:
    """Se van con todo lo suyo; la entidad de verdad sigue."""
    assert not demostracion.hay(sala)
    demostracion.cargar(sala)
    assert demostracion.hay(sala)
    demostracion.quitar(sala)
    assert not demostracion.hay(sala)
    assert [f.id for f in diagnosticos.listar(sala)] == [diagnostico]


def test_con_otra_base_de_reglas_se_dice_que_no_son_de_ella(sala: Sala) -> None:
    """Un criterio que ya no existe no se carga a medias."""
    sin_mesa = {c: f for c, f in CATALOGO.criterios.items() if c != "mesa.existe"}
    con_otra_base = replace(sala, catalogo=replace(CATALOGO, criterios=sin_mesa))
    with pytest.raises(ErrorDeServicio, match=r"no se pueden cargar:\n.*mesa.existe"):
        demostracion.cargar(con_otra_base)
    assert not demostracion.hay(sala)


def test_no_se_apropian_de_una_entidad_de_verdad(sala: Sala) -> None:
    """Si alguien ya usa su código, se dice y no se carga ninguna."""
    entidades.guardar(sala, {**INSTITUTO, "codigo": "EJEMPLO-OFICIOS"})
    with pytest.raises(ErrorDeServicio, match="ya lo usa «Instituto de Prueba»"):
        demostracion.cargar(sala)
    assert len(entidades.listar(sala)) == 1
