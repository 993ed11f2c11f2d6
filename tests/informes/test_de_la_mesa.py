"""Los informes de la Mesa: se producen, se abren, dicen lo evaluado y se pueden comprobar."""

from __future__ import annotations

import ctypes
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image
from sqlmodel import select

from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import Asiento
from autodiagnostico.errores import ErrorDePermiso
from autodiagnostico.graficas import por_escenario
from autodiagnostico.informes.mesa.textos import Cual, declarados
from autodiagnostico.palabras import puntaje
from autodiagnostico.permisos import NADIE, Pertenencia, Quien, Rol
from autodiagnostico.sala import Sala
from autodiagnostico.sello import comprobar
from autodiagnostico.servicios import diagnosticos, informes, plan, seguimiento
from autodiagnostico.servicios.emision import HECHO
from motor import Estado
from motor.cuestionario import OBLIGATORIOS
from tests.informes.lectores import (
    SI_HAY_LIBREOFFICE,
    calculados_por_libreoffice,
    formulas_de,
    texto_pdf,
    texto_word,
)
from tests.informes.piezas import ENTREGADO, MOTIVO, PROPIA

_Emitidos = dict[tuple[Cual, str], bytes]
OFRECIDOS = (".docx", ".pdf", ".xlsx")


@pytest.fixture(scope="module")
def emitidos(sala: Sala, planeado: int) -> _Emitidos:
    """Todos, en los tres formatos que se ofrecen, emitidos de verdad."""
    return {(cual, f): informes.emitir(sala, planeado, cual, f) for cual in Cual for f in OFRECIDOS}


@pytest.mark.parametrize("cual", Cual)
@pytest.mark.parametrize("formato", OFRECIDOS)
def test_cada_informe_lleva_su_sello_y_queda_asentado(
    emitidos: _Emitidos, sala: Sala, cual: Cual, formato: str
) -> None:
    sello, entero = comprobar(emitidos[cual, formato], formato)
    assert entero
    assert sello.informe == declarados()[cual].nombre
    with leyendo(sala.motor_bd) as sesion:
        huellas = {
            a.detalle.get("contenido") for a in sesion.exec(select(Asiento).where(Asiento.hecho == HECHO))
        }
    assert sello.contenido in huellas


def test_cambiar_una_figura_del_word_rompe_el_sello(emitidos: _Emitidos) -> None:
    """Una gráfica también es algo que el informe dice."""
    salida, otra = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (9, 9)).save(otra, "PNG")
    with (
        zipfile.ZipFile(io.BytesIO(emitidos[Cual.DIRECCION, ".docx"])) as antes,
        zipfile.ZipFile(salida, "w") as despues,
    ):
        for nombre in antes.namelist():
            figura = nombre.startswith("word/media/")
            despues.writestr(nombre, otra.getvalue() if figura else antes.read(nombre))
    assert not comprobar(salida.getvalue(), ".docx")[1]


@pytest.mark.parametrize("formato", [".pdf", ".docx"])
def test_a_la_direccion_se_le_dice_lo_evaluado(
    emitidos: _Emitidos, sala: Sala, planeado: int, formato: str
) -> None:
    resultado = diagnosticos.evaluar(sala, planeado)
    deberes = [h for h in resultado.hallazgos.values() if h.caracter in OBLIGATORIOS]
    aplican = [h for h in deberes if h.estado is not Estado.NO_APLICA]
    cumplidos = sum(h.estado is Estado.CUMPLE for h in aplican)
    leer = texto_pdf if formato == ".pdf" else texto_word
    dicho = leer(emitidos[Cual.DIRECCION, formato])
    assert f"con {puntaje(resultado.madurez_global.indice_min)} puntos de 100" in dicho
    assert f"cumple {cumplidos} de los {len(aplican)} deberes" in dicho
    assert f"{cumplidos} de {len(aplican)}" in dicho


def test_a_la_direccion_le_llegan_dos_paginas(sala: Sala, planeado: int) -> None:
    """Con cualquiera de las entidades inventadas, también la que va en borrador."""
    suyos = diagnosticos.listar(sala)
    assert len(suyos) > 2
    for ficha in suyos:
        contenido = informes.emitir(sala, ficha.id, Cual.DIRECCION, ".pdf")
        assert len(pypdfium2.PdfDocument(contenido)) == 2


