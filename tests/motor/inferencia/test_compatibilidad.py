"""En un Python donde durable-rules no carga, se dice al importar y se dice qué hacer."""

from __future__ import annotations

import subprocess
import sys

import pytest

from motor.inferencia.compatibilidad import exigir_python


@pytest.mark.parametrize("version", [(3, 13), (3, 14), (4, 0)])
def test_una_version_que_no_sirve_se_rechaza(version: tuple[int, int]) -> None:
    """Desde 3.13 se rechaza y se dice con cuáles funciona."""
    with pytest.raises(ImportError, match=r"Python \d\.\d+.*3\.11 o 3\.12"):
        exigir_python(version)


@pytest.mark.parametrize("version", [(3, 11), (3, 12)])
def test_una_version_que_sirve_pasa(version: tuple[int, int]) -> None:
    """En 3.11 y 3.12 no se dice nada."""
    exigir_python(version)


def test_importar_en_una_version_que_no_sirve_falla() -> None:
    """Importar el motor donde no puede cargar falla con el mensaje, antes de tocar durable-rules."""
    orden = (
        "import sys, reglas; sys.version_info = (3, 13, 0, 'final', 0); sys.modules['durable'] = None\n"
        "import motor.inferencia"
    )
    proceso = subprocess.run(
        [sys.executable, "-c", orden], capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert proceso.returncode != 0
    assert "ImportError: El motor de inferencia no funciona en Python 3.13" in proceso.stderr
