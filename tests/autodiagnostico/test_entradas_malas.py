"""Lo que no se admite: mensaje completo, código 2, sin traza y sin nada en la salida."""

from pathlib import Path
from typing import Any

import pytest

from tests.autodiagnostico.piezas import CASO, Corrida, correr, escribir
from tests.datos import leer_yaml

MALAS: list[dict[str, Any]] = leer_yaml(Path(__file__).with_name("entradas_malas.yaml"))


def rechazada(corrida: Corrida, *fragmentos: str) -> None:
    """Comprueba que la orden dijo lo que debía y nada más."""
    assert corrida.codigo == 2, corrida.error
    assert corrida.salida == ""
    assert "Traceback" not in corrida.error
    for fragmento in fragmentos:
        assert fragmento in corrida.error, corrida.error


def archivo_de(mala: dict[str, Any], carpeta: Path) -> Path:
    """El archivo que describe una entrada mala."""
    archivo = carpeta / "caso.json"
    if "cambia" in mala:
        return escribir(archivo, {**CASO, **mala["cambia"]})
    if "respuestas_de_mas" in mala:
        respuestas: dict[str, Any] = {f"x{i}": {} for i in range(mala["respuestas_de_mas"])}
        return escribir(archivo, {**CASO, "respuestas": respuestas})
    if "repite" in mala:
        antes, parte, veces, despues = mala["repite"]
        archivo.write_text(antes + parte * veces + despues, encoding="utf-8")
    else:
        archivo.write_text(mala["texto"], encoding="utf-8")
    return archivo


@pytest.mark.parametrize("mala", MALAS, ids=[m["nombre"] for m in MALAS])
def test_una_entrada_mala_se_explica_entera(mala: dict[str, Any], tmp_path: Path) -> None:
    """Archivo, ruta del campo, qué llegó y qué se admite."""
    rechazada(correr("evaluar", archivo_de(mala, tmp_path), "--formato", "json"), "caso.json", *mala["dice"])


def test_lo_que_no_es_un_archivo_se_dice(tmp_path: Path) -> None:
    """Ni una carpeta, ni lo que no existe, ni lo que no es UTF-8."""
    rechazada(correr("evaluar", tmp_path / "no.json"), "no.json: el archivo no existe")
    rechazada(correr("evaluar", tmp_path), "es una carpeta")
    (tmp_path / "latin.json").write_bytes('{"entidad": "Bogotá"}'.encode("latin-1"))
    rechazada(correr("evaluar", tmp_path / "latin.json"), "no es texto UTF-8 (byte 18)")
    (tmp_path / "utf16.json").write_text("{}", encoding="utf-16")
    rechazada(correr("evaluar", tmp_path / "utf16.json"), "no es texto UTF-8")


def test_la_fecha_de_la_orden_se_suma_a_los_problemas_del_caso(tmp_path: Path) -> None:
    """Los dos se dicen de una vez."""
    archivo = escribir(tmp_path / "caso.json", {**CASO, "vigencia": None})
    rechazada(correr("evaluar", archivo, "--fecha", "2026-13-01"), "--fecha: «2026-13-01»", "vigencia:")


@pytest.mark.parametrize(
    ("fecha", "dice"),
    [
        ("9999-12-31", "el año 9999 no se admite. Se admite: años de 1900 a 2200."),
        ("0001-01-01", "el año 1 no se admite"),
        ("2026-W46-1", "«2026-W46-1» no es una fecha"),
    ],
)
def test_la_fecha_de_la_orden_se_limita_como_las_demas(fecha: str, dice: str, tmp_path: Path) -> None:
    """Con un año sin límite, un plan o lo que está por vencer se saldrían del calendario."""
    archivo = escribir(tmp_path / "caso.json", CASO)
    rechazada(correr("planear", archivo, "--capacidad", 40, "--periodos", 4, "--fecha", fecha), dice)
    rechazada(correr("reglas", "por-vencer", "--fecha", fecha), dice)


@pytest.mark.parametrize(
    ("orden", "dice"),
    [
        (["evaluar"], "Falta CASO.json."),
        (["evalua", "x"], "No existe la orden «evalua». ¿Quiso decir «evaluar»"),
        (["evaluar", "x", "--formatt", "json"], "No existe la opción «--formatt». ¿Quiso decir «--formato»?"),
        (
            ["evaluar", "x", "--formato", "xml"],
            "--formato: el valor «xml» no se admite. Se admite: tabla, json.",
        ),
        (["reglas", "mostrar", "D640-252-99"], "no existe «D640-252-99». ¿Quiso decir «D640-252-"),
        (["reglas", "listar", "--reglas", "no_existe"], "La carpeta no existe o no tiene archivos .yaml"),
        (["abrir", "--puerto", "70000"], "--puerto: 70000 no es un puerto. Se admite: de 1 a 65535."),
    ],
)
def test_una_orden_mal_escrita_se_explica_en_espanol(orden: list[str], dice: str) -> None:
    """Con el código 2 y la sugerencia más parecida."""
    rechazada(correr(*orden), dice)


def test_un_ajuste_del_entorno_que_no_sirve_se_nombra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dice qué variable y qué traía."""
    monkeypatch.setenv("AUTODIAGNOSTICO_PUERTO", "hola")
    rechazada(correr("reglas", "verificar"), "AUTODIAGNOSTICO_PUERTO: no se admite «hola»")
