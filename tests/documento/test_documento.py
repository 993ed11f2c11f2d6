"""Lo que dice el documento y los tres formatos en que se escribe."""

import io
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest

from autodiagnostico.documento import Documento, a_markdown, a_pdf, a_word, documento_de
from autodiagnostico.documento.bloques import Lista, Nota, Parrafo, Tabla, Titulo
from autodiagnostico.documento.regla import bloques_de_regla, primera_regla_por_pregunta
from reglas import Catalogo, cargar
from tests.bases import PANADERIA

AQUI = Path(__file__).parent
REAL = cargar()
PAN = cargar([PANADERIA])


@pytest.fixture(scope="module")
def rara(tmp_path_factory: pytest.TempPathFactory) -> Documento:
    """La panadería con una norma escrita con toda clase de signos."""
    carpeta = tmp_path_factory.mktemp("rara")
    (carpeta / "rara.yaml").write_text((AQUI / "rara.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    return documento_de(cargar([PANADERIA, carpeta]))


def palabras(documento: Documento) -> str:
    """Todo el texto del documento, sin formato."""
    salida: list[str] = []
    for bloque in documento.bloques:
        match bloque:
            case Titulo(_, texto):
                salida.append(texto)
            case Parrafo(texto, rotulo, enlace):
                salida += [rotulo, texto, enlace]
            case Lista(rotulo, puntos):
                salida += [rotulo, *(p for _, p in puntos)]
            case Nota(titulo, texto, citas):
                salida += [titulo, texto, *citas]
            case Tabla(columnas, _, filas):
                salida += [*columnas, *(c for f in filas for c in f)]
    return "\n".join(salida)


def solo_regla(catalogo: Catalogo, codigo: str) -> Documento:
    bloques = tuple(bloques_de_regla(catalogo, codigo, 3, primera_regla_por_pregunta(catalogo)))
    return Documento("Una regla", "De una panadería", "1", "abc", bloques)


def test_toda_la_base_esta_en_el_documento() -> None:
    """Cada regla, pregunta, opción, acción, hecho, parámetro, lista, contradicción y fila de inventario."""
    dicho = palabras(documento_de(REAL))
    faltan = [c for c in (*REAL.reglas, *REAL.acciones, *REAL.contradicciones) if c not in dicho]
    faltan += [c for c in (*REAL.hechos, *REAL.parametros, *REAL.listas, *REAL.inventario) if c not in dicho]
    for criterio in REAL.criterios.values():
        esperado = [criterio.pregunta, criterio.ayuda, *(criterio.opciones or {}).values()]
        faltan += [t for t in esperado if t not in dicho]
    faltan += [n.nombre for n in REAL.normas.values() if n.nombre not in dicho]
    faltan += [a.texto for r in REAL.reglas.values() for a in r.advertencias if a.texto not in dicho]
    assert faltan == []


def test_los_titulos_van_de_norma_a_articulo_y_a_regla_sin_saltos() -> None:
    """Ningún nivel se salta: lo pide la accesibilidad."""
    niveles = [b.nivel for b in documento_de(REAL).bloques if isinstance(b, Titulo)]
    assert niveles[0] == 1
    assert all(despues <= antes + 1 for antes, despues in pairwise(niveles))
    assert niveles.count(3) == len(REAL.reglas)


def test_cada_pregunta_se_explica_una_sola_vez() -> None:
    """En las demás reglas que la leen se nombra y se dice dónde está."""
    titulos = [b for b in documento_de(PAN).bloques if isinstance(b, Parrafo) and b.rotulo == "Pregunta."]
    sobre_la_madre = [b.texto for b in titulos if "masa.madre" in b.texto]
    assert sobre_la_madre == [
        "¿Usa masa madre? (masa.madre)",
        "¿Usa masa madre? (masa.madre; se explica en MASA-1).",
    ]


def test_una_regla_se_lee_asi() -> None:
    """La del horno, en Markdown, tal como debe quedar."""
    esperado = (AQUI / "horno.md").read_text(encoding="utf-8")
    assert a_markdown(solo_regla(PAN, "HORNO-1")) == esperado


def test_la_misma_base_da_los_mismos_bytes(rara: Documento) -> None:
    """En Markdown y en PDF."""
    assert documento_de(PAN) == documento_de(PAN)
    assert a_markdown(rara) == a_markdown(rara)
    assert a_pdf(rara) == a_pdf(rara)


def test_nada_de_lo_escrito_se_vuelve_marca_en_markdown(rara: Documento) -> None:
    """Ni títulos, ni listas, ni enlaces, ni etiquetas."""
    texto = a_markdown(rara)
    assert r"\*Hacer\* \_algo\_" in texto
    assert r"\<script\>" in texto
    assert r"\[aquí\](http://ejemplo.invalid)" in texto
    assert "\n1\\. No es una lista. Segundo renglón & fin.\n" in texto
    assert r"**Nota.** \# No es un título - ni una lista" in texto
    assert r"hoja \| 1" in texto


def abrir(documento: Documento) -> Any:
    return docx.Document(io.BytesIO(a_word(documento)))


def test_el_word_trae_titulos_de_verdad_y_la_marca_en_el_encabezado(rara: Documento) -> None:
    """Los mismos títulos, con los estilos que Word usa para el índice y para navegar."""
    abierto = abrir(rara)
    titulos = [
        (int(p.style.name.removeprefix("Heading ")), p.text)
        for p in abierto.paragraphs
        if p.style.name.startswith("Heading ")
    ]
    assert titulos == [(b.nivel, b.texto) for b in rara.bloques if isinstance(b, Titulo)]
    assert rara.digesto[:12] in abierto.sections[0].header.paragraphs[0].text
    assert f"Digesto {rara.digesto}" in "\n".join(p.text for p in abierto.paragraphs)
    assert abierto.core_properties.title == rara.titulo
    assert abierto.core_properties.author == ""


def test_el_word_trae_indice_idioma_enlaces_y_encabezado_de_tabla(rara: Documento) -> None:
    """El índice es un campo, y ya trae los títulos."""
    abierto = abrir(rara)
    cuerpo = abierto.element.xml
    assert 'TOC \\o "1-2" \\h \\z \\u' in cuerpo
    assert cuerpo.count('w:fldCharType="begin"') == cuerpo.count('w:fldCharType="end"') == 1
    assert 'w:lang w:val="es-CO"' in abierto.styles.element.xml
    direcciones = {r.target_ref for r in abierto.part.rels.values() if r.is_external}
    assert direcciones == {"https://ejemplo.invalid/a?b=1&c=2"}
    tablas = [b for b in rara.bloques if isinstance(b, Tabla)]
    assert len(abierto.tables) == len(tablas)
    assert cuerpo.count("<w:tblHeader") == len(tablas)
    assert [c.text for c in abierto.tables[0].rows[0].cells] == list(tablas[0].columnas)


def test_el_word_dice_lo_mismo_que_el_modelo(rara: Documento) -> None:
    """Con los signos tal como se escribieron."""
    dicho = "\n".join(p.text for p in abrir(rara).paragraphs)
    assert "A & B" in dicho
    assert '=SUMA(1;2) #eval("1") | barra | \\barra <ñ>' in dicho
    assert "1. No es una lista.\nSegundo renglón & fin." in dicho


def test_el_pdf_es_accesible_y_esta_en_espanol(rara: Documento) -> None:
    """PDF/UA-1, con idioma y título, aunque el texto traiga signos de Typst."""
    pdf = a_pdf(rara)
    assert pdf.startswith(b"%PDF-1.7")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"/Lang(es-CO)" in pdf
    assert rara.titulo.encode() in pdf


def test_la_base_real_se_escribe_en_los_tres_formatos() -> None:
    """Entera, sin que ningún formato se queje."""
    documento = documento_de(REAL)
    assert a_pdf(documento).startswith(b"%PDF")
    assert len(abrir(documento).tables) == sum(isinstance(b, Tabla) for b in documento.bloques)
    assert a_markdown(documento).count("\n#### ") == len(REAL.reglas)
