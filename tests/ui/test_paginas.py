"""Toda página abre sin fallas, con la base vacía, con un borrador y con un enviado."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from autodiagnostico.sala import Sala
from autodiagnostico.servicios import diagnosticos, entidades, plan
from reglas.clases import Clase
from tests.autodiagnostico.piezas import INSTITUTO
from tests.ui.piezas import INICIO, VIGENCIA, nuevo_local
from ui.enlaces import PAGINAS, archivo


def abrir_pagina(pagina: str, **consulta: str) -> AppTest:
    """Abre una página con unos datos en la dirección."""
    prueba = AppTest.from_file(str(INICIO), default_timeout=30).run()
    for nombre, valor in consulta.items():
        prueba.query_params[nombre] = valor
    prueba.switch_page(archivo(pagina)).run()
    assert not prueba.exception
    return prueba


def desplegar(prueba: AppTest, clave: str) -> AppTest:
    """Abre algo plegado, que hasta entonces no se dibuja."""
    prueba.session_state[clave] = True
    return prueba.run()


def textos(prueba: AppTest) -> str:
    """Todo lo que la página dice con HTML propio."""
    return "\n".join(str(h.value) for h in prueba.html)


@pytest.mark.parametrize("pagina", PAGINAS)
@pytest.mark.usefixtures("datos")
def test_pagina_con_la_base_vacia(pagina: str) -> None:
    """Recién instalada, cada página abre y dice qué hacer."""
    assert "<h1" in textos(abrir_pagina(pagina))


@pytest.mark.parametrize("pagina", PAGINAS)
@pytest.mark.parametrize("estado", ["borrador", "enviado"])
def test_pagina_con_la_demostracion(con_demostracion: Sala, pagina: str, estado: str) -> None:
    """Con datos, cada página abre y lleva la marca de demostración."""
    ficha = next(f for f in diagnosticos.listar(con_demostracion) if f.estado == estado)
    prueba = abrir_pagina(pagina, d=str(ficha.id))
    assert "No se pudo mostrar" not in textos(prueba)
    assert "Datos de demostración" in textos(prueba)


@pytest.mark.parametrize("pagina", PAGINAS)
def test_pagina_con_otra_base(panaderia: Sala, pagina: str) -> None:
    """Ninguna página sabe de normas: todas abren con las reglas de una panadería."""
    prueba = abrir_pagina(pagina, d=str(nuevo_local(panaderia, "UNO")))
    assert "No se pudo mostrar" not in textos(prueba)


def test_cada_tema_de_fabrica(con_demostracion: Sala) -> None:
    """Todos los temas de la base de fábrica se dibujan enteros."""
    ficha = next(f for f in diagnosticos.listar(con_demostracion) if f.estado == "borrador")
    for tema in con_demostracion.catalogo.temas:
        abrir_pagina("cuestionario", d=str(ficha.id), tema=tema)


def test_cada_regla_de_fabrica(datos: Path, con_demostracion: Sala) -> None:
    """La ficha de cada regla se puede leer."""
    prueba = AppTest.from_file(str(INICIO), default_timeout=30).run()
    for codigo, regla in con_demostracion.catalogo.reglas.items():
        prueba.query_params["regla"] = codigo
        prueba.switch_page(archivo("normas")).run()
        assert not prueba.exception
        assert "No se pudo mostrar" not in textos(prueba), codigo
        assert "verificada el" in textos(prueba), regla.ficha.titulo


@pytest.mark.usefixtures("con_demostracion")
@pytest.mark.parametrize("pedido", ["999999", "abc", "-1", "9" * 40, "1; DROP TABLE"])
def test_un_diagnostico_que_no_existe_se_olvida(pedido: str) -> None:
    """Una dirección equivocada no rompe nada: se vuelve a elegir."""
    assert "Todavía no ha elegido una entidad" in textos(abrir_pagina("madurez", d=pedido))


@pytest.mark.usefixtures("datos")
def test_una_regla_que_no_existe_se_dice() -> None:
    """El error del servicio se muestra tal cual, con su sugerencia."""
    prueba = abrir_pagina("normas", regla="NO-EXISTE")
    assert "No existe la regla «NO-EXISTE»" in textos(prueba)


def test_sin_responder_no_es_no(panaderia: Sala) -> None:
    """Una pregunta sin responder no tiene ninguna opción elegida."""
    diagnostico = nuevo_local(panaderia, "UNO")
    prueba = abrir_pagina("cuestionario", d=str(diagnostico), tema="obrador")
    assert prueba.radio(key=f"r:{diagnostico}:masa.madre").value is None


def test_responder_guarda_y_borrar_deja_sin_responder(panaderia: Sala) -> None:
    """Cada respuesta va al disco al darla; «Borrar respuesta» no la vuelve un «no»."""
    diagnostico = nuevo_local(panaderia, "UNO")
    prueba = abrir_pagina("cuestionario", d=str(diagnostico), tema="obrador")
    prueba.radio(key=f"r:{diagnostico}:masa.madre").set_value(False).run()
    assert diagnosticos.caso(panaderia, diagnostico).respuestas["masa.madre"].valor is False
    prueba.button(key="borrar:masa.madre").click().run()
    assert prueba.radio(key=f"r:{diagnostico}:masa.madre").value is None
    guardada = diagnosticos.caso(panaderia, diagnostico).respuestas.get("masa.madre")
    assert guardada is None or guardada.valor is None


def test_ninguna_de_las_opciones_es_una_respuesta(panaderia: Sala) -> None:
    """«Ninguna de estas» guarda la lista vacía; desmarcarla deja la pregunta sin responder."""
    diagnostico = nuevo_local(panaderia, "UNO")
    prueba = abrir_pagina("cuestionario", d=str(diagnostico), tema="obrador")
    ninguna = f"r:{diagnostico}:masa.harinas:-"
    prueba.checkbox(key=ninguna).check().run()
    assert diagnosticos.caso(panaderia, diagnostico).respuestas["masa.harinas"].valor == ()
    prueba.checkbox(key=ninguna).uncheck().run()
    guardada = diagnosticos.caso(panaderia, diagnostico).respuestas.get("masa.harinas")
    assert guardada is None or guardada.valor is None


def test_un_enviado_no_se_puede_cambiar(panaderia: Sala) -> None:
    """Los controles de un diagnóstico enviado están quietos."""
    diagnostico = nuevo_local(panaderia, "UNO")
    diagnosticos.enviar(panaderia, diagnostico, con_pendientes=True)
    prueba = abrir_pagina("cuestionario", d=str(diagnostico), tema="obrador")
    assert all(r.disabled for r in prueba.radio)
    assert all(c.disabled for c in prueba.checkbox)


def test_se_pregunta_con_el_control_de_su_clase(panaderia: Sala) -> None:
    """Elegir una es un botón de radio; varias, casillas; fechas y números se escriben."""
    diagnostico = nuevo_local(panaderia, "UNO")
    prueba = abrir_pagina("cuestionario", d=str(diagnostico), tema="obrador")
    for criterio in panaderia.catalogo.criterios.values():
        clave = f"r:{diagnostico}:{criterio.codigo}"
        if criterio.tema != "obrador":
            continue
        if criterio.clase in {Clase.SI_NO, Clase.OPCION, Clase.SI_PARCIAL_NO}:
            assert prueba.radio(key=clave).value is None
        elif criterio.clase is Clase.OPCIONES:
            assert all(prueba.checkbox(key=f"{clave}:{o}") for o in criterio.opciones or {})
        else:
            assert prueba.text_input(key=clave).value == ""


def test_diferir_un_lineamiento_lo_aparta(panaderia: Sala) -> None:
    """Diferido con su razón, deja la lista, se muestra aparte y conserva su grado."""
    diagnostico = nuevo_local(panaderia, "UNO")
    prueba = abrir_pagina("resultados", d=str(diagnostico), grupo="Lineamientos")
    prueba.selectbox(key="dif:regla").set_value("HARINA-1")
    prueba.text_area(key="dif:razon").set_value("No hay molino")
    prueba.button(key="FormSubmitter:diferir-Diferir").click().run()
    assert diagnosticos.diferidos(panaderia, diagnostico)["HARINA-1"].razon == "No hay molino"
    assert "Diferido hasta la vigencia 2027" in textos(prueba)
    prueba.button(key="atender:HARINA-1").click().run()
    assert diagnosticos.diferidos(panaderia, diagnostico) == {}


def test_un_deber_no_se_ofrece_para_diferir(panaderia: Sala) -> None:
    """La lista de lo que se puede diferir solo trae lineamientos."""
    prueba = abrir_pagina("resultados", d=str(nuevo_local(panaderia, "UNO")), grupo="Lineamientos")
    ofrecidas = set(prueba.selectbox(key="dif:regla").options)
    deberes = {
        r.ficha.titulo
        for r in panaderia.catalogo.reglas.values()
        if r.ficha.caracter in {"obligatorio", "propio"}
    }
    assert ofrecidas
    assert not ofrecidas & deberes


def test_llevar_al_plan_con_fecha_mala_se_rechaza(panaderia: Sala) -> None:
    """Una fecha que no existe se rechaza junto al formulario, y lo escrito sigue allí."""
    diagnostico = nuevo_local(panaderia, "UNO")
    diagnosticos.responder(panaderia, diagnostico, "masa.madre", False)
    prueba = abrir_pagina("mesa", d=str(diagnostico))
    clave = f"plan:{diagnostico}:A-MASA"
    prueba.button(key=f"{clave}:abrir").click().run()
    prueba.text_input(key=f"{clave}:q").set_value("Obrador")
    prueba.text_input(key=f"{clave}:c").set_value("31/02/2027")
    prueba.button(key=f"FormSubmitter:{clave}:f-Guardar en el plan").click().run()
    assert "no es una fecha" in textos(prueba)
    assert plan.items(panaderia, diagnostico) == []
    assert prueba.text_input(key=f"{clave}:q").value == "Obrador"
    prueba.text_input(key=f"{clave}:c").set_value("28/02/2027")
    prueba.button(key=f"FormSubmitter:{clave}:f-Guardar en el plan").click().run()
    assert [i.dicho.responsable for i in plan.items(panaderia, diagnostico)] == ["Obrador"]


def test_asignar_un_tema(panaderia: Sala) -> None:
    """El área responsable y su fecha quedan guardadas."""
    diagnostico = nuevo_local(panaderia, "UNO")
    prueba = abrir_pagina("cuestionario", d=str(diagnostico), tema="barra")
    desplegar(prueba, "responsable:barra")
    prueba.text_input(key=f"a:{diagnostico}:barra:q").set_value("Quien atiende")
    prueba.text_input(key=f"a:{diagnostico}:barra:c").set_value("5/1/2027")
    prueba.button(key=f"FormSubmitter:a:{diagnostico}:barra:f-Guardar responsable").click().run()
    guardada = diagnosticos.asignaciones(panaderia, diagnostico)["barra"]
    assert (guardada.responsable, str(guardada.fecha)) == ("Quien atiende", "2027-01-05")


def test_declarar_que_no_aplica_exige_motivo(panaderia: Sala) -> None:
    """Sin motivo no se guarda; con él, la pregunta queda como no aplicable."""
    diagnostico = nuevo_local(panaderia, "UNO")
    prueba = abrir_pagina("cuestionario", d=str(diagnostico), tema="barra")
    clave = f"r:{diagnostico}:carta.publicada/na"
    desplegar(prueba, "soportes:carta.publicada")
    prueba.button(key=f"{clave}:si").click().run()
    assert "No se guardó" in textos(prueba)
    prueba.text_input(key=clave).set_value("Solo vende por encargo")
    prueba.button(key=f"{clave}:si").click().run()
    assert diagnosticos.caso(panaderia, diagnostico).no_aplica("carta.publicada")


def test_buscar_una_norma(panaderia: Sala) -> None:
    """La búsqueda no distingue tildes ni mayúsculas."""
    prueba = abrir_pagina("normas")
    prueba.text_input(key="buscar_norma").set_value("ORIGEN CAFE").run()
    assert "1 regla encontrada" in textos(prueba)


def test_lo_anotado_en_un_diagnostico_no_se_ve_en_otro(panaderia: Sala) -> None:
    """«Guardado» y los rechazos son de la página y del diagnóstico donde pasaron."""
    uno, otro = nuevo_local(panaderia, "UNO"), nuevo_local(panaderia, "OTRO")
    prueba = abrir_pagina("cuestionario", d=str(uno), tema="obrador")
    prueba.text_input(key=f"r:{uno}:horno.fecha").set_value("nunca").run()
    prueba.radio(key=f"r:{uno}:masa.madre").set_value(True).run()
    assert "No se guardó «nunca»" in textos(prueba)
    assert "Guardado a las" in textos(prueba)
    prueba.query_params["d"] = str(otro)
    prueba.run()
    assert "No se guardó" not in textos(prueba)
    assert "Guardado" not in textos(prueba)


def test_enviar_con_deberes_sin_responder_se_confirma(panaderia: Sala) -> None:
    """Un clic no basta; enviado, «Qué sigue» ya no habla de preguntas."""
    diagnostico = nuevo_local(panaderia, "UNO")
    prueba = abrir_pagina("entidad", d=str(diagnostico))
    enviar = next(b for b in prueba.button if b.label == "Enviar el diagnóstico")
    prueba = enviar.click().run()
    assert "No se envió. Marque" in textos(prueba)
    assert diagnosticos.leer(panaderia, diagnostico).estado == "borrador"
    casilla = next(c for c in prueba.checkbox if c.label.startswith("Entiendo que queda"))
    prueba = casilla.check().run()
    prueba = next(b for b in prueba.button if b.label == "Enviar el diagnóstico").click().run()
    assert diagnosticos.leer(panaderia, diagnostico).estado == "enviado"
    assert not re.search(r"Faltan? \d+ pregunta", textos(prueba))


def test_diferir_sin_elegir_lo_dice(panaderia: Sala) -> None:
    """Antes de cualquier otra cosa se pide elegir el lineamiento."""
    prueba = abrir_pagina("resultados", d=str(nuevo_local(panaderia, "UNO")), grupo="Lineamientos")
    prueba.button(key="FormSubmitter:diferir-Diferir").click().run()
    assert "Elija el lineamiento que se difiere." in textos(prueba)


def test_la_mesa_ve_lo_diferido_y_por_donde_empezar(panaderia: Sala) -> None:
    """Lo diferido va con su razón y su vigencia; cada acción dice si puede empezar ya."""
    diagnostico = nuevo_local(panaderia, "UNO")
    diagnosticos.responder(panaderia, diagnostico, "masa.madre", False)
    diagnosticos.diferir(panaderia, diagnostico, "HARINA-1", "No hay molino", 2028)
    dicho = textos(abrir_pagina("mesa", d=str(diagnostico)))
    assert "Lineamientos diferidos" in dicho
    assert "No hay molino" in dicho
    assert "La vigencia 2028" in dicho
    assert "Puede empezar ya." in dicho


def test_la_mesa_dice_despues_de_que_va_cada_accion(con_demostracion: Sala) -> None:
    """Una acción con requisitos los nombra por su título."""
    ficha = next(f for f in diagnosticos.listar(con_demostracion) if f.estado == "borrador")
    resultado = diagnosticos.evaluar(con_demostracion, ficha.id)
    con_requisitos = next(r for r in resultado.recomendaciones if r.requiere)
    prueba = abrir_pagina("mesa", d=str(ficha.id))
    if con_requisitos.orden > 10:
        next(b for b in prueba.button if b.label.startswith("Ver las")).click().run()
    requisito = con_demostracion.catalogo.acciones[con_requisitos.requiere[0]].titulo
    assert f"Después de: </strong>«{requisito}»" in textos(prueba)


def test_sin_nada_respondido_ninguna_pregunta_sobra(con_demostracion: Sala) -> None:
    """«Ya no hace falta» solo se dice por algo que se respondió."""
    entidad = entidades.guardar(con_demostracion, INSTITUTO)
    diagnostico = diagnosticos.abrir(con_demostracion, entidad.id, VIGENCIA).id
    for tema in con_demostracion.catalogo.temas:
        assert "no hace falta" not in textos(abrir_pagina("cuestionario", d=str(diagnostico), tema=tema))


@pytest.mark.usefixtures("panaderia")
def test_un_dato_de_entidad_que_no_se_admite_dice_que_se_admite() -> None:
    """«mil» no es un número de mesas; al lado se dice cómo se escribe."""
    prueba = abrir_pagina("entidad")
    prueba.text_input(key="entidad:nueva:mesas").set_value("mil")
    prueba = next(b for b in prueba.button if b.label.startswith("Crear")).click().run()
    assert "El valor «mil» no se admite. Se admite: un número sin decimales." in textos(prueba)
