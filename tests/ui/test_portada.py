"""La portada carga y quita datos inventados con un botón, y dice lo que pasó."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from autodiagnostico.servicios import demostracion, distrito, distrito_sintetico, entidades
from tests.ui.piezas import abrir
from tests.ui.test_paginas import abrir_pagina, textos


def pulsar(pagina: AppTest, rotulo: str) -> AppTest:
    """Pulsa un botón por lo que dice."""
    pagina = next(b for b in pagina.button if b.label == rotulo).click().run()
    assert not pagina.exception
    return pagina


def test_cargar_la_demostracion_y_quitarla(datos: Path) -> None:
    """Quedan sus entidades, marcadas; quitarla deja la base como estaba."""
    pagina = pulsar(abrir_pagina("entidad"), "Cargar la demostración")
    sala = abrir(datos)
    suyas = entidades.listar(sala)
    assert {e.codigo for e in suyas} == {c.caso.entidad.codigo for c in demostracion.casos(sala)}
    enlaces: list[Any] = list(pagina.get("page_link"))
    assert any(e.label.startswith("Ver el plan en marcha de") for e in enlaces)
    assert all(e.demostracion for e in suyas)
    assert "están cargadas" in textos(pagina)
    assert not [b for b in pagina.button if b.label.startswith("Cargar")]
    pulsar(pagina, "Quitar la demostración")
    assert entidades.listar(sala) == []
    sala.motor_bd.dispose()


def test_cargar_un_distrito_y_verlo_en_la_subsecretaria(datos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Con el mismo botón de siempre, uno pequeño: sus entidades se comparan enseguida."""
    pequeno = partial(distrito_sintetico.cargar, entidades=3, vigencias=1, semilla=5)
    monkeypatch.setattr(distrito_sintetico, "cargar", pequeno)
    pagina = pulsar(abrir_pagina("entidad"), "Cargar un distrito")
    assert "están cargadas" in textos(pagina)
    sala = abrir(datos)
    cuadro = distrito.abrir(sala, distrito.vigencias(sala))
    assert len(cuadro.fichas) == 3
    assert cuadro.fichas["demostracion"].all()
    sala.motor_bd.dispose()


def test_lo_que_impide_cargarlo_se_dice_y_no_queda_a_medias(
    datos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Si otra persona lo cargó mientras la portada estaba abierta."""
    pequeno = partial(distrito_sintetico.cargar, entidades=2, vigencias=1, semilla=5)
    monkeypatch.setattr(distrito_sintetico, "cargar", pequeno)
    pagina = abrir_pagina("entidad")
    sala = abrir(datos)
    pequeno(sala)
    pagina = pulsar(pagina, "Cargar un distrito")
    assert "Ya hay un distrito" in textos(pagina)
    assert len(entidades.listar(sala)) == 2
    sala.motor_bd.dispose()
