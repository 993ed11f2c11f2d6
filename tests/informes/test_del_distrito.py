"""Los informes del Distrito: dicen lo comparado, con grupos y sin puestos, y lo que no se contó y por qué."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from autodiagnostico.ajustes import Ajustes
from autodiagnostico.analisis import distribuciones, grupos, incumplidas
from autodiagnostico.comision.palabras import como_va
from autodiagnostico.errores import ErrorDePermiso, ErrorDeServicio
from autodiagnostico.informes.distrito import hojas
from autodiagnostico.informes.distrito.textos import Cual, declarados
from autodiagnostico.palabras import puntaje_guardado
from autodiagnostico.permisos import LOCAL, NADIE, Pertenencia, Quien, Rol
from autodiagnostico.sala import Sala, abrir_sala
from autodiagnostico.sello import comprobar
from autodiagnostico.servicios import comision, comparacion, diagnosticos, distrito, distrito_sintetico
from autodiagnostico.servicios import informes_del_distrito as informes
from tests.informes.lectores import (
    SI_HAY_LIBREOFFICE,
    calculados_por_libreoffice,
    formulas_de,
    texto_pdf,
    texto_word,
)

PRIMERA = 7
"""La fila en que empiezan los datos de una hoja: antes van el título, las notas y el encabezado."""
_Emitidos = dict[tuple[Cual, str], bytes]


@pytest.fixture(scope="module")
def inventado(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sala]:
    """Un distrito sintético pequeño, de dos vigencias, con uno devuelto: un borrador no se cuenta."""
    abierta = abrir_sala(Ajustes(datos=tmp_path_factory.mktemp("datos"))).como(LOCAL)
    distrito_sintetico.cargar(abierta, 9, 2, 7)
    primera = distrito.vigencias(abierta)[0]
    suyo = next(d for d in diagnosticos.listar(abierta, vigencia=primera) if d.estado == "enviado")
    diagnosticos.devolver(abierta, suyo.id, "Falta revisar")
    yield abierta
    abierta.motor_bd.dispose()


@pytest.fixture(scope="module")
def vigencia(inventado: Sala) -> int:
    return distrito.vigencias(inventado)[0]


@pytest.fixture(scope="module")
def emitidos(inventado: Sala, vigencia: int) -> _Emitidos:
    """Todos en PDF, y los que se abren en Excel y en Word."""
    pedidos = [(c, ".pdf") for c in Cual]
    pedidos += [(Cual.ANUAL, ".docx"), (Cual.ANUAL, ".xlsx"), (Cual.RECOMENDACIONES, ".xlsx")]
    return {(c, f): informes.emitir(inventado, vigencia, c, f) for c, f in pedidos}


def test_cada_uno_lleva_su_sello_y_es_accesible(emitidos: _Emitidos) -> None:
    for (cual, formato), contenido in emitidos.items():
        sello, entero = comprobar(contenido, formato)
        assert entero
        assert sello.informe == declarados()[cual].nombre
        if formato == ".pdf":
            assert b"<pdfuaid:part>1</pdfuaid:part>" in contenido


@pytest.mark.parametrize("cual", [Cual.FEBRERO, Cual.JULIO, Cual.ANUAL, Cual.PRESENTACION])
def test_dice_la_mediana_y_lo_que_mas_se_incumple(
    emitidos: _Emitidos, inventado: Sala, vigencia: int, cual: Cual
) -> None:
    cuadro = distrito.abrir(inventado, [vigencia])
    (suyo,) = distribuciones.por_ambito(cuadro, ["global"])
    dicho = texto_pdf(emitidos[cual, ".pdf"])
    assert f"es de {puntaje_guardado(suyo.mediana)} puntos de 100" in dicho
    primera = incumplidas.por_regla(cuadro)[0]
    assert f"{primera.fallan} de {primera.aplica - primera.sin_informacion}" in dicho


def test_lo_que_no_se_cuenta_se_dice_y_por_que(emitidos: _Emitidos, inventado: Sala, vigencia: int) -> None:
    fuera = [f for f in comparacion.comparar(inventado, vigencia) if not f.contada]
    assert fuera
    dicho = texto_word(emitidos[Cual.ANUAL, ".docx"])
    for fila in fuera:
        assert fila.nombre in dicho
        assert fila.razon_no_contada in dicho


def test_trae_grupos_en_orden_alfabetico_y_nunca_puestos(emitidos: _Emitidos) -> None:
    """Ni en el documento ni en el libro: las entidades van por su nombre."""
    libro = openpyxl.load_workbook(io.BytesIO(emitidos[Cual.ANUAL, ".xlsx"]))
    encabezados = [str(c.value).casefold() for hoja in libro for f in hoja.iter_rows() for c in f if c.value]
    assert not [t for t in encabezados if t.startswith(("puesto", "posición", "ranking", "lugar"))]
    nombres = [f[0].value for f in libro["Entidades"].iter_rows(min_row=PRIMERA) if f[0].value]
    assert nombres == sorted(nombres, key=lambda n: str(n).casefold())
    dicho = texto_word(emitidos[Cual.ANUAL, ".docx"])
    assert "Entre dos o más grupos" in dicho
    assert "No se publican puestos" in dicho


def test_cada_consolidado_semestral_es_de_su_sesion(emitidos: _Emitidos, vigencia: int) -> None:
    assert f"en la sesión de febrero de {vigencia + 1}" in texto_pdf(emitidos[Cual.FEBRERO, ".pdf"])
    assert f"en la sesión de julio de {vigencia}" in texto_pdf(emitidos[Cual.JULIO, ".pdf"])


def test_en_febrero_se_rinde_el_semestre_anterior_con_el_plan_de_ese_ano(inventado: Sala) -> None:
    ano = comision.vigencias(inventado)[0]
    con_plan = informes.reunir(inventado, ano - 1, Cual.FEBRERO).comision
    assert con_plan is not None
    assert con_plan.plan.vigencia == ano
    assert informes.reunir(inventado, ano, Cual.FEBRERO).comision is None
    assert informes.reunir(inventado, ano, Cual.JULIO).comision is not None


def test_la_presentacion_es_ancha_y_con_una_idea_por_pagina(emitidos: _Emitidos) -> None:
    pdf = pypdfium2.PdfDocument(emitidos[Cual.PRESENTACION, ".pdf"])
    ancho, alto = pdf[0].get_size()
    assert ancho / alto == pytest.approx(16 / 9, rel=0.01)
    titulos = [pdf[n].get_textpage().get_text_bounded() for n in range(len(pdf))]
    assert any("Lo que movería a más entidades" in t for t in titulos)
    assert len(pdf) == 8


def test_se_recomienda_a_cada_entidad_lo_que_dice_su_evaluacion(
    emitidos: _Emitidos, inventado: Sala, vigencia: int
) -> None:
    libro = openpyxl.load_workbook(io.BytesIO(emitidos[Cual.RECOMENDACIONES, ".xlsx"]))
    filas = [f for f in libro["Recomendaciones"].iter_rows(min_row=PRIMERA, values_only=True) if f[3]]
    for fila in comparacion.comparar(inventado, vigencia):
        suyas = [f[3] for f in filas if f[0] == fila.nombre]
        if not fila.contada:
            assert not suyas
            continue
        resultado = diagnosticos.evaluar(inventado, fila.diagnostico_id)
        assert suyas == [r.titulo for r in resultado.recomendaciones if r.accion]


def test_de_lo_que_paso_sin_registro_no_se_dice_que_esta_por_empezar(inventado: Sala) -> None:
    """Lo mismo que dice la página del plan: no se sabe si se hizo."""
    ano = comision.vigencias(inventado)[0]
    datos = replace(informes.reunir(inventado, ano, Cual.JULIO), hoy=date(ano, 12, 31))
    assert datos.comision is not None
    dichos = {fila[3] for fila in hojas.comision(datos).filas}
    assert dichos == {"Pasó sin registro", "Por empezar"}
    de_la_sesion = {como_va(x, datos.hoy) for x in datos.comision.de_la_sesion("febrero")}
    assert de_la_sesion == {"Pasó sin registro"}


def test_de_un_sector_solo_se_dice_lo_suyo(inventado: Sala, vigencia: int) -> None:
    sector = informes.sectores(inventado, vigencia)[0]
    contenido = informes.emitir(inventado, vigencia, Cual.JULIO, ".xlsx", sector=sector)
    libro = openpyxl.load_workbook(io.BytesIO(contenido))
    suyos = {f[1].value for f in libro["Entidades"].iter_rows(min_row=PRIMERA) if f[1].value}
    assert suyos == {sector}


def test_de_demasiadas_se_pide_un_sector(
    inventado: Sala, vigencia: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(informes, "PARA_RECOMENDAR", 1)
    with pytest.raises(ErrorDeServicio, match="Elija un sector"):
        informes.emitir(inventado, vigencia, Cual.RECOMENDACIONES, ".md")
    assert "Elija un sector" in informes.impedimento(inventado, vigencia, Cual.RECOMENDACIONES)
    assert not informes.impedimento(inventado, vigencia, Cual.ANUAL)


def test_el_libro_dice_el_grupo_de_cada_entidad(emitidos: _Emitidos, inventado: Sala, vigencia: int) -> None:
    """El mismo que la pantalla; de la que no se cuenta, ninguno."""
    hoja = openpyxl.load_workbook(io.BytesIO(emitidos[Cual.ANUAL, ".xlsx"]))["Entidades"]
    dichos = {f[0]: f[-1] for f in hoja.iter_rows(min_row=PRIMERA, values_only=True) if f[0]}
    filas = comparacion.comparar(inventado, vigencia)
    suyas = {u.fila.nombre: u for u in grupos.ubicar(inventado.catalogo, filas)}
    for fila in filas:
        dicho = dichos[fila.nombre] or ""
        assert bool(dicho) == fila.contada
        if fila.contada:
            assert ("con seguridad" in dicho) == suyas[fila.nombre].segura
            assert suyas[fila.nombre].mejor_grupo in dicho.lower()


@SI_HAY_LIBREOFFICE
def test_las_formulas_dan_lo_mismo_que_el_programa(emitidos: _Emitidos, tmp_path: Path) -> None:
    contenido = emitidos[Cual.ANUAL, ".xlsx"]
    libro = openpyxl.load_workbook(io.BytesIO(contenido))
    calculado = calculados_por_libreoffice(tmp_path, {"anual": libro})["anual"]
    dichos = openpyxl.load_workbook(io.BytesIO(contenido), data_only=True)
    formulas = formulas_de(contenido)
    assert len([1 for hoja, _ in formulas if hoja == "Resumen"]) == 7
    for hoja, celda in formulas:
        assert calculado[hoja][celda].value == pytest.approx(dichos[hoja][celda].value), (hoja, celda)


def test_solo_lo_ve_quien_compara_y_de_lo_que_compara(inventado: Sala, vigencia: int) -> None:
    for quien in (NADIE, Quien("Lectora", 3, (Pertenencia(Rol.LECTOR, 1),))):
        with pytest.raises(ErrorDePermiso):
            informes.emitir(inventado.como(quien), vigencia, Cual.JULIO, ".md")
    sector = informes.sectores(inventado, vigencia)[0]
    cabeza = inventado.como(Quien("Cabeza", 4, (Pertenencia(Rol.SECTOR, None, sector),)))
    assert informes.sectores(cabeza, vigencia) == [sector]
    ajenas = {f.nombre for f in comparacion.comparar(inventado, vigencia) if f.sector != sector}
    dicho = informes.emitir(cabeza, vigencia, Cual.ANUAL, ".md").decode()
    assert not [n for n in ajenas if n in dicho]
