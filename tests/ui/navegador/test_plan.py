"""Del hallazgo al plan aprobado y de vuelta: lo recomendado se lleva, se aprueba, se hace y se acepta."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from autodiagnostico.plan.pasos import EstadoDeItem
from autodiagnostico.reloj import hoy
from autodiagnostico.servicios import diagnosticos, plan
from tests.ui.navegador.conftest import Servidor
from tests.ui.navegador.gestos import abierta, desplegar, dicho, escoger, escribir_en, oprimir
from tests.ui.navegador.test_accesibilidad import graves
from tests.ui.piezas import nuevo_local

pytestmark = pytest.mark.navegador

TITULO = "Criar una masa madre"


def elegir_renglon(pagina: Page) -> None:
    """Elige el único renglón en la lista del paso."""
    escoger(pagina, "Acciones del plan", f"1. {TITULO}")


def test_del_hallazgo_al_plan_aprobado_y_de_vuelta(panaderia: Servidor, pagina: Page) -> None:
    """En las páginas, de principio a fin; y lo que se hizo cambia la respuesta solo cuando se acepta."""
    sala = panaderia.sala
    local = nuevo_local(sala, "VUELTA")
    diagnosticos.responder(sala, local, "masa.madre", False)
    abierta(pagina, panaderia.ruta("mesa", d=local))
    escoger(pagina, "Acciones que van al plan de la vigencia", TITULO)
    oprimir(pagina, "Llevar al plan de la vigencia")
    dicho(pagina, "1 acción quedó propuesta")

    abierta(pagina, panaderia.ruta("plan_de_vigencia", d=local, r=1))
    expect(pagina.get_by_role("table", name="De dónde sale esta acción")).to_contain_text("No cumple")
    desplegar(pagina, "Cambiar lo que dice")
    escribir_en(pagina, Termina=hoy().strftime("%d/%m/%Y"))
    oprimir(pagina, "Guardar en el plan")
    dicho(pagina, "Guardado")
    assert graves(pagina) == []

    abierta(pagina, panaderia.ruta("plan_de_vigencia", d=local))
    oprimir(pagina, "Queda acordado")
    dicho(pagina, "Acordar con el área: 1 acción.")
    oprimir(pagina, "Presentar al Comité")
    dicho(pagina, "Presentar al Comité (CIGD): 1 acción.")
    escribir_en(pagina, Acta_o_acto_con_que_se_aprueba="Acta 7", Fecha_del_acto=hoy().strftime("%d/%m/%Y"))
    oprimir(pagina, "Aprobar y congelar la versión")
    expect(pagina.get_by_text("Versión 1: Acta 7")).to_be_visible()
    assert graves(pagina) == []

    abierta(pagina, panaderia.ruta("seguimiento", d=local))
    elegir_renglon(pagina)
    oprimir(pagina, "Empezar la ejecución")
    dicho(pagina, "Empezar: 1 acción.")
    escribir_en(pagina, **{"Avance, de 0 a 100": "80", "Qué se entregó": "Masa en crianza"})
    oprimir(pagina, "Informar el avance")
    expect(pagina.get_by_role("table", name="Cómo va cada acción del plan")).to_contain_text(
        "Masa en crianza"
    )
    elegir_renglon(pagina)
    oprimir(pagina, "Dar por hecho")
    dicho(pagina, "Dar por hecho: 1 acción.")
    assert [i.estado for i in plan.items(sala, local)] == [EstadoDeItem.HECHO]
    assert diagnosticos.caso(sala, local).respuestas["masa.madre"].valor is False
    assert graves(pagina) == []
    oprimir(pagina, "Aceptar todas")
    dicho(pagina, "1 respuesta cambió")
    assert diagnosticos.caso(sala, local).respuestas["masa.madre"].valor is True

    abierta(pagina, panaderia.ruta("tablero", d=local))
    expect(pagina.get_by_role("img").filter(has_text=TITULO).first).to_be_visible()
    assert graves(pagina) == []
