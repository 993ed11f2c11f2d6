"""Las vistas de la Subsecretaría dicen lo que dan los servicios, y nadie ve lo que no le toca."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from autodiagnostico.almacen import escribir
from autodiagnostico.analisis import distribuciones, grupos
from autodiagnostico.analisis.grupos import Grupo
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import bases, distrito, distrito_sintetico, ensayos, rezagos
from reglas.variantes import Cambios, con_cambios
from tests.ui.piezas import abrir
from tests.ui.test_paginas import abrir_pagina, textos
from ui.distrito import comun, lo_que_pasaria
from ui.distrito.tablas import ubicadas

VISTAS = ("vistazo", "comparar", "frenos", "tendencia", "ensayo")


@pytest.fixture(scope="module")
def datos_del_distrito(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Una carpeta con un distrito de nueve entidades y dos vigencias."""
    datos = tmp_path_factory.mktemp("distrito") / "datos"
    with pytest.MonkeyPatch.context() as entorno:
        entorno.setenv("AUTODIAGNOSTICO_DATOS", str(datos))
        sala = abrir(datos)
        distrito_sintetico.cargar(sala, 9, 2, 5)
        distrito.preparar(sala)
        sala.motor_bd.dispose()
    return datos


@pytest.fixture
def con_distrito(datos_del_distrito: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sala]:
    """La sala que abren las páginas."""
    monkeypatch.setenv("AUTODIAGNOSTICO_DATOS", str(datos_del_distrito))
    sala = abrir(datos_del_distrito)
    yield sala
    sala.motor_bd.dispose()
    st.cache_resource.clear()


@pytest.mark.parametrize("vista", VISTAS)
@pytest.mark.usefixtures("con_distrito")
def test_cada_vista_abre_y_dice_que_es_inventado(vista: str) -> None:
    """Sin fallas, con su marca."""
    dicho = textos(abrir_pagina("subsecretaria", vista=vista))
    assert "No se pudo mostrar" not in dicho
    assert "Datos de demostración" in dicho


@pytest.mark.parametrize("vista", VISTAS)
@pytest.mark.usefixtures("panaderia")
def test_cada_vista_abre_con_las_reglas_de_otra_casa(vista: str) -> None:
    """Ninguna sabe de normas, ni de políticas."""
    assert "No se pudo mostrar" not in textos(abrir_pagina("subsecretaria", vista=vista))


def test_el_vistazo_contesta_las_cuatro_preguntas(con_distrito: Sala) -> None:
    """Con los números de los servicios."""
    ano = hoy().year
    dicho = textos(abrir_pagina("subsecretaria"))
    cuadro = distrito.abrir(con_distrito, [ano])
    peor = distribuciones.mayor_rezago(cuadro)
    assert peor is not None
    assert peor.distribucion.grupo in dicho
    assert comun.puntos(peor.distribucion.mediana) in dicho
    palancas = rezagos.palancas(con_distrito, ano)
    for palanca in palancas.juntas:
        assert cuadro.catalogo.acciones[palanca.acciones[-1]].titulo in dicho
    movidas = rezagos.historia(con_distrito, [ano, ano - 1]).movidas(ano - 1, ano)
    for m in movidas:
        if m.nivel_despues < m.nivel_antes:
            assert m.nombre in dicho
    for u in grupos.en(ubicadas(cuadro), Grupo.ALTO, seguras=True):
        assert u.fila.nombre in dicho


def test_ensayar_y_adoptar_desde_la_pagina(con_distrito: Sala) -> None:
    """Se ve a quién le cambiaría; sin acto no se adopta, y lo que falta se dice."""
    pagina = abrir_pagina("subsecretaria", vista="ensayo")
    pagina.number_input(key="ensayo:nivel:2").set_value(70)
    next(b for b in pagina.button if b.label == "Ver qué cambiaría").click().run()
    assert not pagina.exception
    assert "Los umbrales no pueden ser" in textos(pagina)
    pagina.number_input(key="ensayo:nivel:2").set_value(39)
    next(b for b in pagina.button if b.label == "Ver qué cambiaría").click().run()
    assert "Lo que pasaría" in textos(pagina)
    next(b for b in pagina.button if b.label == "Adoptar los cambios").click().run()
    assert "Falta el acto" in textos(pagina)
    assert distrito.abrir(con_distrito, [hoy().year]).catalogo.niveles[1].umbral == 20


def test_comparar_la_base_de_hoy_con_una_guardada(con_distrito: Sala) -> None:
    """Se elige cuál, y se ve a quién le cambia el nivel y por qué."""
    pagina = abrir_pagina("subsecretaria", vista="ensayo")
    assert "Todavía no hay otra con qué comparar" in textos(pagina)
    otra = con_cambios(con_distrito.catalogo, Cambios(umbrales={2: 60, 3: 70, 4: 80, 5: 90}))
    with escribir(con_distrito.motor_bd) as sesion:
        bases.guardar(sesion, otra)
    pagina = abrir_pagina("subsecretaria", vista="ensayo")
    pagina.selectbox(key="ensayo:version").set_value(otra.digesto).run()
    dicho = textos(pagina)
    cambios = ensayos.ensayar_guardada(con_distrito, hoy().year, otra.digesto).cambios
    assert cambios
    assert {c.nombre for c in cambios[: lo_que_pasaria.POR_PAGINA]} <= {
        c.nombre for c in cambios if c.nombre in dicho
    }
    assert "Antes no llegaba a 60 puntos" in dicho
