"""En las páginas: por dónde va un diagnóstico, qué puede hacer quien mira, control interno y la bitácora."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text
from streamlit.testing.v1 import AppTest

from autodiagnostico.permisos import Rol
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import control, diagnosticos, recorrido, vida
from autodiagnostico.servicios.control import Escrito
from tests.autodiagnostico.test_vida import cerrado
from tests.ui.piezas import mirando_como, nuevo_local
from tests.ui.test_paginas import abrir_pagina, textos


def botones(prueba: AppTest) -> list[str]:
    return [b.label for b in prueba.button]


def pulsar(prueba: AppTest, rotulo: str) -> AppTest:
    return next(b for b in prueba.button if b.label == rotulo).click().run()


def test_un_diagnostico_se_lleva_de_borrador_a_cerrado_y_se_reabre(panaderia: Sala) -> None:
    """Con un botón por paso; cada uno queda en la línea y en la historia, con su motivo."""
    diagnostico = nuevo_local(panaderia, "UNO")
    prueba = abrir_pagina("entidad", d=str(diagnostico))
    assert 'aria-current="step"' in textos(prueba)
    assert "4 deberes sin responder" in textos(prueba)
    next(c for c in prueba.checkbox if c.label.startswith("Entiendo")).check().run()
    pulsar(prueba, "Enviar el diagnóstico")
    assert "Ahora planeación lo revisa" in textos(prueba)
    pulsar(prueba, "Dar por revisado")
    pulsar(prueba, "Cerrar el diagnóstico")
    assert diagnosticos.leer(panaderia, diagnostico).estado == "cerrado"
    assert "Cierre 1" in textos(prueba)
    prueba.text_input(key="motivo:reabrir").set_value("La harina no era esa")
    prueba.button(key="FormSubmitter:con_motivo:reabrir-Reabrir").click().run()
    assert diagnosticos.leer(panaderia, diagnostico).estado == "borrador"
    assert "La harina no era esa" in textos(prueba)
    assert "Cierre 1" in textos(prueba)


def test_devolver_sin_motivo_se_rechaza_al_lado(panaderia: Sala) -> None:
    """Y nada cambia."""
    diagnostico = nuevo_local(panaderia, "UNO")
    vida.enviar(panaderia, diagnostico, con_pendientes=True)
    prueba = abrir_pagina("entidad", d=str(diagnostico))
    prueba.button(key="FormSubmitter:con_motivo:devolver-Devolver").click().run()
    assert "Escriba por qué se va a devolver" in textos(prueba)
    assert diagnosticos.leer(panaderia, diagnostico).estado == "enviado"


def test_quien_mira_solo_ve_los_botones_de_lo_que_puede(
    panaderia: Sala, monkeypatch: pytest.MonkeyPatch
) -> None:
    """De lo demás se le dice quién lo hace."""
    diagnostico = nuevo_local(panaderia, "UNO")
    entidad = diagnosticos.leer(panaderia, diagnostico).entidad.id
    vida.enviar(panaderia, diagnostico, con_pendientes=True)
    mirando_como(monkeypatch, Rol.CONTROL_INTERNO, entidad)
    prueba = abrir_pagina("entidad", d=str(diagnostico))
    assert not {"Dar por revisado", "Devolver"} & set(botones(prueba))
    assert "Darlo por revisado: lo hace «Planeación»." in textos(prueba)
    mirando_como(monkeypatch, Rol.PLANEACION, entidad)
    import streamlit as st

    st.cache_resource.clear()
    assert "Dar por revisado" in botones(abrir_pagina("entidad", d=str(diagnostico)))


def test_un_paso_sobre_una_pagina_vieja_no_se_da(panaderia: Sala) -> None:
    """Otra persona lo devolvió y lo volvió a enviar mientras tanto."""
    diagnostico = nuevo_local(panaderia, "UNO")
    vida.enviar(panaderia, diagnostico, con_pendientes=True)
    prueba = abrir_pagina("entidad", d=str(diagnostico))
    vida.devolver(panaderia, diagnostico, "falta algo")
    vida.enviar(panaderia, diagnostico, con_pendientes=True)
    pulsar(prueba, "Dar por revisado")
    assert "otra persona movió este autodiagnóstico" in textos(prueba)
    assert diagnosticos.leer(panaderia, diagnostico).estado == "enviado"


def test_un_cierre_se_vuelve_a_ver_como_era(panaderia: Sala) -> None:
    """Con su número en la dirección, aunque las respuestas sean otras; y no se cambia nada desde ahí."""
    diagnostico = cerrado(panaderia)
    vida.reabrir(panaderia, diagnostico, "se murió")
    diagnosticos.responder(panaderia, diagnostico, "masa.madre", False)
    assert "Respondió: no →" in textos(abrir_pagina("resultados", d=str(diagnostico), grupo="Deberes"))
    prueba = abrir_pagina("resultados", d=str(diagnostico), cierre="1", grupo="Deberes", estado="cumple")
    assert "Está viendo el cierre 1" in textos(prueba)
    assert "Respondió: sí →" in textos(prueba)
    preguntas = abrir_pagina("cuestionario", d=str(diagnostico), cierre="1", tema="obrador")
    assert all(r.disabled for r in preguntas.radio)
    assert preguntas.radio(key=f"r:{diagnostico}:masa.madre").value is True
    assert "Ese cierre no existe" in textos(abrir_pagina("madurez", d=str(diagnostico), cierre="7"))


@pytest.mark.usefixtures("datos")
def test_lo_que_no_es_un_cierre_se_ignora(panaderia: Sala) -> None:
    """Una dirección cualquiera no rompe nada."""
    diagnostico = nuevo_local(panaderia, "UNO")
    for pedido in ("x", "-1", "²", "9" * 40, "1; DROP TABLE"):
        dicho = textos(abrir_pagina("madurez", d=str(diagnostico), cierre=pedido))
        assert "No se pudo mostrar" not in dicho
        assert "Algo falló" not in dicho


def test_un_numero_imposible_en_la_direccion_de_la_bitacora_se_ignora(panaderia: Sala) -> None:
    """Ni uno que no cabe en la base, ni lo que parece un número y no lo es."""
    nuevo_local(panaderia, "UNO")
    for pedido in ("²", "9" * 40):
        assert "Algo falló" not in textos(abrir_pagina("bitacora", desde=pedido))


def test_lo_cerrado_con_otra_base_lo_dice_y_se_ve_entero(
    panaderia: Sala, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """En todas las páginas: cuál se usó, y la regla como era."""
    diagnostico = cerrado(panaderia)
    otras = tmp_path / "otras"
    otras.mkdir()
    for archivo in panaderia.ajustes.reglas[0].glob("*.yaml"):
        escrito = archivo.read_text(encoding="utf-8").replace("titulo: Usa masa madre", "titulo: Otra cosa")
        (otras / archivo.name).write_text(escrito, encoding="utf-8")
    monkeypatch.setenv("AUTODIAGNOSTICO_REGLAS", str(otras))
    for pagina in ("entidad", "resultados", "madurez", "mesa", "control"):
        dicho = textos(abrir_pagina(pagina, d=str(diagnostico)))
        assert "Se mira con la base de reglas con que se envió" in dicho, pagina
    regla = textos(abrir_pagina("normas", d=str(diagnostico), regla="MASA-1"))
    assert "Así era esta regla" in regla
    assert "Usa masa madre" in regla
    assert "Otra cosa" in textos(abrir_pagina("normas", regla="MASA-1"))


# --- Control interno --------------------------------------------------------------------------------


def test_control_interno_sortea_evalua_y_ve_las_dos_madureces(panaderia: Sala) -> None:
    """De la muestra a una respuesta, y de ahí al hallazgo, sin mover el diagnóstico."""
    diagnostico = cerrado(panaderia)
    diagnosticos_antes = diagnosticos.leer(panaderia, diagnostico)
    prueba = abrir_pagina("control", d=str(diagnostico))
    assert "No se ha sorteado ninguna" in textos(prueba)
    prueba.number_input(key="ci:semilla").set_value(7)
    prueba.number_input(key="ci:tamano").set_value(1)
    prueba.button(key="FormSubmitter:sortear-Sortear").click().run()
    (muestra,) = control.muestras(panaderia, diagnostico)
    assert (muestra.semilla, muestra.criterios) == (7, ("masa.madre",))
    assert "Al repetirlo da lo mismo." in textos(prueba)
    prueba = abrir_pagina("control", d=str(diagnostico), c="masa.madre")
    clave = f"ci:{diagnostico}:masa.madre:0"
    registrar = f"FormSubmitter:{clave}:f-Registrar la evaluación"
    prueba.button(key=registrar).click().run()
    assert "Elija el dictamen" in textos(prueba)
    prueba.radio(key=f"{clave}:d").set_value("no_conforme")
    prueba.selectbox(key=f"{clave}:h").set_value(False)
    prueba.button(key=registrar).click().run()
    assert "Escriba qué encontró" in textos(prueba)
    prueba.text_area(key=f"{clave}:comentario").set_value("El frasco estaba seco")
    prueba.button(key=registrar).click().run()
    assert "El frasco estaba seco" in textos(prueba)
    (hallazgo,) = control.hallazgos(panaderia, diagnostico)
    assert "Control interno encontró: no." in hallazgo.condicion
    dicho = textos(abrir_pagina("control", d=str(diagnostico)))
    assert "Se evaluaron 1 de 1 respuesta." in dicho
    assert "No conforme" in dicho
    assert diagnosticos.leer(panaderia, diagnostico) == diagnosticos_antes


def test_se_evalua_con_el_control_de_cada_clase_de_pregunta(panaderia: Sala) -> None:
    """Elegir varias, escribir un número o una fecha, y «no aplica» donde se admite."""
    diagnostico = nuevo_local(panaderia, "UNO")
    respuestas = {"masa.harinas": ["trigo"], "masa.reposo": 50, "horno.fecha": "2025-01-01"}
    for criterio, valor in (respuestas | {"carta.publicada": "si"}).items():
        diagnosticos.responder(panaderia, diagnostico, criterio, valor)

    def evaluar(criterio: str) -> tuple[AppTest, str]:
        prueba = abrir_pagina("control", d=str(diagnostico), c=criterio)
        clave = f"ci:{diagnostico}:{criterio}:0"
        prueba.radio(key=f"{clave}:d").set_value("no_conforme")
        prueba.text_area(key=f"{clave}:comentario").set_value("Se midió")
        return prueba, clave

    prueba, clave = evaluar("masa.harinas")
    prueba.checkbox(key=f"{clave}:h:maiz").check()
    pulsar(prueba, "Registrar la evaluación")
    prueba, clave = evaluar("masa.reposo")
    prueba.text_input(key=f"{clave}:h").set_value("33,5 %")
    pulsar(prueba, "Registrar la evaluación")
    prueba, clave = evaluar("carta.publicada")
    prueba.text_input(key=f"{clave}:na").set_value("Vende por encargo")
    pulsar(prueba, "Registrar la evaluación")
    prueba, clave = evaluar("horno.fecha")
    prueba.text_input(key=f"{clave}:h").set_value("nunca")
    pulsar(prueba, "Registrar la evaluación")
    assert "«nunca» no es una fecha" in textos(prueba)
    halladas = {c: e[-1].hallado for c, e in control.evaluaciones(panaderia, diagnostico).items()}
    assert halladas["masa.harinas"].valor == ("maiz",)
    assert halladas["masa.reposo"].valor == 33.5
    assert halladas["carta.publicada"].no_aplica == "Vende por encargo"
    assert "horno.fecha" not in halladas


def test_quien_no_es_control_interno_lee_y_no_registra(
    panaderia: Sala, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ve lo evaluado; no hay formulario."""
    diagnostico = cerrado(panaderia)
    control.registrar(panaderia, diagnostico, "masa.madre", "sin_soporte", escrito=Escrito("Cerrado"))
    mirando_como(monkeypatch, Rol.LIDER, diagnosticos.leer(panaderia, diagnostico).entidad.id)
    prueba = abrir_pagina("control", d=str(diagnostico), c="masa.madre")
    assert "Sin soporte" in textos(prueba)
    assert "Registrar la evaluación" not in botones(prueba)
    assert "Sortear" not in botones(abrir_pagina("control", d=str(diagnostico)))


