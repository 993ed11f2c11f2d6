"""Los textos de Streamlit que se traducen existen, y traducirlos no toca nada más."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit

from ui import idioma

ESTATICO = Path(streamlit.__file__).parent / "static"


@pytest.fixture(scope="module")
def guiones() -> list[bytes]:
    """Los guiones que trae la versión instalada."""
    return [archivo.read_bytes() for archivo in (ESTATICO / "static" / "js").glob("*.js")]


@pytest.mark.parametrize("ingles", idioma.GUIONES)
def test_el_texto_sigue_en_streamlit(guiones: list[bytes], ingles: str) -> None:
    """Si una versión nueva lo cambia, aquí se sabe antes de que alguien lo lea en inglés."""
    assert any(f"{c}{ingles}{c}".encode() in guion for guion in guiones for c in "`\"'")


@pytest.mark.parametrize("ingles", idioma.ROTULOS)
def test_el_rotulo_sigue_en_streamlit(guiones: list[bytes], ingles: str) -> None:
    """Lo mismo con los nombres para lectores de pantalla."""
    assert any(f'"aria-label":{c}{ingles}{c}'.encode() in guion for guion in guiones for c in "`\"'")


@pytest.mark.parametrize("ingles", idioma.TROZOS)
def test_el_trozo_sigue_en_streamlit(guiones: list[bytes], ingles: str) -> None:
    """Y los textos que van pegados a un dato."""
    assert any(ingles.encode() in guion for guion in guiones)


def test_el_documento_queda_en_espanol() -> None:
    """El idioma, el título y el aviso de quien no tiene JavaScript."""
    documento = (ESTATICO / "index.html").read_bytes()
    traducido = idioma.traducir("text/html; charset=utf-8", documento).decode()
    assert all(espanol in traducido for espanol in idioma.DOCUMENTO.values())


def test_solo_se_cambia_el_texto_entero() -> None:
    """«Connecting to server» no es «Connecting»."""
    assert idioma.traducir("text/javascript", b"x=`Connecting to server`") == b"x=`Connecting to server`"
    assert idioma.traducir("text/javascript", b"x=`Connecting`") == b"x=`Conectando`"


def test_lo_demas_no_se_traduce() -> None:
    """Una imagen o un Excel pasan igual."""
    assert not idioma.se_traduce("image/png")
    assert not idioma.se_traduce("application/json")
