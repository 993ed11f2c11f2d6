"""Llevarse todo lo de la entidad, desde su resumen."""

from __future__ import annotations

import pytest

from autodiagnostico.sala import Sala
from autodiagnostico.servicios import traslados
from tests.ui.piezas import nuevo_local
from tests.ui.test_paginas import abrir_pagina, textos


def test_se_ofrece_diciendo_lo_que_trae(panaderia: Sala, monkeypatch: pytest.MonkeyPatch) -> None:
    """Y si pesa demasiado, a quién pedirlo en vez del botón."""
    local = str(nuevo_local(panaderia, "UNO"))
    prueba = abrir_pagina("entidad", d=local)
    assert "respuestas y su historia" in textos(prueba)
    assert len(prueba.get("download_button")) == 1
    monkeypatch.setattr(traslados, "MAXIMO_EN_MEMORIA", -1)
    prueba = abrir_pagina("entidad", d=local)
    assert "en la consola" in textos(prueba)
    assert not prueba.get("download_button")
