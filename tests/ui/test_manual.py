"""Cargar el Manual, ver los cambios de la norma y descargar la base, en las páginas."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from autodiagnostico.sala import Sala
from autodiagnostico.servicios import cuestionario, diagnosticos, entidades
from tests.manual.piezas import libro
from tests.ui.piezas import VIGENCIA, nuevo_local
from tests.ui.test_paginas import abrir_pagina, textos
from ui import lecturas
from ui.vocabulario import PARECIDO

INSTITUTO = {
    "codigo": "PRUEBA",
    "nombre": "Instituto de Prueba",
    "tipo": "establecimiento_publico",
    "orden": "territorial",
    "distrito_capital": True,
    "tiene_tramites_opa": True,
}
RELOJ = "¿El reloj de la entrada está en hora?"


def subir(prueba: AppTest, contenido: bytes) -> AppTest:
    """Sube un libro en la página del Manual."""
    prueba.file_uploader[0].upload("manual.xlsx", contenido).run()
    assert not prueba.exception
    return prueba


def puesto(prueba: AppTest, campo: str) -> Any:
    """Lo que tiene un campo del formulario de una entidad nueva."""
    return prueba.session_state[f"entidad:nueva:{campo}"]


def estropear(abierto: Any) -> None:
    abierto["Lineamientos"]["K5"] = "mucho"


@pytest.mark.usefixtures("datos")
def test_un_libro_malo_se_explica_celda_por_celda_y_no_se_ofrece_instalar() -> None:
    """La celda, lo que llegó y lo que se admite."""
    prueba = subir(abrir_pagina("manual"), libro(estropear))
    dicho = textos(prueba)
    assert "«manual.xlsx» tiene 1 cosa por corregir." in dicho
    assert "Lineamientos, fila 5, columna K" in dicho
    assert "un número entero de 0 a 10" in dicho
    assert not [b for b in prueba.button if b.label == "Instalar este Manual"]


def test_instalado_se_pregunta_y_quitado_no(con_demostracion: Sala) -> None:
    """Sin reiniciar nada: la misma sesión ve la pregunta nueva en el cuestionario."""
    entidad = entidades.guardar(con_demostracion, INSTITUTO)
    suyo = str(diagnosticos.abrir(con_demostracion, entidad.id, VIGENCIA).id)
    prueba = subir(abrir_pagina("manual", d=suyo), libro())
    assert "está bien: 10 lineamientos." in textos(prueba)
    assert RELOJ in textos(prueba)
    assert RELOJ not in textos(abrir_pagina("cuestionario", d=suyo, tema="planeacion"))
    next(b for b in prueba.button if b.label == "Instalar este Manual").click().run()
    assert "Manual instalado: 10 lineamientos." in textos(prueba)
    assert "Versión 7.0" in textos(prueba)
    assert RELOJ in textos(abrir_pagina("cuestionario", d=suyo, tema="planeacion"))
    next(b for b in prueba.button if b.label == "Quitar el Manual instalado").click().run()
    assert "Se quitó el Manual." in textos(prueba)
    assert RELOJ not in textos(abrir_pagina("cuestionario", d=suyo, tema="planeacion"))


@pytest.mark.usefixtures("panaderia")
def test_con_carpetas_escogidas_se_avisa_y_no_se_instala() -> None:
    """Lo que se instale no entraría en las reglas que se usan."""
    prueba = abrir_pagina("manual")
    assert "no entraría en ellas" in textos(prueba)
    assert not [b for b in prueba.button if "Instalar" in b.label]


def test_los_cambios_son_de_la_entidad_o_de_toda_la_base(con_demostracion: Sala) -> None:
    """Se elige; y una fecha que no existe se dice."""
    ficha = next(f for f in diagnosticos.listar(con_demostracion) if f.estado == "borrador")
    prueba = abrir_pagina("cambios", d=str(ficha.id))
    prueba.text_input(key="cambios:desde").set_value("1/12/2025").run()
    assert "Decreto" in textos(prueba) or "decreto" in textos(prueba)
    suyos = textos(prueba).count("<li>")
    prueba.radio(key="cambios:de_quien").set_value("Todo lo que trae la base").run()
    assert textos(prueba).count("<li>") >= suyos
    prueba.text_input(key="cambios:hasta").set_value("31/02/2026").run()
    assert "«31/02/2026» no es una fecha" in textos(prueba)
    prueba.text_input(key="cambios:hasta").set_value("1/1/2020").run()
    assert "Escríbalas al revés" in textos(prueba)


def test_cada_pregunta_dice_a_cual_del_furag_se_parece(con_demostracion: Sala) -> None:
    """Con su código y cuánto se parece; y la hoja se descarga solo si la base trae el cruce."""
    ficha = next(f for f in diagnosticos.listar(con_demostracion) if f.estado == "borrador")
    resultado = diagnosticos.evaluar(con_demostracion, ficha.id)
    todas = lecturas.preguntas(cuestionario.temas(con_demostracion.catalogo, resultado.caso))
    con_cruce = next(p.criterio for p in todas if p.criterio.furag)
    dicho = textos(abrir_pagina("cuestionario", d=str(ficha.id), p=con_cruce.codigo))
    assert f"En el FURAG: </strong>{con_cruce.furag[0].pregunta}" in dicho
    assert PARECIDO[con_cruce.furag[0].relacion] in dicho
    assert "Llevarlo al FURAG" in textos(abrir_pagina("resultados", d=str(ficha.id)))


def test_sin_cruce_no_se_ofrece_la_hoja(panaderia: Sala) -> None:
    """Una panadería no llena el FURAG."""
    assert "FURAG" not in textos(abrir_pagina("resultados", d=str(nuevo_local(panaderia, "UNO"))))


def test_crear_desde_una_lista_llena_lo_que_la_lista_sabe(datos: Path) -> None:
    """Tipo, orden, sector y lo de sí o no; al cambiar de fila no queda nada de la anterior."""
    assert datos.name == "datos"
    prueba = abrir_pagina("entidad")
    prueba.text_input(key="entidad:buscar").set_value("personería").run()
    assert "Sin verificar." in textos(prueba)
    next(b for b in prueba.button if b.label == "Usar estos datos").click().run()
    assert puesto(prueba, "tipo") == "organo_de_control"
    assert puesto(prueba, "orden") == "territorial"
    assert puesto(prueba, "rama_ejecutiva") is False
    assert puesto(prueba, "sector") == "Fuera de sector"
    prueba.text_input(key="entidad:buscar").set_value("cajicá").run()
    assert "Sin verificar." not in textos(prueba)
    next(b for b in prueba.button if b.label == "Usar estos datos").click().run()
    assert puesto(prueba, "departamento") == "Cundinamarca"
    assert puesto(prueba, "rama_ejecutiva") == "no se"
    assert puesto(prueba, "sector") == ""
