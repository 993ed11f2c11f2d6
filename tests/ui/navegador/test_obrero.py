"""La aplicación servida infiere en su obrero, y quien la usa no nota si se cae."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from autodiagnostico.servicios import diagnosticos
from tests.autodiagnostico.procesos import esperar_a_que_termine, hijos
from tests.ui.navegador.conftest import servir
from tests.ui.navegador.gestos import abierta
from tests.ui.piezas import PANADERIA, nuevo_local

pytestmark = pytest.mark.navegador


def test_si_matan_al_obrero_la_pagina_muestra_el_resultado_igual(tmp_path: Path, pagina: Page) -> None:
    """Hay uno por servidor; lo que se responde después lo evalúa otro, y al cerrar no queda ninguno."""
    with servir(tmp_path, PANADERIA) as servidor:
        (primero,) = hijos(servidor.pid)
        diagnostico = nuevo_local(servidor.sala, "OBRERO")
        resultados = servidor.ruta("resultados", d=diagnostico)
        cumplen = pagina.get_by_role("radio", name="✓ Cumple: 1")
        abierta(pagina, resultados)
        expect(cumplen).to_have_count(0)
        os.kill(primero, signal.SIGKILL)
        diagnosticos.responder(servidor.sala, diagnostico, "masa.madre", True)
        abierta(pagina, resultados)
        expect(cumplen).to_have_count(1)
        (segundo,) = hijos(servidor.pid)
        assert segundo != primero
    assert esperar_a_que_termine(segundo)
