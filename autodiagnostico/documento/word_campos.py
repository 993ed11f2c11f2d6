"""Lo de Word que python-docx no ofrece: campos, índice, enlaces e idioma."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_SANGRIA_CM = 0.7


def campo(parrafo: Any, instruccion: str, mientras: str) -> None:
    """Un campo que Word calcula, con lo que se ve mientras no lo haga."""
    _abrir_campo(parrafo, instruccion)
    parrafo.add_run(mientras)
    _marca(parrafo, "end")


def campo_de_indice(salida: Any, titulos: Sequence[tuple[int, str]], niveles: int) -> None:
    """El índice como campo, ya con los títulos, para quien lo lea sin ponerlo al día."""
    from docx.shared import Cm, Pt

    parrafo = salida.add_paragraph()
    _abrir_campo(parrafo, f'TOC \\o "1-{niveles}" \\h \\z \\u')
    for nivel, texto in titulos:
        parrafo.add_run(texto)
        parrafo.paragraph_format.left_indent = Cm(_SANGRIA_CM * (nivel - 1))
        parrafo.paragraph_format.space_after = Pt(0)
        parrafo = salida.add_paragraph()
    _marca(parrafo, "end")


def _abrir_campo(parrafo: Any, instruccion: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    _marca(parrafo, "begin")
    texto = OxmlElement("w:instrText")
    texto.set(qn("xml:space"), "preserve")
    texto.text = f" {instruccion} "
    parrafo.add_run()._r.append(texto)
    _marca(parrafo, "separate")


def _marca(parrafo: Any, tipo: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    marca = OxmlElement("w:fldChar")
    marca.set(qn("w:fldCharType"), tipo)
    parrafo.add_run()._r.append(marca)


def enlace(parrafo: Any, direccion: str, texto: str) -> None:
    """Un enlace a una dirección de fuera."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    relacion = parrafo.part.relate_to(direccion, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    elemento = OxmlElement("w:hyperlink")
    elemento.set(qn("r:id"), relacion)
    corrida = parrafo.add_run(texto)
    corrida.font.color.rgb = RGBColor.from_string("1B4F91")
    corrida.font.underline = True
    elemento.append(corrida._r)
    parrafo._p.append(elemento)


def idioma(salida: Any, codigo: str) -> None:
    """El idioma con que Word revisa la ortografía y un lector de pantalla lee."""
    from docx.oxml.ns import qn

    for lengua in salida.styles.element.iter(qn("w:lang")):
        for atributo in ("w:val", "w:eastAsia", "w:bidi"):
            lengua.set(qn(atributo), codigo)
