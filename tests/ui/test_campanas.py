"""Las páginas de la Subsecretaría: se convoca, se sigue el plan de la Comisión y se importan medidas."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from autodiagnostico.campanas.fichas import (
    Campana,
    ClaseDeAsesoria,
    Datos,
    DatosDeAsesoria,
    Modalidad,
    Situacion,
)
from autodiagnostico.campanas.lista import Convocatoria
from autodiagnostico.comision.modelo import Estado, Novedad
from autodiagnostico.permisos import Rol
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import asesorias, campanas, comision, diagnosticos, entidades, medidas
from tests.ui.piezas import mirando_como
from tests.ui.test_evidencias import boton, casilla
from tests.ui.test_paginas import abrir_pagina, textos

SEMANA = timedelta(days=7)


@pytest.fixture
def campana(con_demostracion: Sala) -> Campana:
    """Una que llama a las tres entidades de demostración: dos ya enviaron."""
    datos = Datos("Segundo semestre", 2026, hoy() - SEMANA, hoy() + SEMANA)
    return campanas.crear(con_demostracion, datos, Convocatoria())


def area(prueba: AppTest, rotulo: str) -> Any:
    """La primera casilla grande con ese rótulo."""
    return next(a for a in prueba.text_area if a.label == rotulo)


def lista(prueba: AppTest, rotulo: str) -> Any:
    """La primera lista con ese rótulo."""
    return next(s for s in prueba.selectbox if s.label == rotulo)


def test_se_crea_una_campana_y_lo_malo_no_pierde_lo_escrito(con_demostracion: Sala) -> None:
    """Con una lista pegada: cada renglón malo se dice, y corregido queda."""
    codigos = [e.codigo for e in entidades.listar(con_demostracion)]
    prueba = abrir_pagina("campanas")
    assert "Todavía no hay ninguna campaña" in textos(prueba)
    casilla(prueba, "Nombre de la campaña").set_value("Primera")
    casilla(prueba, "Cierra el").set_value("ayer")
    prueba.radio(key="campana:nueva:manera").set_value("lista").run()
    area(prueba, "Un código o un nombre por renglón").set_value(f"{codigos[0]}\nNo existe")
    boton(prueba, "Crear la campaña").click().run()
    assert "«ayer» no es una fecha" in textos(prueba)
    casilla(prueba, "Cierra el").set_value((hoy() + SEMANA).strftime("%d/%m/%Y"))
    boton(prueba, "Crear la campaña").click().run()
    assert "No se conoce esa entidad" in textos(prueba)
    assert campanas.listar(con_demostracion) == []
    area(prueba, "Un código o un nombre por renglón").set_value(f"{codigos[0]}\n{codigos[1]}")
    boton(prueba, "Crear la campaña").click().run()
    (hecha,) = campanas.listar(con_demostracion)
    assert (hecha.datos.nombre, hecha.convocadas) == ("Primera", 2)
    assert "De 2 entidades convocadas" in textos(prueba)


def test_de_un_vistazo_quien_falta_y_cuanto_queda(campana: Campana) -> None:
    """Una frase, y la lista empieza por las que no han enviado."""
    prueba = abrir_pagina("campanas", campana=str(campana.id))
    dicho = textos(prueba)
    assert "De 3 entidades convocadas, falta 1 por enviar." in dicho
    assert "Cierra en 7 días" in dicho
    assert lista(prueba, "Situación").value == "Las que no han enviado"
    assert "entidad que falta no tiene a quién avisarle" in dicho
    boton(prueba, "Recordar a 1 entidad que falta").click().run()
    assert "No se avisó a nadie más. 1 entidad no tiene a quién avisarle." in textos(prueba)


def test_de_un_borrador_solo_se_ve_la_cobertura(con_demostracion: Sala, campana: Campana) -> None:
    """Ni niveles ni puntajes, ni enlace a lo suyo."""
    (falta,) = campanas.tablero(con_demostracion, campana.id).faltan
    assert falta.diagnostico is not None
    dicho = textos(abrir_pagina("campanas", campana=str(campana.id)))
    tabla = dicho[dicho.index("En qué va cada entidad convocada") :]
    assert falta.entidad.nombre in tabla
    assert f"d={falta.diagnostico.id}" not in tabla
    assert "nivel" not in tabla.split("Asesorías")[0].lower()


def test_se_devuelve_con_observaciones(con_demostracion: Sala, campana: Campana) -> None:
    """Sin observaciones se rechaza; con ellas, vuelve a borrador."""
    prueba = abrir_pagina("campanas", campana=str(campana.id))
    boton(prueba, "Devolver").click().run()
    assert "Escriba por qué se va a devolver" in textos(prueba)
    area(prueba, "Observaciones").set_value("Falta el acta de la Mesa")
    boton(prueba, "Devolver").click().run()
    assert not prueba.exception
    visto = campanas.tablero(con_demostracion, campana.id)
    assert [c.situacion for c in visto.faltan] == [Situacion.DEVUELTO, Situacion.EN_BORRADOR]


def test_se_registra_un_taller_y_la_entidad_lo_ve(con_demostracion: Sala) -> None:
    """Con su compromiso; un número de asistentes que no lo es se dice."""
    ficha = diagnosticos.listar(con_demostracion)[0]
    prueba = abrir_pagina("campanas")
    prueba.multiselect(key="asesoria:nueva:entidades").set_value([ficha.entidad.id])
    casilla(prueba, "Tema").set_value("La Mesa Técnica")
    casilla(prueba, "Cuándo fue").set_value(hoy().strftime("%d/%m/%Y"))
    casilla(prueba, "Cuántos asistieron").set_value("varios")
    boton(prueba, "Registrar").click().run()
    assert "dice «varios»" in textos(prueba)
    casilla(prueba, "Cuántos asistieron").set_value("12")
    casilla(prueba, "Compromiso que quedó (opcional)").set_value("Enviar el acta")
    boton(prueba, "Registrar").click().run()
    (suya,) = asesorias.listar(con_demostracion)
    assert (suya.datos.tema, suya.datos.asistentes, suya.datos.compromiso) == (
        "La Mesa Técnica",
        12,
        "Enviar el acta",
    )
    boton(prueba, "Cumplido hoy").click().run()
    assert asesorias.listar(con_demostracion)[0].cumplido == hoy()
    assert "Acompañamiento recibido: 1 vez" in textos(abrir_pagina("entidad", d=str(ficha.id)))


def test_se_dice_como_va_una_fila_de_la_comision(con_demostracion: Sala) -> None:
    """Darla por cumplida pide qué lo muestra, y lo dicho queda en la historia."""
    prueba = abrir_pagina("comision")
    assert "No hay plan cargado para la próxima sesión" in textos(prueba) or "Próxima sesión" in textos(
        prueba
    )
    lista(prueba, "Fila del plan").set_value("S3-15").run()
    lista(prueba, "Sesión").set_value("julio")
    lista(prueba, "Cómo va").set_value(Estado.CUMPLIDA)
    boton(prueba, "Guardar").click().run()
    assert "escriba qué lo muestra" in textos(prueba)
    area(prueba, "Evidencia: qué lo muestra").set_value("Informe de julio")
    casilla(prueba, "Cómo incorpora el enfoque de género (opcional)").set_value("Tres productos")
    boton(prueba, "Guardar").click().run()
    entrega = comision.leer(con_demostracion, 2026).de("S3-15")[1]
    assert (entrega.sesion, entrega.estado) == ("julio", Estado.CUMPLIDA)
    dicho = textos(prueba)
    assert "Historia: 1 novedad" in dicho
    assert "Tres productos" in dicho


def test_se_sube_el_plan_de_otro_ano(con_demostracion: Sala) -> None:
    """Se ve qué trae y solo entonces se pone."""
    comision.anotar(con_demostracion, 2026, "S3-02", Novedad("julio", Estado.EN_CURSO, "Va"))
    contenido = comision.en_yaml(con_demostracion, 2026).replace(b"2026", b"2030")
    prueba = abrir_pagina("comision")
    subir(prueba, "El plan", "plan.yaml", contenido)
    assert "«plan.yaml» está bien" in textos(prueba)
    assert comision.vigencias(con_demostracion) == [2026]
    boton(prueba, "Usar este plan para 2030").click().run()
    assert comision.vigencias(con_demostracion) == [2030, 2026]
    assert "Próxima sesión: febrero de 2030" in textos(prueba)
    subir(prueba, "El plan", "malo.yaml", b"vigencia: x\n")
    assert "cosas por corregir" in textos(prueba)


def subir(prueba: AppTest, rotulo: str, nombre: str, contenido: bytes) -> None:
    """Sube un archivo a la casilla de ese rótulo."""
    suya = next(f for f in prueba.file_uploader if f.label.startswith(rotulo))
    suya.set_value((nombre, contenido, "application/octet-stream")).run()
    assert not prueba.exception


def test_se_importan_medidas_ajustando_las_columnas(con_demostracion: Sala) -> None:
    """Lo que no se reconoce se puede decir qué entidad es, y solo al aceptar queda."""
    una, otra, _ = entidades.listar(con_demostracion)
    contenido = f"Sigla;Puntaje IDI\n{una.codigo};90\n{otra.nombre}x;20\nDe otra parte;1\n".encode()
    prueba = abrir_pagina("medidas")
    assert "Todavía no se ha importado ninguna" in textos(prueba)
    subir(prueba, "Resultados", "idi.csv", contenido)
    assert "Diga qué columna trae la entidad" in textos(prueba)
    columnas = [s for s in prueba.selectbox if s.label.startswith("«")]
    columnas[0].set_value("entidad")
    columnas[1].set_value("ambito:indice")
    lista(prueba, "Año medido en el archivo").set_value(2026).run()
    assert "trae 1 medida de entidades de aquí" in textos(prueba)
    next(c for c in prueba.checkbox if "es «" in c.label).check().run()
    assert medidas.importaciones(con_demostracion) == []
    boton(prueba, "Importar 2 medidas").click().run()
    assert not prueba.exception
    assert [(i.archivo, i.cuantas) for i in medidas.importaciones(con_demostracion)] == [("idi.csv", 2)]
    dicho = textos(prueba)
    assert "2 entidades con alguna medida de 2026" in dicho
    assert "Cómo se comparan" in dicho
    suyo = diagnosticos.listar(con_demostracion, una.id, 2026)[0]
    assert "Medidas de fuera de 2026" in textos(abrir_pagina("madurez", d=str(suyo.id)))
    boton(prueba, "Quitarla").click().run()
    assert medidas.importaciones(con_demostracion) == []


def test_una_celda_mala_se_dice_y_no_se_importa(con_demostracion: Sala) -> None:
    """Con su fila, lo que llegó y lo que se admite."""
    una = entidades.listar(con_demostracion)[0]
    prueba = abrir_pagina("medidas")
    subir(prueba, "Resultados", "idi.csv", f"Entidad;IDI\n{una.codigo};ciento\n".encode())
    dicho = textos(prueba)
    assert "No es un número" in dicho
    assert "ciento" in dicho
    assert not [b for b in prueba.button if b.label.startswith("Importar")]


def test_quien_solo_lee_no_ve_los_botones(
    con_demostracion: Sala, campana: Campana, monkeypatch: pytest.MonkeyPatch
) -> None:
    """La Veeduría lo ve todo y no cambia nada."""
    dato = DatosDeAsesoria(ClaseDeAsesoria.TALLER, hoy(), "Mesa", Modalidad.VIRTUAL, 3, "Acta")
    asesorias.registrar(con_demostracion, dato, [entidades.listar(con_demostracion)[0].id])
    mirando_como(monkeypatch, Rol.VEEDURIA, None)
    for pagina in ("campanas", "comision", "medidas"):
        prueba = abrir_pagina(pagina)
        assert "A su cuenta no le corresponde" not in textos(prueba)
        assert [b.label for b in prueba.button] == []