# --- Bitácora -----------------------------------------------------------------------------------------


def test_la_bitacora_se_lee_en_palabras_y_por_paginas(panaderia: Sala) -> None:
    """Del más reciente al más viejo, sin las respuestas; y se puede filtrar y comprobar."""
    diagnostico = cerrado(panaderia)
    vida.reabrir(panaderia, diagnostico, "otra vez")
    for numero in range(60):
        diagnosticos.responder(panaderia, diagnostico, "masa.madre", bool(numero % 2))
    prueba = abrir_pagina("bitacora")
    dicho = textos(prueba)
    assert dicho.count("Cambió una respuesta") == 50
    assert "¿Usa masa madre?" in dicho
    viejo = textos(abrir_pagina("bitacora", desde="12"))
    for frase in (
        "Cerró el autodiagnóstico",
        "Quedó congelado",
        "Creó la entidad",
        "La Espiga, vigencia 2026",
    ):
        assert frase in viejo
    prueba.selectbox(key="bitacora:grupo").set_value("Pasos del autodiagnóstico").run()
    assert "Cambió una respuesta" not in textos(prueba)
    pulsar(prueba, "Comprobar la bitácora ahora")
    assert "La bitácora está entera" in textos(prueba)
    with panaderia.motor_bd.begin() as conexion:
        conexion.execute(text("UPDATE bitacora SET objeto = 'x' WHERE numero = 4"))
    pulsar(prueba, "Comprobar la bitácora ahora")
    assert "La primera: Asiento 4: su contenido no es el que se asentó." in textos(prueba)


