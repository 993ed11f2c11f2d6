"""`reglas cambios` y `reglas por-vencer`: la norma en el tiempo."""

from datetime import date

import pytest

from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.servicios import novedades
from tests.autodiagnostico.piezas import CASOS, CATALOGO, correr

IPES = CASOS / "ipes_sin_reglamento.json"


def test_lo_que_cambia_al_empezar_el_decreto_640() -> None:
    """Sus reglas empiezan, y el aviso de su antecedente termina la víspera."""
    corrida = correr("reglas", "cambios", "--de", "2025-12-01", "--a", "2026-01-31", "--formato", "json")
    assert corrida.codigo == 0
    documento = corrida.json()
    assert (documento["de"], documento["a"], documento["entidad"]) == ("2025-12-01", "2026-01-31", None)
    hallado = {(n["fecha"], n["suceso"], n["codigo"]) for n in documento["novedades"]}
    assert ("2025-12-31", "empieza", "D640-252-6") in hallado
    assert ("2025-12-30", "termina", "antecedente_decreto_542") in hallado
    fechas = [n["fecha"] for n in documento["novedades"]]
    assert fechas == sorted(fechas)


def test_con_un_caso_se_dice_que_resultado_da() -> None:
    """El plazo del reglamento vence el 23 de julio y lo que estaba en plazo se incumple."""
    corrida = correr("reglas", "cambios", "--de", "2026-07-01", "--a", "2026-08-01", IPES)
    assert corrida.codigo == 0
    assert "23 de julio de 2026: vence el plazo" in corrida.salida
    juntos = " ".join(corrida.salida.split())
    assert "Con las mismas respuestas: cambia" in juntos
    assert "De «◷ En plazo» a «✘ No cumple»" in juntos


def test_entre_dos_dias_iguales_no_cambia_nada() -> None:
    """Y se dice."""
    corrida = correr("reglas", "cambios", "--de", "2026-10-01", "--a", "2026-10-01")
    assert corrida.salida.strip() == "No cambia nada en esas fechas."


@pytest.mark.parametrize(
    ("de", "a", "dicho"),
    [("ayer", "2026-01-01", "--de: «ayer» no es una fecha"), ("2026-02-01", "2026-01-01", "es anterior")],
)
def test_fechas_que_no_sirven(de: str, a: str, dicho: str) -> None:
    """Se rechazan con 2, nombrando la opción."""
    corrida = correr("reglas", "cambios", "--de", de, "--a", a)
    assert (corrida.codigo, corrida.salida) == (2, "")
    assert dicho in corrida.error


def test_por_vencer_mira_los_dias_que_se_piden() -> None:
    """Con la fecha puesta, el plazo del IPES está a 22 días."""
    orden = ("reglas", "por-vencer", IPES, "--fecha", "2026-07-01", "--formato", "json")
    cerca = correr(*orden, "--dias", "30").json()
    (plazo,) = [n for n in cerca["novedades"] if n["codigo"] == "RIPES-5"]
    assert (plazo["fecha"], plazo["suceso"], plazo["detalle"]) == ("2026-07-23", "vence", "Dentro de 22 días")
    assert not any(n["codigo"] == "RIPES-5" for n in correr(*orden, "--dias", "21").json()["novedades"])


@pytest.mark.parametrize("dias", ["0", "-3", "999999999999"])
def test_unos_dias_que_no_sirven(dias: str) -> None:
    """Se rechazan con 2 y se dice cuántos se admiten."""
    corrida = correr("reglas", "por-vencer", "--dias", dias)
    assert corrida.codigo == 2
    assert f"de 1 a {novedades.MAXIMO_DIAS}" in corrida.error


def test_el_servicio_dice_que_las_fechas_van_al_reves() -> None:
    """Con palabras para quien mira la página."""
    with pytest.raises(ErrorDeServicio, match="Escríbalas al revés"):
        novedades.entre(CATALOGO, date(2026, 2, 1), date(2026, 1, 1))


def test_las_novedades_del_mismo_dia_van_juntas() -> None:
    """En su orden y sin perder ninguna."""
    todas = novedades.entre(CATALOGO, date(2021, 1, 1), date(2026, 12, 31))
    dias = novedades.por_dia(todas)
    assert sum(len(d.novedades) for d in dias) == len(todas)
    assert len({(d.fecha, d.suceso) for d in dias}) == len(dias)
