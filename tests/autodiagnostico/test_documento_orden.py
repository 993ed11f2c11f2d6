"""`reglas documento`: la base entera en un archivo."""

from pathlib import Path

import pytest

from tests.autodiagnostico.piezas import CATALOGO, correr


@pytest.mark.parametrize(("nombre", "empieza"), [("a.md", b"# "), ("a.PDF", b"%PDF-"), ("a.docx", b"PK")])
def test_se_escribe_segun_la_extension(tmp_path: Path, nombre: str, empieza: bytes) -> None:
    """Word, PDF y Markdown; al terminar dice cuántas reglas y de qué base."""
    corrida = correr("reglas", "documento", "--salida", tmp_path / nombre)
    assert (corrida.codigo, corrida.salida) == (0, "")
    assert f"{len(CATALOGO.reglas)} reglas, base {CATALOGO.base.version}" in corrida.error
    assert (tmp_path / nombre).read_bytes().startswith(empieza)
    assert [a.name for a in tmp_path.iterdir()] == [nombre]


@pytest.mark.parametrize(
    ("nombre", "dicho"), [("a.odt", "Se admite: .docx, .pdf, .md"), ("no/hay.md", "la carpeta no existe")]
)
def test_lo_que_no_se_puede_escribir_se_dice(tmp_path: Path, nombre: str, dicho: str) -> None:
    """Con 2 y sin dejar nada a medias."""
    corrida = correr("reglas", "documento", "--salida", tmp_path / nombre)
    assert (corrida.codigo, list(tmp_path.iterdir())) == (2, [])
    assert dicho in corrida.error
