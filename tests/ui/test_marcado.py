"""Nada de lo que alguien escriba llega a la página como HTML ni como Markdown."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from ui.marcado import Html, e, md, unir


class _Etiquetas(HTMLParser):
    """Anota las etiquetas y el texto de un HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.etiquetas: list[str] = []
        self.texto = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.etiquetas.append(tag)

    def handle_data(self, data: str) -> None:
        self.texto += data


@given(st.text(), st.text())
def test_un_texto_nunca_abre_una_etiqueta(texto: str, atributo: str) -> None:
    """Sea lo que sea, se lee igual que se escribió y solo hay una etiqueta: la nuestra."""
    lector = _Etiquetas()
    lector.feed(e("p", texto, title=atributo))
    lector.close()
    assert lector.etiquetas == ["p"]
    assert lector.texto == texto.replace("\r\n", "\n").replace("\r", "\n") or "\r" in texto or "\0" in texto


def test_solo_las_piezas_propias_pasan_como_html() -> None:
    """Una pieza dentro de otra no se escapa; un texto igual sí."""
    pieza = e("b", "hola")
    assert unir(pieza, "<b>hola</b>") == "<b>hola</b>&lt;b&gt;hola&lt;/b&gt;"
    assert isinstance(unir("x"), Html)


def test_los_atributos_vacios_no_se_escriben() -> None:
    """None y False no aparecen; True aparece solo."""
    assert e("details", open=True, clase=None, hidden=False) == "<details open></details>"


@given(st.text())
def test_un_rotulo_no_es_markdown(texto: str) -> None:
    """Ningún signo de Markdown queda sin su barra."""
    sin_escapes = re.sub(r"\\.", "", md(texto))
    assert not re.search(r"[*_`\[\]<>#$~|!]", sin_escapes)


def test_un_rotulo_corriente_se_oye_sin_barras() -> None:
    """El lector de pantalla lee el rótulo tal cual: «(obligatorio)», no «barra paréntesis»."""
    for texto in ("¿Qué orden tiene? (obligatorio)", "Decreto 640, art. 2.1: sí - no", "E-1 + 2; {a}"):
        assert md(texto) == texto
    assert md("1. uno") == "1\\. uno"
    assert md("- uno") == "\\- uno"
    assert md(":red[x] :material/menu:") == "\\:red\\[x\\] \\:material/menu:"
    assert md("www.x.co a@b.co https://x.co") == "www\\.x.co a\\@b.co https\\://x.co"
