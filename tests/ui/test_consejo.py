"""Lo que aconsejan las páginas es lo que da la misma evaluación: el nivel siguiente, el plan y los grupos."""

import pandas as pd
import pytest

from autodiagnostico.sala import Sala
from autodiagnostico.servicios import comparacion, consejo, diagnosticos
from motor import acciones, evaluar
from motor.busqueda import GLOBAL, Pedido
from tests.ui.test_evidencias import boton
from tests.ui.test_paginas import abrir_pagina, textos
from ui import formato, formulario_de_reparto
from ui.distrito.tablas import POCAS


@pytest.fixture
def borrador(con_demostracion: Sala) -> int:
    """La entidad inventada que está en borrador."""
    return next(d.id for d in diagnosticos.listar(con_demostracion) if d.estado == "borrador")


def test_el_nivel_siguiente_se_busca_al_pedirlo_y_dice_su_norma(
    con_demostracion: Sala, borrador: int
) -> None:
    """Los cambios de la página son los del servicio, con su esfuerzo."""
    pagina = abrir_pagina("madurez", d=str(borrador))
    assert "a lo sumo" not in textos(pagina)
    pagina.button(key=f"subir:{GLOBAL}").click().run()
    assert not pagina.exception
    hallado = consejo.siguiente_nivel(con_demostracion, borrador, GLOBAL)
    assert hallado.alcanzable
    assert f"{formato.plural(len(hallado.cambios), 'cambio', 'cambios')}, a lo sumo" in textos(pagina)
    assert "Decreto 640 de 2025" in textos(pagina)
    assert f"Para llegar al nivel {hallado.nivel_meta} en todos" in textos(pagina)


def test_el_plan_de_cuatro_trimestres_promete_lo_que_se_evalua(con_demostracion: Sala, borrador: int) -> None:
    """Hechas las acciones de cada trimestre, evaluar da la madurez que la página muestra."""
    pagina = abrir_pagina("plan", d=str(borrador))
    for numero in range(1, 5):
        pagina.number_input(key=f"plan:dias:{numero}").set_value(30)
    boton(pagina, "Hacer el plan").click().run()
    assert not pagina.exception
    plan = consejo.planear(con_demostracion, borrador, Pedido((30, 30, 30, 30)))
    suyo = diagnosticos.con_que(con_demostracion, borrador)
    caso = suyo.caso
    for periodo in plan.periodos:
        caso = acciones.hacer(suyo.catalogo, caso, [a.accion for a in periodo.acciones], periodo.hasta)
        evaluado = evaluar(suyo.catalogo, caso).madurez_global
        assert evaluado.indice_min is not None
        dicho = f"Nivel {evaluado.nivel_min} · {formato.puntaje(evaluado.indice_min)}"
        assert dicho in textos(pagina)


def test_con_otra_capacidad_se_dice_que_cambia(con_demostracion: Sala, borrador: int) -> None:
    """El plan anterior no se pierde: se compara con él, y con otras capacidades."""
    pagina = abrir_pagina("plan", d=str(borrador))
    boton(pagina, "Hacer el plan").click().run()
    pagina.number_input(key="plan:dias:1").set_value(5)
    boton(pagina, "Hacer el plan").click().run()
    assert not pagina.exception
    assert "Frente al plan anterior" in textos(pagina)
    boton(pagina, "Comparar con otras capacidades").click().run()
    assert "A cuánto se llega con cada capacidad" in textos(pagina)


def test_lo_fijado_va_en_su_trimestre_y_con_ese_dinero(con_demostracion: Sala, borrador: int) -> None:
    """Y lo que se fija dos veces se dice, sin perder lo demás."""
    pagina = abrir_pagina("plan", d=str(borrador))
    accion = consejo.planear(con_demostracion, borrador, Pedido((40,) * 4)).periodos[0].acciones[0].accion
    pagina.multiselect(key="plan:fijadas:2").set_value([accion])
    pagina.multiselect(key="plan:fijadas:3").set_value([accion])
    boton(pagina, "Hacer el plan").click().run()
    assert "Una acción va en un solo trimestre" in textos(pagina)
    pagina.multiselect(key="plan:fijadas:3").set_value([])
    pagina.number_input(key="plan:presupuesto").set_value(1_000_000)
    boton(pagina, "Hacer el plan").click().run()
    assert not pagina.exception
    titulo = con_demostracion.catalogo.acciones[accion].titulo
    _, segundo, tercero = textos(pagina).split("Trimestre ")[1:4]
    assert titulo in segundo
    assert titulo not in tercero


def test_los_limites_de_un_area_valen_donde_se_escriben() -> None:
    """Donde no, todos los días que hay; un área sin nada escrito no se limita."""
    columnas = [f"Trimestre {n}" for n in range(1, 5)]
    datos = [[5, None, 0, None], [None] * 4]
    areas = pd.DataFrame(datos, index=["Planeación", "Jurídica"], columns=columnas).astype("Int64")
    assert formulario_de_reparto.limites(areas, (40, 30, 20, 10)) == {"Planeación": (5, 30, 0, 10)}


def test_las_preguntas_que_mas_aclaran_se_sugieren(con_demostracion: Sala, borrador: int) -> None:
    """Con cuánto estrecharían el puntaje, las mismas que da el servicio."""
    pagina = abrir_pagina("madurez", d=str(borrador))
    pagina.button(key="que_preguntar").click().run()
    assert not pagina.exception
    primera = consejo.que_preguntar(con_demostracion, borrador, 1).preguntas[0]
    assert con_demostracion.catalogo.criterios[primera.dato.codigo].pregunta in textos(pagina)


def test_la_subsecretaria_ve_grupos_y_no_puestos_sueltos(con_demostracion: Sala) -> None:
    """El intervalo de cada entidad, o que su lugar es firme; con dos no hay tercios."""
    pagina = abrir_pagina("subsecretaria", vista="comparar")
    filas = comparacion.comparar(con_demostracion, 2026)
    hallados = consejo.puestos(con_demostracion.catalogo, filas).puestos
    assert len(hallados) == 2
    assert POCAS in textos(pagina)
    assert "Tercio alto" not in textos(pagina)
    for puesto in hallados.values():
        assert formato.puntaje(puesto.indice) in textos(pagina)
