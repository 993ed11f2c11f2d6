"""Responder en Excel, desde la página: revisar, elegir en lo que choca y aplicar."""

from __future__ import annotations

from typing import Any

from streamlit.testing.v1 import AppTest

from autodiagnostico.sala import Sala
from autodiagnostico.servicios import diagnosticos, planillas
from tests.planilla.test_subir import cambiado, poner
from tests.ui.piezas import nuevo_local
from tests.ui.test_paginas import abrir_pagina, textos


def boton(prueba: AppTest, comienzo: str) -> Any:
    """El primer botón cuyo rótulo empieza así."""
    return next(b for b in prueba.button if b.label.startswith(comienzo))


def llenar(hoja: Any) -> None:
    poner(hoja, "masa.madre", "respuesta", "Sí")
    poner(hoja, "masa.harinas", "respuesta", "X", "trigo")
    poner(hoja, "horno.tipo", "respuesta", "De gas")


def subir(prueba: AppTest, contenido: bytes) -> AppTest:
    prueba.file_uploader[0].upload("lleno.xlsx", contenido).run()
    assert not prueba.exception
    return prueba


def test_se_ve_que_cambiaria_se_elige_en_lo_que_choca_y_se_aplica(panaderia: Sala) -> None:
    """Antes de aplicar no cambia nada; sin marcar el choque, se queda lo de ahora."""
    local = nuevo_local(panaderia, "UNO")
    contenido = cambiado(planillas.descargar(panaderia, local, ".xlsx"), llenar)
    diagnosticos.responder(panaderia, local, "horno.tipo", "lena")
    prueba = subir(abrir_pagina("planilla", d=str(local)), contenido)
    dicho = textos(prueba)
    assert "«lleno.xlsx» cambiaría 3 respuestas." in dicho
    assert "Otra persona cambió lo mismo" in dicho
    assert "De leña" in dicho
    assert diagnosticos.caso(panaderia, local).respuestas.keys() == {"horno.tipo"}
    assert boton(prueba, "Aplicar 2 cambios")
    prueba.checkbox(key="planilla:insistir:horno.tipo").check().run()
    boton(prueba, "Aplicar 3 cambios").click().run()
    assert "Aplicado: 3 respuestas cambiadas." in textos(prueba)
    assert {c: r.valor for c, r in diagnosticos.caso(panaderia, local).respuestas.items()} == {
        "masa.madre": True,
        "masa.harinas": ("trigo",),
        "horno.tipo": "gas",
    }


def test_lo_malo_se_dice_por_celda_y_no_se_ofrece_aplicar(panaderia: Sala) -> None:
    """Y lo que no cambia nada, también se dice."""
    local = nuevo_local(panaderia, "UNO")
    vacio = planillas.descargar(panaderia, local, ".xlsx")
    mal = cambiado(vacio, lambda hoja: poner(hoja, "masa.madre", "respuesta", "a veces"))
    prueba = subir(abrir_pagina("planilla", d=str(local)), mal)
    assert "«lleno.xlsx» tiene 1 cosa por corregir." in textos(prueba)
    assert "a veces" in textos(prueba)
    assert not [b for b in prueba.button if b.label.startswith("Aplicar")]
    assert "no cambia nada" in textos(subir(abrir_pagina("planilla", d=str(local)), vacio))


def test_lo_enviado_se_descarga_y_no_se_sube(panaderia: Sala) -> None:
    """Se dice por qué."""
    local = nuevo_local(panaderia, "UNO")
    diagnosticos.enviar(panaderia, local, con_pendientes=True)
    prueba = abrir_pagina("planilla", d=str(local))
    assert not prueba.file_uploader
    assert "se envió" in textos(prueba)