def test_cada_quien_ve_la_bitacora_de_lo_suyo(panaderia: Sala, monkeypatch: pytest.MonkeyPatch) -> None:
    """La de su entidad; quien no tiene el permiso, ninguna."""
    suyo, ajeno = nuevo_local(panaderia, "UNO"), nuevo_local(panaderia, "DOS", nombre="La Competencia")
    assert recorrido.movimientos(panaderia, ajeno) == []
    mirando_como(monkeypatch, Rol.PLANEACION, diagnosticos.leer(panaderia, suyo).entidad.id)
    prueba = abrir_pagina("bitacora")
    assert "La Espiga" in textos(prueba)
    assert "La Competencia" not in textos(prueba)
    assert "Comprobar la bitácora ahora" not in botones(prueba)


def test_sin_el_permiso_no_hay_bitacora(panaderia: Sala, monkeypatch: pytest.MonkeyPatch) -> None:
    """Se dice quién la ve."""
    suyo = nuevo_local(panaderia, "UNO")
    mirando_como(monkeypatch, Rol.LECTOR, diagnosticos.leer(panaderia, suyo).entidad.id)
    dicho = textos(abrir_pagina("bitacora"))
    assert "Su cuenta no puede ver la bitácora" in dicho
    assert "La Espiga, vigencia" not in dicho
