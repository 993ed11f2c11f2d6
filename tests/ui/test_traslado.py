"""Llevarse todo lo de la entidad, desde su resumen."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from autodiagnostico.sala import Sala
from autodiagnostico.servicios import traslados
from tests.ui.piezas import nuevo_local
from tests.ui.test_paginas import abrir_pagina, textos


def descargas(prueba: AppTest) -> set[str | None]:
    """Las claves de los botones que descargan algo."""
    return {boton.key for boton in prueba.get("download_button")}


def test_se_ofrece_diciendo_lo_que_trae(panaderia: Sala, monkeypatch: pytest.MonkeyPatch) -> None:
    """Y si pesa demasiado, a quién pedirlo en vez del botón."""
    local = str(nuevo_local(panaderia, "UNO"))
    prueba = abrir_pagina("entidad", d=local)
    assert "respuestas y su historia" in textos(prueba)
    assert "traslado:descargar" in descargas(prueba)
    monkeypatch.setattr(traslados, "MAXIMO_EN_MEMORIA", -1)
    prueba = abrir_pagina("entidad", d=local)
    assert "en la consola" in textos(prueba)
    assert "traslado:descargar" not in descargas(prueba)
