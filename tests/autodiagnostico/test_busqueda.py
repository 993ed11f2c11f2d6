"""`siguiente-nivel` desde la terminal."""

from typing import Any

import pytest

from tests.autodiagnostico.piezas import CASOS, correr

IPES = CASOS / "ipes_2026.json"


def siguiente(*args: str) -> Any:
    corrida = correr("siguiente-nivel", IPES, *args, "--formato", "json")
    assert (corrida.codigo, corrida.error) == (0, "")
    return corrida.json()


@pytest.mark.parametrize("escenario", ["E4", "global"])
def test_el_siguiente_nivel_tiene_la_forma_del_contrato(escenario: str) -> None:
    """Clave por clave, y el esfuerzo es la suma."""
    hallado = siguiente("--escenario", escenario)
    assert list(hallado) == [
        *("escenario", "nivel_actual", "nivel_meta", "alcanzable", "motivo"),
        *("cambios", "esfuerzo_dias", "optimo", "alternativas", "hay_mas"),
    ]
    assert (hallado["escenario"], hallado["nivel_actual"], hallado["nivel_meta"]) == (escenario, 1, 2)
    assert (hallado["alcanzable"], hallado["motivo"], hallado["optimo"]) == (True, None, True)
    assert hallado["alternativas"] or escenario == "E4"
    for cambios in (hallado["cambios"], *hallado["alternativas"]):
        assert sum(c["esfuerzo_dias"] for c in cambios) == hallado["esfuerzo_dias"] > 0
        for cambio in cambios:
            assert list(cambio) == ["criterio", "de", "a", "tipo", "reglas", "esfuerzo_dias"]
            assert cambio["tipo"] == ("responder" if cambio["de"] is None else "hacer")


def test_en_la_terminal_se_dice_que_responder_y_que_hacer() -> None:
    """Con la acción, los días y la cita."""
    salida = correr("siguiente-nivel", IPES, "--escenario", "E4").salida
    for dicho in ("del nivel 1", "Responda:", "A-CIGD-COORDINAR", "Decreto 640 de 2025"):
        assert dicho in salida


def test_lo_que_no_se_puede_se_dice_con_su_razon() -> None:
    """Por la fecha, ninguna regla rige todavía."""
    hallado = siguiente("--escenario", "E1", "--fecha", "1900-01-01")
    assert (hallado["alcanzable"], hallado["cambios"]) == (False, [])
    assert "no le aplica ninguna regla" in hallado["motivo"]


@pytest.mark.parametrize("escenario", ["E9", "", "Global"])
def test_un_escenario_que_no_existe_no_se_admite(escenario: str) -> None:
    """Y se dice cuáles hay."""
    corrida = correr("siguiente-nivel", IPES, "--escenario", escenario)
    assert corrida.codigo == 2
    assert "E1, E2, E3, E4, global" in corrida.error
