"""Las evidencias en las páginas: desde la pregunta y en la página de la entidad."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import diagnosticos, evidencias
from autodiagnostico.servicios.evidencias import Datos, Lugar, Nueva
from tests.autodiagnostico import archivos
from tests.ui.piezas import nuevo_local
from tests.ui.test_paginas import abrir_pagina, desplegar, textos
from ui import formato

MADRE = "masa.madre"


def boton(prueba: AppTest, rotulo: str) -> Any:
    """El primer botón con ese rótulo."""
    return next(b for b in prueba.button if b.label == rotulo)


def casilla(prueba: AppTest, rotulo: str) -> Any:
    """La primera casilla de texto con ese rótulo."""
    return next(c for c in prueba.text_input if c.label == rotulo)


@pytest.fixture
def local(panaderia: Sala) -> int:
    """Una panadería que usa masa madre, sin nada que lo muestre."""
    local = nuevo_local(panaderia, "UNO")
    diagnosticos.responder(panaderia, local, MADRE, True)
    return local


def preguntas(local: int) -> AppTest:
    """El tema, con los soportes de la pregunta abiertos."""
    prueba = abrir_pagina("cuestionario", d=str(local), tema="obrador")
    desplegar(prueba, f"soportes:{MADRE}")
    return prueba


def test_dice_que_si_y_no_tiene_evidencia(panaderia: Sala, local: int) -> None:
    """Se avisa junto a la pregunta, hasta que la tenga."""
    assert textos(preguntas(local)).count("Sin evidencia: lo respondido cuenta") == 1
    evidencias.agregar_a(panaderia, Lugar(local, MADRE), Nueva("Cuaderno <b>1</b>"))
    dicho = textos(preguntas(local))
    assert "Sin evidencia: lo respondido cuenta" not in dicho
    assert "<li>Cuaderno &lt;b&gt;1&lt;/b&gt;</li>" in dicho


def test_se_sube_un_archivo_desde_la_pregunta(panaderia: Sala, local: int) -> None:
    """Uno malo se rechaza con su razón y sin perder lo escrito; el bueno queda citado."""
    prueba = preguntas(local)
    prueba.button(key=f"evidencias:{MADRE}").click().run()
    prueba.file_uploader[0].upload("foto.pdf", b"MZ\x90", "application/pdf").run()
    casilla(prueba, "Cómo se cita").set_value("Foto de la masa").run()
    boton(prueba, "Agregar").click().run()
    assert "Es un programa, y no se admite." in textos(prueba)
    prueba.file_uploader[0].upload("foto.png", archivos.imagen(), "image/png").run()
    casilla(prueba, "Fecha del documento").set_value("31/12/2025").run()
    boton(prueba, "Agregar").click().run()
    assert not prueba.exception
    assert "Quedó «Foto de la masa»." in textos(prueba)
    (ficha,) = evidencias.listar(panaderia, 1)
    assert (ficha.tipo, ficha.datos.fecha and ficha.datos.fecha.isoformat()) == ("png", "2025-12-31")
    assert diagnosticos.caso(panaderia, local).respuestas[MADRE].evidencias == ("Foto de la masa",)


def test_se_usa_una_que_ya_esta_y_se_quita(panaderia: Sala, local: int) -> None:
    """Sin volver a subirla."""
    ficha = evidencias.agregar(panaderia, 1, Nueva("Contrato", direccion="https://ejemplo.com/c"))
    prueba = preguntas(local)
    prueba.button(key=f"evidencias:{MADRE}").click().run()
    next(r for r in prueba.radio if r.label == "Qué va a agregar").set_value("Una que ya está").run()
    prueba.selectbox[0].set_value(ficha.id).run()
    boton(prueba, "Usarla en esta pregunta").click().run()
    assert diagnosticos.caso(panaderia, local).respuestas[MADRE].evidencias == ("Contrato",)
    boton(prueba, "Quitar de esta pregunta").click().run()
    assert diagnosticos.caso(panaderia, local).respuestas[MADRE].evidencias == ()
    assert not prueba.exception


def test_a_una_referencia_se_le_pone_su_archivo(panaderia: Sala, local: int) -> None:
    """Con su mismo nombre ya escrito."""
    evidencias.agregar_a(panaderia, Lugar(local, MADRE), Nueva("Cuaderno"))
    prueba = preguntas(local)
    prueba.button(key=f"evidencias:{MADRE}").click().run()
    boton(prueba, "Ponerle su archivo").click().run()
    assert casilla(prueba, "Cómo se cita").value == "Cuaderno"
    prueba.file_uploader[0].upload("c.pdf", archivos.pdf(), "application/pdf").run()
    boton(prueba, "Agregar").click().run()
    (ficha,) = evidencias.listar(panaderia, 1)
    assert (ficha.clase, ficha.nombre, len(ficha.usos)) == ("archivo", "Cuaderno", 1)
    assert not prueba.exception


def test_lo_enviado_se_ve_y_no_se_cambia(panaderia: Sala, local: int) -> None:
    """La ventana no ofrece agregar ni quitar."""
    evidencias.agregar_a(panaderia, Lugar(local, MADRE), Nueva("Cuaderno"))
    diagnosticos.enviar(panaderia, local, con_pendientes=True)
    prueba = preguntas(local)
    prueba.button(key=f"evidencias:{MADRE}").click().run()
    rotulos = {b.label for b in prueba.button}
    assert "Cuaderno" in textos(prueba)
    assert not rotulos & {"Agregar", "Quitar de esta pregunta"}


def test_la_pagina_dice_cuanto_esta_respaldado_y_filtra(panaderia: Sala, local: int) -> None:
    """Con lo que falta, y cada filtro con su cuenta."""
    ayer, pronto = hoy() - timedelta(days=1), hoy() + timedelta(days=3)
    evidencias.agregar_a(panaderia, Lugar(local, MADRE), Nueva("Vieja", datos=Datos(vence=ayer)))
    evidencias.agregar(
        panaderia, 1, Nueva("Otra", ("a.pdf", archivos.pdf()), datos=Datos(vence=pronto, confidencial=True))
    )
    diagnosticos.responder(panaderia, local, "masa.harinas", ["trigo"])
    prueba = abrir_pagina("evidencias", d=str(local))
    dicho = textos(prueba)
    assert "De 2 resultados cumplidos, en todo o en parte, 1 tiene evidencia." in dicho
    assert "1 resultado sin ninguna evidencia" in dicho
    assert "1 resultado que solo citan el documento" in dicho
    mostrar = next(s for s in prueba.selectbox if s.label == "Mostrar")
    assert list(mostrar.options) == [
        "Todas las vigentes (2)",
        "Vencidas (1)",
        "Vencen pronto (1)",
        "Confidenciales (1)",
        "Sin archivo ni enlace (1)",
        "Sin usar (1)",
    ]
    mostrar.set_value("Vencidas").run()
    assert "Vieja" in textos(prueba)
    assert ">Otra<" not in textos(prueba)
    mostrar = next(s for s in prueba.selectbox if s.label == "Mostrar")
    mostrar.set_value("Todas las vigentes").run()
    casilla(prueba, "Buscar").set_value("otra").run()
    assert ">Otra<" in textos(prueba)
    assert ">Vieja<" not in textos(prueba)


def test_en_la_ficha_se_corrige_se_retira_y_se_restituye(panaderia: Sala, local: int) -> None:
    """Sin motivo no se retira; con él sale de los borradores."""
    ficha = evidencias.agregar_a(panaderia, Lugar(local, MADRE), Nueva("Acta"))
    prueba = abrir_pagina("evidencias", d=str(local))
    prueba.button(key=f"ficha:{ficha.id}").click().run()
    casilla(prueba, "Vence").set_value("31/02/2027")
    boton(prueba, "Guardar").click().run()
    assert "«31/02/2027» no es una fecha" in textos(prueba)
    casilla(prueba, "Vence").set_value("28/02/2027")
    boton(prueba, "Guardar").click().run()
    assert "Se guardaron los datos." in textos(prueba)
    boton(prueba, "Retirar la evidencia").click().run()
    assert "Escriba por qué se retira" in textos(prueba)
    casilla(prueba, "Por qué se retira").set_value("Repetida")
    boton(prueba, "Retirar la evidencia").click().run()
    assert "Repetida" in textos(prueba)
    assert diagnosticos.caso(panaderia, local).respuestas[MADRE].evidencias == ()
    boton(prueba, "Restituirla").click().run()
    (vuelta,) = evidencias.listar(panaderia, 1)
    assert (vuelta.retirada, vuelta.datos.vence and vuelta.datos.vence.isoformat()) == (None, "2027-02-28")
    assert not prueba.exception


def test_muchas_se_ven_por_paginas(panaderia: Sala, local: int) -> None:
    """De veinte en veinte."""
    diagnosticos.anotar(panaderia, local, MADRE, evidencias=[f"Acta {n:03}" for n in range(45)])
    prueba = abrir_pagina("evidencias", d=str(local))
    assert "45 evidencias" in textos(prueba)
    assert len([b for b in prueba.button if b.label == "Abrir la ficha"]) == 20


@pytest.mark.parametrize(
    ("bytes_", "dicho"), [(1, "1 KB"), (340_200, "340 KB"), (999_700, "1 MB"), (1_240_000, "1,2 MB")]
)
def test_el_peso_se_lee_de_un_vistazo(bytes_: int, dicho: str) -> None:
    """Sin decimales de más."""
    assert formato.peso(bytes_) == dicho
