"""`comparar`: las entidades de un lote por grupos, y no por puestos desnudos."""

import json
from pathlib import Path
from typing import Any

from tests.autodiagnostico.piezas import CASO, correr

DEMOSTRACION = Path(__file__).parents[2] / "autodiagnostico/demostracion/enviados"


def lote(archivo: Path, casos: list[dict[str, Any]]) -> Path:
    """Guarda casos como JSON Lines."""
    archivo.write_text("\n".join(json.dumps(c, ensure_ascii=False) for c in casos), encoding="utf-8")
    return archivo


def con_codigo(codigo: str, **cambios: Any) -> dict[str, Any]:
    """Un caso sin respuestas de una entidad con ese código."""
    return {
        **CASO,
        "entidad": {**CASO["entidad"], "codigo": codigo, "nombre": f"Entidad {codigo}"},
        **cambios,
    }


def test_va_por_grupos_y_dice_que_decide(tmp_path: Path) -> None:
    """Las que empatan van juntas; la que siempre está por encima, sola."""
    mejor = json.loads((DEMOSTRACION / "instituto_de_ejemplo.json").read_text(encoding="utf-8"))
    una = con_codigo("UNA", respuestas={"estrategia.anual": {"valor": "si"}})
    otra = con_codigo(
        "OTRA", respuestas={"experiencia.escenarios_medidos": {"valor": ["tramites_servicios"]}}
    )
    archivo = lote(tmp_path / "lote.jsonl", [una, con_codigo("VACIA"), mejor, con_codigo("NADA"), otra])
    corrida = correr("comparar", archivo, "--formato", "json")
    assert (corrida.codigo, corrida.error) == (0, "")
    hallado = corrida.json()
    assert (hallado["metodo"], hallado["muestras"], hallado["sin_indice"]) == ("exacto", 0, [])
    assert hallado["pesos_por"] == [0.8, 1.2]
    grupos = [{e["entidad"] for e in g["entidades"]} for g in hallado["grupos"]]
    assert grupos[0] == {"EJEMPLO-OFICIOS"}
    assert grupos[-1] == {"VACIA", "NADA"}
    ultimo = hallado["grupos"][-1]
    assert ultimo["puestos"] == [4, 5]
    assert all((e["mejor"], e["peor"], e["deciden"]) == (4, 5, []) for e in ultimo["entidades"])
    salida = correr("comparar", archivo).salida
    for dicho in ("5 entidades", "Grupo", "4 a 5", "Es exacto", "Posible"):
        assert dicho in salida


def test_un_caso_malo_o_repetido_no_detiene_a_los_demas(tmp_path: Path) -> None:
    """Se dice cuál, se comparan los demás y sale con 2."""
    casos = [con_codigo("UNA"), con_codigo("UNA"), con_codigo("OTRA", vigencia="x"), con_codigo("TRES")]
    corrida = correr("comparar", lote(tmp_path / "lote.jsonl", casos), "--formato", "json")
    assert corrida.codigo == 2
    assert "línea 2: entidad.codigo: «UNA» ya venía" in corrida.error
    assert "línea 3: vigencia" in corrida.error
    assert {e["entidad"] for g in corrida.json()["grupos"] for e in g["entidades"]} == {"UNA", "TRES"}


def test_sin_indice_se_dice_y_con_cortes_distintos_se_avisa(tmp_path: Path) -> None:
    """Una fecha en que no rige nada deja a la entidad sin índice."""
    casos = [con_codigo("UNA"), con_codigo("VIEJA", fecha_corte="1900-01-01")]
    archivo = lote(tmp_path / "lote.jsonl", casos)
    assert correr("comparar", archivo, "--formato", "json").json()["sin_indice"] == ["VIEJA"]
    salida = " ".join(correr("comparar", archivo).salida.split())
    assert "sin índice, porque no les aplica ninguna regla con peso: VIEJA" in salida
    assert "no son todos de la misma vigencia y fecha de corte" in salida


def test_una_extension_que_no_se_lee_no_se_admite(tmp_path: Path) -> None:
    """Se dice cuáles sí."""
    corrida = correr("comparar", tmp_path / "lote.txt")
    assert corrida.codigo == 2
    assert "Se admite: .jsonl, .csv, .parquet" in corrida.error
