"""`evaluar`: la forma del JSON, qué sale por cada salida y qué fecha manda."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from autodiagnostico.reloj import hoy
from tests.autodiagnostico.piezas import CASOS, caso_con, correr, escribir, leer

CUENTA = {"cumple", "parcial", "no_cumple", "en_plazo", "no_aplica", "sin_informacion"}
COTAS = {"indice", "indice_min", "indice_max", "nivel", "nivel_min", "nivel_max"}


@pytest.fixture(scope="module")
def documento() -> Any:
    """Un resultado con de todo: vencidas, en parte, bloqueos y recomendaciones."""
    archivo = (
        CASOS.parent.parent / "autodiagnostico" / "demostracion" / "enviados" / "secretaria_de_ejemplo.json"
    )
    return correr("evaluar", archivo, "--formato", "json").json()


def test_el_json_trae_los_campos_del_contrato_y_ninguno_mas(documento: Any) -> None:
    """Campo por campo, en su orden."""
    assert list(documento) == [
        *("entidad", "vigencia", "fecha_corte", "version_reglas", "digesto_reglas", "hallazgos"),
        *("cumplimiento", "cumplimiento_propio", "madurez", "recomendaciones"),
    ]
    for hallazgo in documento["hallazgos"]:
        assert list(hallazgo) == [
            *("regla", "titulo", "caracter", "estado", "grado", "grado_min", "grado_max"),
            *("cita", "vence", "advertencias", "porque"),
        ]
        assert set(hallazgo["cita"]) == {"norma", "articulo", "fuente", "lugar"}
        for motivo in hallazgo["porque"]:
            assert set(motivo) == {"criterio", "valor", "condicion", "resultado"}
    assert set(documento["cumplimiento"]) == set(documento["cumplimiento_propio"]) == CUENTA
    assert set(documento["madurez"]) == {"escenarios", "global"}
    assert set(documento["madurez"]["global"]) == COTAS
    for escenario in documento["madurez"]["escenarios"]:
        otros = {"codigo", "nombre", "cobertura", "respaldo", "puntos", "bloqueos"}
        assert set(escenario) == COTAS | otros
        assert set(escenario["puntos"]) == {"cumple", "parcial", "pendiente", "sin_informacion", "potencial"}
    for recomendacion in documento["recomendaciones"]:
        assert list(recomendacion) == [
            *("accion", "titulo", "orden", "horizonte", "razon", "responder", "cierra"),
            *("gana", "desbloquea", "esfuerzo_dias", "requiere", "destinos"),
        ]


def test_las_palabras_cerradas_son_las_del_contrato(documento: Any) -> None:
    """Estados y razones no se inventan, y las vencidas van primero."""
    assert {h["estado"] for h in documento["hallazgos"]} <= CUENTA
    razones = [r["razon"] for r in documento["recomendaciones"]]
    assert set(razones) <= {
        *("obligacion_vencida", "obligacion_incumplida", "obligacion_por_vencer"),
        *("habilita_nivel", "mejora", "falta_informacion"),
    }
    assert razones[0] == "obligacion_vencida"


def test_por_la_salida_va_solo_el_documento_y_por_la_de_error_los_avisos() -> None:
    """Con el antecedente vigente hay aviso; el JSON sigue siendo lo único en la salida, con sus tildes."""
    corrida = correr("evaluar", CASOS / "ipes_2026.json", "--formato", "json", "--fecha", "2024-06-01")
    assert corrida.codigo == 0
    assert corrida.json()["fecha_corte"] == "2024-06-01"
    assert "Aviso: En la fecha de corte rige el antecedente" in corrida.error
    assert "\\u00" not in corrida.salida


def test_la_fecha_de_la_orden_manda_y_sin_ninguna_es_hoy(tmp_path: Path) -> None:
    """Primero --fecha, luego fecha_corte, luego hoy en Bogotá."""
    con = escribir(tmp_path / "con.json", caso_con({}))
    sin = escribir(tmp_path / "sin.json", caso_con({}, fecha_corte=None))
    json_ = ("--formato", "json")
    assert correr("evaluar", con, *json_, "--fecha", "2027-01-15").json()["fecha_corte"] == "2027-01-15"
    assert correr("evaluar", con, *json_).json()["fecha_corte"] == "2026-11-20"
    assert correr("evaluar", sin, *json_).json()["fecha_corte"] == hoy().isoformat()


def test_la_marca_de_orden_de_bytes_se_admite(tmp_path: Path) -> None:
    """Un archivo guardado por el Bloc de notas se lee igual."""
    archivo = tmp_path / "con_marca.json"
    archivo.write_bytes(b"\xef\xbb\xbf" + json.dumps(caso_con({})).encode())
    assert correr("evaluar", archivo).codigo == 0


def test_como_proceso_escribe_utf_8_aunque_la_consola_no(tmp_path: Path) -> None:
    """Con una consola ASCII el JSON sale en UTF-8 y la tabla no falla por sus símbolos."""
    entorno = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    orden = [sys.executable, "-m", "autodiagnostico", "evaluar", str(CASOS / "ipes_2026.json")]
    raiz = CASOS.parent.parent
    en_json = subprocess.run(
        [*orden, "--formato", "json"], env=entorno, cwd=raiz, capture_output=True, check=True
    )
    documento = json.loads(en_json.stdout.decode("utf-8"))
    assert any("política" in h["titulo"] for h in documento["hallazgos"])
    en_tabla = subprocess.run(orden, env=entorno, cwd=raiz, capture_output=True, check=True)
    assert b"Deberes" in en_tabla.stdout


def test_dos_veces_el_mismo_caso_da_byte_por_byte_lo_mismo() -> None:
    """Nada depende del momento ni del orden de un conjunto."""
    orden = ("evaluar", CASOS / "alcaldia_grupo_interno.json", "--formato", "json")
    assert correr(*orden).salida == correr(*orden).salida


def test_un_no_aplica_declarado_deja_su_regla_en_no_aplica(tmp_path: Path) -> None:
    """Y sus grados van nulos."""
    caso = {**leer("ipes_2026.json")}
    caso["respuestas"] = {**caso["respuestas"], "mesa.acto_publicado": {"no_aplica": "No hubo acto"}}
    documento = correr("evaluar", escribir(tmp_path / "c.json", caso), "--formato", "json").json()
    (suya,) = [h for h in documento["hallazgos"] if h["regla"] == "RIPES-6-PUBLICADO"]
    assert (suya["estado"], suya["grado"], suya["grado_max"]) == ("no_aplica", None, None)
