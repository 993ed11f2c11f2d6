"""Lo que la aplicación servida deja escrito cuando algo falla."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.ui.piezas import RAIZ

QUE_FALLA = """
import ui.aplicacion
from streamlit.error_util import _log_uncaught_app_exception
from ui.servidor.registro import registrar_en_json

registrar_en_json()
try:
    raise ValueError("no se pudo escribir a ana@entidad.test")
except ValueError as falla:
    _log_uncaught_app_exception(falla)
"""


def test_una_falla_se_anota_en_json_y_sin_lo_que_decia(tmp_path: Path) -> None:
    """Tampoco lo que Streamlit escribe por su cuenta: el texto de un error puede nombrar a alguien."""
    entorno = os.environ | {"AUTODIAGNOSTICO_DATOS": str(tmp_path), "PYTHONPATH": str(RAIZ)}
    hecho = subprocess.run(
        [sys.executable, "-c", QUE_FALLA],
        env=entorno,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    (renglon,) = hecho.stderr.splitlines()
    assert json.loads(renglon)["falla"] == "ValueError"
    assert "ana@" not in renglon + hecho.stdout
