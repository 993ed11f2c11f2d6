"""Las páginas de la Mesa: se registra, se convoca, se levanta el acta y se ve el calendario."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from autodiagnostico.mesa.fichas import Acto, EstadoDeSesion, Integrante
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import calendario, diagnosticos, entidades, mesa_tecnica, sesiones
from autodiagnostico.servicios.sesiones import Acta, Convocatoria
from tests.autodiagnostico.piezas import INSTITUTO
from tests.ui.piezas import VIGENCIA
from tests.ui.test_evidencias import boton, casilla
from tests.ui.test_paginas import abrir_pagina, textos


@pytest.fixture
def ficha(con_demostracion: Sala) -> diagnosticos.FichaDeDiagnostico:
    """Un borrador de una entidad sin Mesa."""
    entidad = entidades.guardar(con_demostracion, INSTITUTO)
    return diagnosticos.abrir(con_demostracion, entidad.id, VIGENCIA)


@pytest.fixture
def convocada(con_demostracion: Sala, ficha: diagnosticos.FichaDeDiagnostico) -> AppTest:
    """La página de las sesiones, con una por realizar y una sola integrante."""
    suya = ficha.entidad.id
    mesa_tecnica.guardar_acto(con_demostracion, suya, Acto(acto="Resolución 1", quorum=1))
    mesa_tecnica.guardar_integrante(con_demostracion, suya, Integrante(0, "Servicio"))
    sesiones.convocar(con_demostracion, suya, Convocatoria(date(2026, 6, 1), orden_del_dia=("Ver",)))
    return abrir_pagina("sesiones", d=str(ficha.id))


def test_se_registra_el_acto_y_un_integrante(
    con_demostracion: Sala, ficha: diagnosticos.FichaDeDiagnostico
) -> None:
    """Lo malo se dice junto, sin perder lo escrito."""
    prueba = abrir_pagina("integrantes", d=str(ficha.id))
    casilla(prueba, "Acto que creó la Mesa").set_value("Resolución 7 de 2026")
    casilla(prueba, "Firma del acto").set_value("ayer")
    casilla(prueba, "Quórum: cuántos con voto hacen falta").set_value("2")
    boton(prueba, "Guardar el registro").click().run()
    assert "No se guardó" in textos(prueba)
    casilla(prueba, "Firma del acto").set_value("2/3/2026")
    boton(prueba, "Guardar el registro").click().run()
    casilla(prueba, "Cargo (obligatorio)").set_value("Oficina de Servicio")
    boton(prueba, "Guardar integrante").click().run()
    mesa = mesa_tecnica.leer(con_demostracion, ficha.entidad.id)
    assert (mesa.acto.acto, mesa.acto.firma, mesa.acto.quorum) == (
        "Resolución 7 de 2026",
        date(2026, 3, 2),
        2,
    )
    assert [i.cargo for i in mesa.integrantes] == ["Oficina de Servicio"]
    assert "Oficina de Servicio" in textos(prueba)


def test_el_acta_se_llena_con_casillas_y_lo_vacio_no_cuenta(
    con_demostracion: Sala, ficha: diagnosticos.FichaDeDiagnostico, convocada: AppTest
) -> None:
    """Agregar otra no borra lo escrito; un voto que no es número se dice con su lugar."""
    prueba = convocada
    next(r for r in prueba.radio if r.label == "Servicio").set_value("titular")
    casilla(prueba, "Qué se decidió").set_value("Aprobar el plan")
    casilla(prueba, "A favor").set_value("una")
    boton(prueba, "Agregar otra decisión").click().run()
    assert [c.value for c in prueba.text_input if c.label == "Qué se decidió"] == ["Aprobar el plan", ""]
    casilla(prueba, "Qué se hará").set_value("Publicar el plan")
    casilla(prueba, "Quién").set_value("Planeación")
    casilla(prueba, "Para cuándo").set_value("1/7/2026")
    boton(prueba, "Guardar el acta").click().run()
    assert "Decisión 1: «A favor» dice «una»." in textos(prueba)
    casilla(prueba, "A favor").set_value("1")
    boton(prueba, "Guardar el acta").click().run()
    assert not prueba.exception
    (hecha,) = sesiones.listar(con_demostracion, ficha.entidad.id)
    assert hecha.estado is EstadoDeSesion.REALIZADA
    assert [(d.texto, d.a_favor) for d in hecha.decisiones] == [("Aprobar el plan", 1)]
    assert [(c.texto, c.responsable, c.fecha) for c in hecha.compromisos] == [
        ("Publicar el plan", "Planeación", date(2026, 7, 1))
    ]
    assert "Hubo quórum: 1 con voto de 1" in textos(prueba)


def test_corregir_el_acta_no_duplica_ni_pierde(
    con_demostracion: Sala, ficha: diagnosticos.FichaDeDiagnostico, convocada: AppTest
) -> None:
    """Al volver a abrirla, las casillas traen lo guardado."""
    next(r for r in convocada.radio if r.label == "Servicio").set_value("titular")
    casilla(convocada, "Qué se hará").set_value("Publicar el plan")
    casilla(convocada, "Quién").set_value("Planeación")
    boton(convocada, "Guardar el acta").click().run()
    prueba = abrir_pagina("sesiones", d=str(ficha.id))
    assert casilla(prueba, "Qué se hará").value == "Publicar el plan"
    casilla(prueba, "Quién").set_value("Servicio")
    boton(prueba, "Guardar el acta").click().run()
    (hecha,) = sesiones.listar(con_demostracion, ficha.entidad.id)
    assert [(c.texto, c.responsable) for c in hecha.compromisos] == [("Publicar el plan", "Servicio")]


def test_el_calendario_se_pone_al_dia(con_demostracion: Sala, ficha: diagnosticos.FichaDeDiagnostico) -> None:
    """La fecha del programa la pone la entidad; un cumplido futuro se rechaza sin guardar nada."""
    prueba = abrir_pagina("calendario", d=str(ficha.id))
    clave = f"calendario:{ficha.entidad.id}:{ficha.vigencia}:ptep"
    assert "Falta la fecha" in textos(prueba)
    prueba.text_input(key=f"{clave}:fecha").set_value("30/9/2026")
    prueba.text_input(key=f"{clave}:hecho").set_value("30/9/2199")
    guardar = next(b for b in prueba.button if b.label == "Guardar" and b.form_id == f"{clave}:f")
    guardar.click().run()
    assert "Esa fecha todavía no llega" in textos(prueba)
    (ptep,) = (
        s for s in calendario.leer(con_demostracion, ficha.entidad.id, ficha.vigencia) if s.codigo == "ptep"
    )
    assert ptep.dia is None
    prueba.text_input(key=f"{clave}:hecho").set_value("")
    guardar = next(b for b in prueba.button if b.label == "Guardar" and b.form_id == f"{clave}:f")
    guardar.click().run()
    assert "30 de septiembre de 2026" in textos(prueba)


def test_dos_personas_no_se_pisan_el_registro(
    con_demostracion: Sala, ficha: diagnosticos.FichaDeDiagnostico
) -> None:
    """Se le dice a la segunda, con lo suyo todavía escrito; si insiste, ya sabe."""
    suya = ficha.entidad.id
    prueba = abrir_pagina("integrantes", d=str(ficha.id))
    clave = f"mesa:{suya}:acto"
    mesa_tecnica.guardar_acto(con_demostracion, suya, Acto(acto="Resolución 1", periodicidad="Cada mes"))
    prueba.text_input(key=f"{clave}:acto").set_value("Resolución 2")
    prueba = boton(prueba, "Guardar el registro").click().run()
    assert "otra persona cambió el acto de la Mesa" in textos(prueba)
    assert prueba.text_input(key=f"{clave}:acto").value == "Resolución 2"
    assert mesa_tecnica.leer(con_demostracion, suya).acto.periodicidad == "Cada mes"
    prueba = boton(prueba, "Guardar el registro").click().run()
    assert mesa_tecnica.leer(con_demostracion, suya).acto.acto == "Resolución 2"
    prueba.text_input(key=f"{clave}:acto").set_value("Resolución 3")
    boton(prueba, "Guardar el registro").click().run()
    assert mesa_tecnica.leer(con_demostracion, suya).acto.acto == "Resolución 3"


def test_dos_personas_no_se_pisan_el_acta(
    con_demostracion: Sala, ficha: diagnosticos.FichaDeDiagnostico, convocada: AppTest
) -> None:
    (suya,) = sesiones.listar(con_demostracion, ficha.entidad.id)
    sesiones.realizar(con_demostracion, ficha.entidad.id, suya.id, Acta((), desarrollo="Lo de la otra"))
    convocada.text_area(key=f"sesion:{suya.id}:desarrollo").set_value("Lo mío")
    prueba = boton(convocada, "Guardar el acta").click().run()
    assert "otra persona cambió el acta 1" in textos(prueba)
    assert sesiones.listar(con_demostracion, ficha.entidad.id)[0].desarrollo == "Lo de la otra"
