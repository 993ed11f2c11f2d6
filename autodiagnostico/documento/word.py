"""El documento en Word, hecho para comentarlo: títulos de verdad y párrafos cortos, sin cuadros de texto."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from autodiagnostico.documento.bloques import (
    Bloque,
    Cifra,
    Cifras,
    Documento,
    Figura,
    Lista,
    Nota,
    Parrafo,
    SaltoDePagina,
    Tabla,
    Titulo,
)
from autodiagnostico.documento.word_campos import campo, campo_de_indice, enlace, idioma
from autodiagnostico.sello.word import poner_propiedades

_FUENTE = "Calibri"
_AZUL = "1F3A5F"
_GRIS = "44505C"
_AMBAR = "B7791F"
_ESTILO_DE_NOTA = "Nota"
_ESTILOS_DE_LISTA = ("List Bullet", "List Bullet 2", "List Bullet 3")
_SANGRIA_CM = 0.63
_NIVELES_DEL_INDICE = 2
_ANCHO_CM = 16.5


def a_word(documento: Documento) -> bytes:
    """El .docx; el índice se pone al día en Word con F9."""
    from docx import Document

    salida = Document()
    _preparar(salida, documento)
    salida.add_paragraph(documento.titulo, style="Title")
    salida.add_paragraph(documento.subtitulo, style="Subtitle")
    bloques = [*documento.bloques, *documento.verificacion()]
    if not documento.breve:
        for renglon in documento.portada:
            salida.add_paragraph(renglon)
        salida.add_paragraph("Contenido", style="TOC Heading")
        titulos = [b for b in bloques if isinstance(b, Titulo) and b.nivel <= _NIVELES_DEL_INDICE]
        campo_de_indice(salida, [(t.nivel, t.texto) for t in titulos], _NIVELES_DEL_INDICE)
        if documento.de_corrido:
            _poner(salida, SaltoDePagina())
    for bloque in bloques:
        _poner(salida, bloque)
    if documento.sello:
        poner_propiedades(salida, documento.sello.propiedades())
    contenido = io.BytesIO()
    salida.save(contenido)
    return contenido.getvalue()


def _preparar(salida: Any, documento: Documento) -> None:
    """Página, estilos, idioma, encabezado con la base y pie con el número de página."""
    from docx.enum.section import WD_ORIENT
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm, Inches, Pt, RGBColor

    propiedades = salida.core_properties
    propiedades.title, propiedades.subject = documento.titulo, documento.subtitulo
    propiedades.author = propiedades.comments = propiedades.last_modified_by = ""
    propiedades.language = "es-CO"
    idioma(salida, "es-CO")
    estilos = salida.styles
    estilos["Normal"].font.name, estilos["Normal"].font.size = _FUENTE, Pt(10.5)
    estilos["Normal"].paragraph_format.space_after = Pt(5)
    for nivel, puntos in ((1, 14 if documento.breve else 20), (2, 14), (3, 11.5)):
        titulo = estilos[f"Heading {nivel}"]
        titulo.font.name, titulo.font.size = _FUENTE, Pt(puntos)
        titulo.font.color.rgb = RGBColor.from_string(_AZUL)
        titulo.paragraph_format.space_before = Pt(18 if nivel > 1 or documento.de_corrido else 0)
        titulo.paragraph_format.space_after = Pt(6)
    estilos["Heading 1"].paragraph_format.page_break_before = not documento.de_corrido
    estilos["Title"].font.name = estilos["Subtitle"].font.name = _FUENTE
    for estilo in _ESTILOS_DE_LISTA:
        estilos[estilo].paragraph_format.space_after = Pt(2)
    nota = estilos.add_style(_ESTILO_DE_NOTA, WD_STYLE_TYPE.PARAGRAPH)
    nota.base_style = estilos["Normal"]
    nota.paragraph_format.left_indent = Cm(_SANGRIA_CM)
    seccion = salida.sections[0]
    seccion.page_width, seccion.page_height = Inches(8.5), Inches(11)
    if documento.apaisado:
        seccion.orientation = WD_ORIENT.LANDSCAPE
        seccion.page_width, seccion.page_height = seccion.page_height, seccion.page_width
    seccion.left_margin = seccion.right_margin = Inches(1)
    encabezado, pie = seccion.header.paragraphs[0], seccion.footer.paragraphs[0]
    encabezado.text = " · ".join(t for t in (documento.titulo, documento.marca) if t)
    for parrafo in (encabezado, pie):
        parrafo.style.font.size = Pt(8.5)
        parrafo.style.font.color.rgb = RGBColor.from_string(_GRIS)
    pie.add_run("Página ")
    campo(pie, "PAGE", "1")
    pie.add_run(" de ")
    campo(pie, "NUMPAGES", "1")


def _poner(salida: Any, bloque: Bloque) -> None:
    match bloque:
        case Titulo(nivel, texto):
            salida.add_heading(texto, level=nivel)
        case Parrafo(texto, rotulo, direccion):
            parrafo = _con_rotulo(salida.add_paragraph(), rotulo, texto)
            if direccion:
                parrafo.add_run(" ")
                enlace(parrafo, direccion, "Leer en línea")
        case Lista(rotulo, puntos):
            if rotulo:
                _con_rotulo(salida.add_paragraph(), rotulo, "").paragraph_format.keep_with_next = True
            _puntos(salida, puntos)
        case Nota(titulo, texto, citas):
            _con_rotulo(salida.add_paragraph(style=_ESTILO_DE_NOTA), f"{titulo}.", texto, _AMBAR)
            for cita in citas:
                salida.add_paragraph(cita, style=_ESTILO_DE_NOTA).runs[0].italic = True
        case Tabla():
            _tabla(salida, bloque)
        case Cifras(cifras):
            _cifras(salida, cifras)
        case Figura():
            _figura(salida, bloque)
        case SaltoDePagina():
            salida.add_page_break()


def _con_rotulo(parrafo: Any, rotulo: str, texto: str, color: str = "") -> Any:
    from docx.shared import RGBColor

    if rotulo:
        corrida = parrafo.add_run(f"{rotulo} " if texto else rotulo)
        corrida.bold = True
        if color:
            corrida.font.color.rgb = RGBColor.from_string(color)
    if texto:
        parrafo.add_run(texto)
    return parrafo


def _puntos(salida: Any, puntos: Sequence[tuple[int, str]]) -> None:
    from docx.shared import Cm

    for hondo, texto in puntos:
        ultimo = len(_ESTILOS_DE_LISTA) - 1
        parrafo = salida.add_paragraph(texto, style=_ESTILOS_DE_LISTA[min(hondo, ultimo)])
        if hondo > ultimo:
            parrafo.paragraph_format.left_indent = Cm(_SANGRIA_CM * (hondo + 1))


def _cifras(salida: Any, cifras: Sequence[Cifra]) -> None:
    """En una fila: el valor grande, qué cuenta, de dónde y de cuándo es."""
    from docx.shared import Pt, RGBColor

    puesta = salida.add_table(rows=1, cols=len(cifras), style="Table Grid")
    for celda, cifra in zip(puesta.rows[0].cells, cifras, strict=True):
        parrafo = celda.paragraphs[0]
        for texto, puntos, color in (
            (cifra.valor, 18, _AZUL),
            (cifra.rotulo, 10, ""),
            (cifra.origen, 8, _GRIS),
        ):
            parrafo = celda.add_paragraph() if parrafo.text else parrafo
            parrafo.paragraph_format.space_after = Pt(2)
            corrida = parrafo.add_run(texto)
            corrida.font.size, corrida.bold = Pt(puntos), texto is cifra.valor
            if color:
                corrida.font.color.rgb = RGBColor.from_string(color)
    salida.add_paragraph()


def _figura(salida: Any, figura: Figura) -> None:
    """La gráfica como imagen, con su texto alternativo, bajo su título."""
    from docx.shared import Cm, Pt

    from autodiagnostico.graficas import png

    grafica = figura.grafica
    titulo = _con_rotulo(salida.add_paragraph(), f"{grafica.titulo}.", grafica.origen.en_palabras())
    titulo.runs[-1].font.size = Pt(9)
    titulo.paragraph_format.keep_with_next = True
    imagen = salida.add_picture(io.BytesIO(png(grafica, rotulada=False)), width=Cm(_ANCHO_CM))
    imagen._inline.docPr.set("descr", grafica.alternativa)
    imagen._inline.docPr.set("title", grafica.titulo)


def _tabla(salida: Any, tabla: Tabla) -> None:
    """Una tabla cuyo encabezado se repite en cada página y cuyas filas no se parten."""
    from docx.shared import Cm, Emu, Pt, RGBColor

    seccion = salida.sections[0]
    util = Emu(seccion.page_width - seccion.left_margin - seccion.right_margin)
    unidad = util.cm / sum(tabla.anchos)
    puesta = salida.add_table(rows=1, cols=len(tabla.columnas), style="Table Grid")
    puesta.autofit = False
    for columna, ancho in zip(puesta.columns, tabla.anchos, strict=True):
        columna.width = Cm(ancho * unidad)
    filas = [puesta.rows[0], *(puesta.add_row() for _ in tabla.filas)]
    for fila, textos in zip(filas, [tabla.columnas, *tabla.filas], strict=True):
        for celda, texto, ancho in zip(fila.cells, textos, tabla.anchos, strict=True):
            celda.width = Cm(ancho * unidad)
            parrafo = celda.paragraphs[0]
            parrafo.paragraph_format.space_after = Pt(2)
            corrida = parrafo.add_run(texto)
            corrida.font.size = Pt(9)
            if fila is filas[0]:
                corrida.bold, corrida.font.color.rgb = True, RGBColor.from_string("FFFFFF")
                _sombrear(celda)
        _marcar(fila, "w:cantSplit")
    _marcar(puesta.rows[0], "w:tblHeader")
    salida.add_paragraph()


def _sombrear(celda: Any) -> None:
    """El fondo de un encabezado."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    fondo = OxmlElement("w:shd")
    for atributo, valor in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", _AZUL)):
        fondo.set(qn(atributo), valor)
    celda._tc.get_or_add_tcPr().append(fondo)


def _marcar(fila: Any, nombre: str) -> None:
    """Pone a una fila una propiedad que python-docx no ofrece."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    marca = OxmlElement(nombre)
    marca.set(qn("w:val"), "true")
    fila._tr.get_or_add_trPr().append(marca)