def test_el_seguimiento_dice_el_avance_ponderado_y_lo_entregado(
    emitidos: _Emitidos, sala: Sala, planeado: int
) -> None:
    aprobadas = [m for m in seguimiento.marchas(sala, planeado) if m.item.aprobado_en]
    dias = [m.item.dicho.esfuerzo_dias or 1 for m in aprobadas]
    avance = sum(d * m.porcentaje for d, m in zip(dias, aprobadas, strict=True)) // sum(dias)
    dicho = texto_pdf(emitidos[Cual.SEGUIMIENTO, ".pdf"])
    assert f"{len(aprobadas)} acciones aprobadas por el Comité. Va en {avance} %" in dicho
    assert "1 terminada y 0 vencidas" in dicho
    assert "todavía no ha aprobado 1 acción del plan" in dicho
    assert PROPIA not in dicho
    assert ENTREGADO.split(" &", maxsplit=1)[0] in dicho


def test_el_informe_anual_trae_lo_que_pide_el_articulo(emitidos: _Emitidos) -> None:
    """Seguimiento, evaluación, mejoras, avances y logros; y por qué no se hizo lo que no se hizo."""
    documento = docx.Document(io.BytesIO(emitidos[Cual.GESTION, ".docx"]))
    titulos = [
        p.text
        for p in documento.paragraphs
        if p.style is not None and (p.style.name or "").startswith("Heading")
    ]
    for titulo in (
        "Seguimiento de la implementación",
        "Evaluación",
        "Avances y logros",
        "Acciones de mejora identificadas",
        "Lo que no se hizo, y por qué",
    ):
        assert titulo in titulos
    dicho = texto_word(emitidos[Cual.GESTION, ".docx"])
    assert MOTIVO in dicho
    assert "Resolución inventada 12" in dicho
    assert "Diálogo de barrio" in dicho
    assert "Sin ningún mecanismo registrado: Transparencia" in dicho


def test_la_matriz_separa_lo_que_va_al_programa(emitidos: _Emitidos, sala: Sala, planeado: int) -> None:
    suyas = [i for i in plan.items(sala, planeado) if i.dicho.destino == declarados()[Cual.PTEP].destino]
    documento = docx.Document(io.BytesIO(emitidos[Cual.PTEP, ".docx"]))
    matriz, otras = documento.tables
    assert [f.cells[2].text for f in matriz.rows][1:] == [i.titulo for i in suyas]
    assert len(otras.rows) - 1 == len(plan.items(sala, planeado)) - len(suyas)
    assert "T2: 1; T4: 2" in matriz.rows[1].cells[4].text
    seccion = documento.sections[0]
    assert seccion.page_width is not None
    assert seccion.page_height is not None
    assert seccion.page_width > seccion.page_height


def test_el_presupuesto_suma_y_dice_lo_que_no_trae_costo(
    emitidos: _Emitidos, sala: Sala, planeado: int
) -> None:
    items = plan.items(sala, planeado)
    total = sum(i.dicho.costo or 0 for i in items)
    dicho = texto_word(emitidos[Cual.PRESUPUESTO, ".docx"])
    assert f"$ {total:,}".replace(",", ".") in dicho
    assert "lo que no dice su costo (1 acción)" in dicho


# --- Accesibles -----------------------------------------------------------------------------------


def _alternativos(contenido: bytes) -> Iterator[str]:
    """El texto alternativo de cada figura de un PDF, por su árbol de estructura."""
    pdf = pypdfium2.PdfDocument(contenido)
    for numero in range(len(pdf)):
        arbol = pdfium.FPDF_StructTree_GetForPage(pdf[numero])
        pendientes = [
            pdfium.FPDF_StructTree_GetChildAtIndex(arbol, i)
            for i in range(pdfium.FPDF_StructTree_CountChildren(arbol))
        ]
        while pendientes:
            uno = pendientes.pop()
            if not uno:
                continue
            if _leido(pdfium.FPDF_StructElement_GetType, uno) == "Figure":
                yield _leido(pdfium.FPDF_StructElement_GetAltText, uno)
            hijos = pdfium.FPDF_StructElement_CountChildren(uno)
            pendientes += [pdfium.FPDF_StructElement_GetChildAtIndex(uno, i) for i in range(hijos)]


def _leido(pedir: Any, elemento: Any) -> str:
    largo = pedir(elemento, None, 0)
    memoria = ctypes.create_string_buffer(largo)
    pedir(elemento, memoria, largo)
    return memoria.raw[: max(largo - 2, 0)].decode("utf-16-le")


