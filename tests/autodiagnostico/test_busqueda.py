"""`siguiente-nivel` y `planear` desde la terminal."""

from typing import Any

import pytest

from tests.autodiagnostico.piezas import CASOS, correr

IPES = CASOS / "ipes_2026.json"
DEMOSTRACION = CASOS.parents[1] / "autodiagnostico/demostracion/enviados/instituto_de_ejemplo.json"


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


def test_el_plan_tiene_la_forma_del_contrato() -> None:
    """Clave por clave, y cada periodo suma lo suyo."""
    corrida = correr("planear", DEMOSTRACION, "--capacidad", 40, "--periodos", 4, "--formato", "json")
    assert (corrida.codigo, corrida.error) == (0, "")
    plan = corrida.json()
    assert list(plan) == ["estado", "brecha", "periodos", "fuera"]
    assert (plan["estado"], plan["brecha"]) == ("optimo", 0)
    assert [p["periodo"] for p in plan["periodos"]] == [1, 2, 3, 4]
    for periodo in plan["periodos"]:
        assert list(periodo) == ["periodo", "hasta", "acciones", "esfuerzo_dias", "madurez"]
        assert sum(a["esfuerzo_dias"] for a in periodo["acciones"]) == periodo["esfuerzo_dias"] <= 40
        for accion in periodo["acciones"]:
            assert list(accion) == ["accion", "esfuerzo_dias", "cierra"]
        madurez = periodo["madurez"]
        assert list(madurez) == ["escenarios", "global"]
        assert [e["codigo"] for e in madurez["escenarios"]] == ["E1", "E2", "E3", "E4"]
        assert all(list(e) == ["codigo", "indice", "nivel"] for e in madurez["escenarios"])
        assert list(madurez["global"]) == ["indice", "nivel"]
    assert plan["fuera"]
    assert all(list(f) == ["accion", "motivo"] and f["motivo"] for f in plan["fuera"])


def test_en_la_terminal_el_plan_dice_que_persigue_y_que_queda_fuera() -> None:
    """Con los días y la madurez de cada periodo."""
    salida = correr("planear", DEMOSTRACION, "--capacidad", 20, "--periodos", 2).salida
    for dicho in ("Trimestre 1", "Trimestre 2", "de 20 días", "deberes", "Quedan fuera"):
        assert dicho in salida


@pytest.mark.parametrize(("capacidad", "periodos"), [(0, 4), (-3, 4), (40, 0), (40, 41)])
def test_una_capacidad_o_unos_periodos_imposibles_no_se_admiten(capacidad: int, periodos: int) -> None:
    """Se dice qué se admite."""
    corrida = correr("planear", IPES, "--capacidad", capacidad, "--periodos", periodos)
    assert corrida.codigo == 2
    assert "Se admite" in corrida.error
