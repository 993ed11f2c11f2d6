"""Cuando no hay garantías no hay resultado: el caso queda guardado y el mensaje dice dónde."""

import json
from pathlib import Path

import pytest

from autodiagnostico.errores import ErrorDeEvaluacion
from autodiagnostico.evaluacion import evaluar
from motor import leer_caso
from tests.autodiagnostico.piezas import CASO, CATALOGO

# Un caso que se saltó la lectura: el motor de inferencia no lo acepta.
IMPOSIBLE = leer_caso(CASO, CATALOGO).con_valores({"mesa.existe": "quizá"})


def test_el_caso_queda_guardado_para_reproducirlo(tmp_path: Path) -> None:
    """Con lo que pasó, la base de reglas y el caso entero."""
    with pytest.raises(ErrorDeEvaluacion) as error:
        evaluar(CATALOGO, IMPOSIBLE, tmp_path)
    incidente = error.value.incidente
    assert incidente is not None
    assert incidente.parent == tmp_path / "incidentes"
    assert str(incidente) in error.value.mensaje
    assert "No se muestra ni se guarda ningún resultado" in error.value.mensaje
    documento = json.loads(incidente.read_text(encoding="utf-8"))
    assert documento["digesto_reglas"] == CATALOGO.digesto
    assert documento["caso"]["respuestas"]["mesa.existe"]["valor"] == "quizá"
    assert "mesa.existe" in documento["diferencias"][0]


def test_repetirlo_no_llena_el_disco_y_lo_demas_se_sigue_evaluando(tmp_path: Path) -> None:
    """El mismo incidente del mismo día es un solo archivo, y el motor queda sano."""
    for _ in range(2):
        with pytest.raises(ErrorDeEvaluacion):
            evaluar(CATALOGO, IMPOSIBLE, tmp_path)
    assert len(list((tmp_path / "incidentes").iterdir())) == 1
    assert evaluar(CATALOGO, leer_caso(CASO, CATALOGO), tmp_path).hallazgos


def test_si_ni_siquiera_se_puede_guardar_tambien_se_dice(tmp_path: Path) -> None:
    """El mensaje sale aunque la carpeta no sirva."""
    (tmp_path / "archivo").write_text("", encoding="utf-8")
    with pytest.raises(ErrorDeEvaluacion, match="no se pudo guardar el caso") as error:
        evaluar(CATALOGO, IMPOSIBLE, tmp_path / "archivo")
    assert error.value.incidente is None
