"""El plan en las páginas: se lleva, se acuerda, se aprueba, se sigue y lo hecho se acepta."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from autodiagnostico.permisos import Rol
from autodiagnostico.plan import tableros
from autodiagnostico.plan.fichas import Contenido
from autodiagnostico.plan.pasos import EstadoDeItem, Paso
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import acuerdos, aprobacion, diagnosticos, mecanismos, mesa, plan, seguimiento
from tests.ui.piezas import mirando_como, nuevo_local
from tests.ui.test_paginas import abrir_pagina, textos
from ui import formato, piezas, tablero

MASA, CARTA = "A-MASA", "A-CARTA"
PRONTO = hoy() + timedelta(days=60)


def oprimir(prueba: AppTest, rotulo: str) -> AppTest:
    """Oprime el primer botón con ese rótulo."""
    prueba = next(b for b in prueba.button if b.label == rotulo).click().run()
    assert not prueba.exception
    return prueba


@pytest.fixture
def local(panaderia: Sala) -> int:
    """Un local que todavía no tiene masa madre."""
    diagnostico = nuevo_local(panaderia, "UNO")
    diagnosticos.responder(panaderia, diagnostico, "masa.madre", False)
    return diagnostico


def en_estado(sala: Sala, diagnostico: int, *pasos: Paso) -> int:
    """Un renglón de la masa, listo para aprobarse y con esos pasos dados; su número."""
    escrito = Contenido("pizarra", "Obrador", PRONTO)
    item = plan.guardar_item(sala, diagnostico, escrito, accion=MASA)
    for paso in pasos:
        if paso is Paso.APROBAR:
            aprobacion.aprobar(sala, diagnostico, aprobacion.ActoDeAprobacion("Acta 1", hoy()))
        else:
            acuerdos.dar(sala, diagnostico, [item.id], paso, "por algo")
    return item.id


APROBADO = (Paso.ACORDAR, Paso.PRESENTAR, Paso.APROBAR)


def test_de_las_recomendaciones_al_plan_varias_a_la_vez(panaderia: Sala, local: int) -> None:
    """Y en la tarjeta queda el enlace a su renglón."""
    prueba = abrir_pagina("mesa", d=str(local))
    lista = next(m for m in prueba.multiselect if m.label.startswith("Acciones que van"))
    lista.set_value([MASA])
    prueba = oprimir(prueba, "Llevar al plan de la vigencia")
    assert [i.accion for i in plan.items(panaderia, local)] == [MASA]
    assert "✓ En el plan" in textos(prueba)


def test_apartar_pide_razon_y_se_puede_volver_atras(panaderia: Sala, local: int) -> None:
    """Sin razón no se aparta."""
    prueba = abrir_pagina("mesa", d=str(local))
    clave = f"plan:{local}:{MASA}"
    prueba.button(key=f"{clave}:aparta").click().run()
    prueba = oprimir(prueba, "Apartar")
    assert "Escriba la razón" in textos(prueba)
    prueba.text_input(key=f"{clave}:razon").set_value("No hay harina")
    prueba = oprimir(prueba, "Apartar")
    assert mesa.acciones_apartadas(panaderia, local)[MASA].razon == "No hay harina"
    assert "No hay harina" in textos(prueba)
    prueba.button(key=f"considerar:{MASA}").click().run()
    assert mesa.acciones_apartadas(panaderia, local) == {}


def test_del_reparto_por_trimestres_al_plan_con_sus_fechas(panaderia: Sala, local: int) -> None:
    """Cada acción con las de su trimestre, y el esfuerzo del reparto."""
    prueba = abrir_pagina("plan", d=str(local))
    prueba = oprimir(prueba, "Hacer el plan")
    prueba = oprimir(prueba, "Llevar al plan de la vigencia")
    items = plan.items(panaderia, local)
    assert MASA in {i.accion for i in items}
    assert all(i.dicho.inicio and i.dicho.fecha and i.dicho.inicio < i.dicho.fecha for i in items)
    assert "quedaron propuestas" in textos(prueba) or "quedó propuesta" in textos(prueba)


def test_se_acuerda_se_presenta_y_se_aprueba_en_la_pagina(panaderia: Sala, local: int) -> None:
    """Aprobar pide el acto y su fecha, y deja una versión a la vista."""
    en_estado(panaderia, local)
    prueba = abrir_pagina("plan_de_vigencia", d=str(local))
    prueba = oprimir(prueba, "Queda acordado")
    prueba = oprimir(prueba, "Presentar al Comité")
    prueba = oprimir(prueba, "Aprobar y congelar la versión")
    assert "Escriba la fecha del acto" in textos(prueba)
    prueba.text_input(key=f"paso:{local}:aprobar:observacion").set_value("Acta 7")
    prueba.text_input(key=f"paso:{local}:aprobar:fecha").set_value(formato.fecha(hoy()))
    prueba = oprimir(prueba, "Aprobar y congelar la versión")
    (version,) = aprobacion.versiones(panaderia, local)
    assert version.acto == "Acta 7"
    assert "Versión 1: Acta 7" in textos(prueba)
    assert "El plan dice lo mismo que la versión 1" in textos(prueba)


def test_un_renglon_dice_de_donde_sale_y_se_cambia(panaderia: Sala, local: int) -> None:
    """La regla con su resultado y su artículo; lo que no se entiende se dice junto."""
    numero = en_estado(panaderia, local)
    prueba = abrir_pagina("plan_de_vigencia", d=str(local), r="1")
    dicho = textos(prueba)
    (regla, *_) = panaderia.catalogo.acciones[MASA].cierra
    assert panaderia.catalogo.reglas[regla].ficha.titulo in dicho
    assert "Norma y artículo" in dicho
    clave = f"renglon:{local}:{numero}:1"
    prueba.text_input(key=f"{clave}:costo").set_value("mucho")
    prueba.text_input(key=f"{clave}:inicio").set_value("ayer")
    prueba = oprimir(prueba, "Guardar en el plan")
    assert "«mucho» no es un número" in textos(prueba)
    assert "«ayer» no es una fecha" in textos(prueba)
    prueba.text_input(key=f"{clave}:costo").set_value("4.500.000")
    prueba.text_input(key=f"{clave}:inicio").set_value(formato.fecha(hoy()))
    prueba.text_input(key=f"{clave}:indicador").set_value("Panes")
    prueba.text_input(key=f"{clave}:meta0").set_value("12,5")
    prueba = oprimir(prueba, "Guardar en el plan")
    (item,) = plan.items(panaderia, local)
    assert (item.dicho.costo, item.dicho.metas[0], item.dicho.inicio) == (4_500_000, 12.5, hoy())


def test_una_accion_propia_se_agrega_en_la_pagina(panaderia: Sala, local: int) -> None:
    """Y el formulario queda en blanco para otra."""
    prueba = abrir_pagina("plan_de_vigencia", d=str(local))
    prueba.text_input(key=f"renglon:{local}:nuevo:titulo").set_value("Pintar la fachada")
    prueba = oprimir(prueba, "Agregar al plan")
    assert [i.titulo for i in plan.items(panaderia, local)] == ["Pintar la fachada"]
    assert prueba.text_input(key=f"renglon:{local}:nuevo:titulo").value == ""


def test_el_avance_se_informa_y_lo_hecho_propone_respuestas(panaderia: Sala, local: int) -> None:
    """Nada cambia en el autodiagnóstico hasta que alguien lo acepta."""
    numero = en_estado(panaderia, local, *APROBADO, Paso.EMPEZAR)
    prueba = abrir_pagina("seguimiento", d=str(local))
    prueba.text_input(key=f"avance:{local}:porcentaje").set_value("60 %")
    prueba.text_input(key=f"avance:{local}:entregado").set_value("Receta escrita")
    prueba = oprimir(prueba, "Informar el avance")
    (avance,) = seguimiento.avances(panaderia, local)[numero]
    assert (avance.porcentaje, avance.entregado) == (60, "Receta escrita")
    assert "Receta escrita" in textos(prueba)
    acuerdos.dar(panaderia, local, [numero], Paso.CUMPLIR)
    prueba = abrir_pagina("seguimiento", d=str(local))
    assert diagnosticos.caso(panaderia, local).respuestas["masa.madre"].valor is False
    prueba = oprimir(prueba, "Aceptar todas")
    assert diagnosticos.caso(panaderia, local).respuestas["masa.madre"].valor is True
    assert "en el autodiagnóstico." in textos(prueba)


def test_cada_quien_ve_los_pasos_que_puede_dar(
    panaderia: Sala, local: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """El Comité aprueba y no edita; la Mesa edita y no aprueba; control interno solo lee."""
    en_estado(panaderia, local, Paso.ACORDAR, Paso.PRESENTAR)
    entidad = diagnosticos.leer(panaderia, local).entidad.id
    ofrece: dict[Rol, list[str]] = {}
    for rol in (Rol.CIGD, Rol.MESA, Rol.CONTROL_INTERNO):
        mirando_como(monkeypatch, rol, entidad)
        prueba = abrir_pagina("plan_de_vigencia", d=str(local))
        lista = [s for s in prueba.selectbox if s.label == "Qué se va a hacer"]
        propio = any(x.label.startswith("Agregar una acción propia") for x in prueba.expander)
        ofrece[rol] = [*(lista[0].options if lista else []), *(["propio"] if propio else [])]
    assert ofrece == {
        Rol.CIGD: ["Aprobar (1)", "Devolver con observaciones (1)"],
        Rol.MESA: ["propio"],
        Rol.CONTROL_INTERNO: [],
    }


def test_los_mecanismos_se_agregan_y_se_quitan(panaderia: Sala, local: int) -> None:
    """Con lo que dejaron."""
    prueba = abrir_pagina("mecanismos", d=str(local))
    clave = f"mecanismo:{local}:nuevo"
    prueba.text_input(key=f"{clave}:nombre").set_value("Buzón")
    prueba.text_area(key=f"{clave}:resultado").set_value("Piden pan más temprano")
    prueba = oprimir(prueba, "Agregar el mecanismo")
    (uno,) = mecanismos.listar(panaderia, local)
    assert uno.resultado == "Piden pan más temprano"
    assert "Buzón" in textos(prueba)
    oprimir(prueba, "Quitar")
    assert mecanismos.listar(panaderia, local) == []


def test_el_tablero_muestra_el_plan_de_cuatro_maneras(panaderia: Sala, local: int) -> None:
    """Por estado, en el tiempo, por impacto y lo prometido frente a lo real; cada gráfica con sus datos."""
    en_estado(panaderia, local, *APROBADO)
    prueba = abrir_pagina("tablero", d=str(local))
    dicho = textos(prueba)
    for titulo in (
        "Por estado",
        "El plan en el tiempo",
        "Impacto y esfuerzo",
        "Madurez prometida y madurez real",
    ):
        assert titulo in dicho
    assert dicho.count("Ver los datos") == 3
    assert plan.items(panaderia, local)[0].estado is EstadoDeItem.APROBADO


def test_con_muchas_acciones_el_tablero_muestra_las_mas_urgentes_y_guarda_las_demas(
    panaderia: Sala, local: int
) -> None:
    """Primero lo que vence antes, aunque se haya agregado al final; las demás se abren aparte."""
    cuantas = tablero.A_LA_VISTA + 20
    for n in range(cuantas):
        dicho = Contenido(titulo=f"Propia {n}", destino="pizarra", fecha=PRONTO - timedelta(days=n))
        plan.guardar_item(panaderia, local, dicho)
    (columna,) = re.findall(
        "<section.*?</section>", str(tablero.por_estado(seguimiento.marchas(panaderia, local)))
    )
    antes, _, despues = columna.partition("Ver las demás (20)")
    assert antes.count("<li>") == tablero.A_LA_VISTA
    assert despues.count("<li>") == 20
    assert f"Propia {cuantas - 1}<" in antes
    assert "Propia 0<" in despues


def test_un_plan_muy_largo_se_puede_recorrer(panaderia: Sala, local: int) -> None:
    """Las listas guardan las últimas en un pliegue, y en el tiempo van las más urgentes y se dice."""
    cuantas = max(piezas.FILAS_A_LA_VISTA, tableros.CABEN) + 10
    for n in range(cuantas):
        dicho = Contenido(titulo=f"Propia {n}", destino="pizarra", fecha=PRONTO + timedelta(days=n))
        plan.guardar_item(panaderia, local, dicho)
    for pagina in ("plan_de_vigencia", "seguimiento"):
        assert f"Ver las demás ({cuantas - piezas.FILAS_A_LA_VISTA})" in textos(
            abrir_pagina(pagina, d=str(local))
        )
    dibujada = tableros.en_el_tiempo(seguimiento.marchas(panaderia, local), hoy())
    assert [r[0] for r in dibujada.renglones()] == [f"{n + 1}. Propia {n}" for n in range(tableros.CABEN)]
    assert dibujada.nota in textos(abrir_pagina("tablero", d=str(local)))