@pytest.mark.parametrize("cual", Cual)
def test_el_pdf_es_accesible(emitidos: _Emitidos, cual: Cual) -> None:
    """Declara PDF/UA-1, está etiquetado y dice su idioma."""
    contenido = emitidos[cual, ".pdf"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in contenido
    assert pypdfium2.PdfDocument(contenido).is_tagged()
    assert b"/Lang(es-CO)" in contenido


def test_toda_figura_dice_lo_que_muestra(emitidos: _Emitidos, sala: Sala, planeado: int) -> None:
    """En el PDF, en su árbol; en Word, en la imagen."""
    esperado = por_escenario(diagnosticos.evaluar(sala, planeado)).alternativa
    assert list(_alternativos(emitidos[Cual.DIRECCION, ".pdf"])) == [esperado]
    en_gestion = list(_alternativos(emitidos[Cual.GESTION, ".pdf"]))
    assert len(en_gestion) == 3
    assert all(en_gestion)
    documento = docx.Document(io.BytesIO(emitidos[Cual.GESTION, ".docx"]))
    en_word = [f._inline.docPr.get("descr") for f in documento.inline_shapes]
    assert sorted(en_word) == sorted(en_gestion)


# --- Fórmulas -------------------------------------------------------------------------------------


@SI_HAY_LIBREOFFICE
def test_las_formulas_dan_lo_mismo_que_el_programa_y_estan_vivas(emitidos: _Emitidos, tmp_path: Path) -> None:
    """LibreOffice las calcula desde cero, y si un dato cambia, el total cambia con él."""
    suyos = {cual.value: emitidos[cual, ".xlsx"] for cual in Cual}
    libros = {n: openpyxl.load_workbook(io.BytesIO(c)) for n, c in suyos.items()}
    cambiado = openpyxl.load_workbook(io.BytesIO(suyos[Cual.SEGUIMIENTO]))
    for fila in cambiado["Seguimiento"].iter_rows():
        if isinstance(fila[6].value, int):
            fila[6].value = 50
    calculados = calculados_por_libreoffice(tmp_path, libros | {"cambiado": cambiado})
    for nombre, contenido in suyos.items():
        formulas = formulas_de(contenido)
        assert formulas, nombre
        dichos = openpyxl.load_workbook(io.BytesIO(contenido), data_only=True)
        for (hoja, celda), formula in formulas.items():
            dicho = dichos[hoja][celda].value
            assert calculados[nombre][hoja][celda].value == pytest.approx(dicho), (
                nombre,
                hoja,
                celda,
                formula,
            )
    resumen = {f[0].value: f[1].value for f in calculados["cambiado"]["Resumen"].iter_rows()}
    assert resumen["Avance del plan, de 100"] == 50


def test_el_resumen_del_libro_dice_lo_evaluado(emitidos: _Emitidos, sala: Sala, planeado: int) -> None:
    """Lo que trae calculado, para quien lo abra donde no se calcula."""
    libro = openpyxl.load_workbook(io.BytesIO(emitidos[Cual.GESTION, ".xlsx"]), data_only=True)
    resumen = {f[0].value: f[1].value for f in libro["Resumen"].iter_rows()}
    total = diagnosticos.evaluar(sala, planeado).madurez_global
    assert puntaje(total.indice_min) == f"{resumen['Madurez demostrada, de 100']:.1f}".replace(".", ",")
    assert resumen["Nivel demostrado"] == total.nivel_min
    assert resumen["Personas que participaron"] == 100


# --- Permisos -------------------------------------------------------------------------------------


def test_sin_permiso_de_descargar_no_hay_informe(sala: Sala, planeado: int) -> None:
    entidad = diagnosticos.leer(sala, planeado).entidad
    sector = Quien("Sector", 1, (Pertenencia(Rol.SECTOR, None, str(entidad.atributos.get("sector"))),))
    for quien in (NADIE, sector, Quien("Otra", 2, (Pertenencia(Rol.LIDER, entidad.id + 1),))):
        for cual in Cual:
            with pytest.raises(ErrorDePermiso):
                informes.emitir(sala.como(quien), planeado, cual, ".md")
    lector = Quien("Lectora", 3, (Pertenencia(Rol.LECTOR, entidad.id),))
    assert informes.emitir(sala.como(lector), planeado, Cual.GESTION, ".md")


def test_de_un_diagnostico_sin_plan_tambien_salen(sala: Sala, planeado: int) -> None:
    """Y dicen que no hay qué medir."""
    otro = next(d.id for d in diagnosticos.listar(sala) if not plan.items(sala, d.id))
    for cual in Cual:
        assert comprobar(informes.emitir(sala, otro, cual, ".docx"), ".docx")[1]
        assert comprobar(informes.emitir(sala, otro, cual, ".xlsx"), ".xlsx")[1]
    dicho = informes.emitir(sala, otro, Cual.SEGUIMIENTO, ".md").decode()
    assert "no hay qué medir" in dicho
