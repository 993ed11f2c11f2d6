"""El plan de la Mesa y su libro de Excel."""

import io
from datetime import date, timedelta

import openpyxl
import pytest

from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.informes.mesa.textos import Cual
from autodiagnostico.plan.fichas import Contenido
from autodiagnostico.plan.pasos import Paso
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import (
    acuerdos,
    demostracion,
    diagnosticos,
    entidades,
    furag,
    informes,
    mesa,
    plan,
)
from tests.autodiagnostico.piezas import CATALOGO, INSTITUTO

HOJAS = ["Plan", "Recomendaciones", "Diferidos", "Resultados", "Madurez"]
PRONTO = hoy() + timedelta(days=60)


@pytest.fixture
def debil(sala: Sala) -> int:
    """El diagnóstico de la entidad inventada con más por hacer."""
    fichas = demostracion.cargar(sala)
    return next(f.id for f in fichas if f.entidad.codigo == "EJEMPLO-ESQUINAS")


def test_un_renglon_del_plan_se_agrega_se_cambia_y_se_quita(sala: Sala, debil: int) -> None:
    """Uno por acción, en el orden en que se agregaron; su número no cambia aunque se quite y vuelva."""
    plan.guardar_item(
        sala, debil, Contenido("plan_accion", "Secretaría técnica", PRONTO), accion="A-MESA-REGLAMENTO"
    )
    plan.guardar_item(
        sala, debil, Contenido("plan_accion", "", None, "por definir"), accion="A-CIGD-COORDINAR"
    )
    cambiado = plan.guardar_item(
        sala, debil, Contenido("otro_plan", "Ana", PRONTO, "urgente"), accion="A-MESA-REGLAMENTO"
    )
    assert (cambiado.dicho.destino, cambiado.dicho.responsable, cambiado.orden) == ("otro_plan", "Ana", 1)
    assert [i.accion for i in plan.items(sala, debil)] == ["A-MESA-REGLAMENTO", "A-CIGD-COORDINAR"]
    assert cambiado.titulo == CATALOGO.acciones["A-MESA-REGLAMENTO"].titulo
    acuerdos.dar(sala, debil, [cambiado.id], Paso.QUITAR)
    assert [(i.accion, i.orden) for i in plan.items(sala, debil)] == [("A-CIGD-COORDINAR", 2)]
    vuelto = plan.guardar_item(sala, debil, Contenido("otro_plan"), accion="A-MESA-REGLAMENTO")
    assert (vuelto.id, vuelto.orden, len(plan.items(sala, debil))) == (cambiado.id, 1, 2)


def test_un_renglon_que_no_se_admite_no_se_guarda(sala: Sala, debil: int) -> None:
    """Acción que no existe, destino que no es suyo, fecha pasada."""
    with pytest.raises(ErrorDeServicio, match="¿Quiso decir «A-MESA-REGLAMENTO»"):
        plan.guardar_item(sala, debil, Contenido("plan_accion", "", None), accion="A-MESA-REGLAMENT")
    with pytest.raises(ErrorDeServicio, match="Puede ir a: Plan de Acción institucional"):
        plan.guardar_item(sala, debil, Contenido("ptep", "", None), accion="A-MESA-REGLAMENTO")
    with pytest.raises(ErrorDeServicio, match="es anterior a la de corte"):
        plan.guardar_item(
            sala, debil, Contenido("plan_accion", "", date(2020, 1, 1)), accion="A-MESA-REGLAMENTO"
        )
    assert plan.items(sala, debil) == []


def test_lo_que_solo_atiende_lo_diferido_va_aparte_con_sus_requisitos(sala: Sala, debil: int) -> None:
    """Cada recomendación está en una de las dos listas, y ninguna queda sin lo que requiere."""
    resultado = diagnosticos.evaluar(sala, debil)
    diferibles = [c for c, r in CATALOGO.reglas.items() if r.ficha.caracter == "orientador"]
    for regla in diferibles:
        diagnosticos.diferir(sala, debil, regla, "en 2028", 2028)
    diferidos = diagnosticos.diferidos(sala, debil)
    quedan = plan.recomendaciones(sala, resultado, diferidos)
    aparte = plan.apartadas(sala, resultado, diferidos)
    assert sorted([r.orden for r in [*quedan, *aparte]]) == [r.orden for r in resultado.recomendaciones]
    assert {r.accion for r in quedan} >= {requisito for r in quedan for requisito in r.requiere}
    assert all(set(r.atiende) <= set(diferidos) for r in aparte)
    assert quedan
    assert aparte
    assert plan.recomendaciones(sala, resultado, {}) == list(resultado.recomendaciones)


def test_el_libro_se_abre_y_lo_que_parece_formula_es_texto(sala: Sala, debil: int) -> None:
    """Con sus cinco hojas, encabezado fijo e impresión preparada."""
    ficha = diagnosticos.leer(sala, debil)
    maligno = '=HYPERLINK("http://x","y")'
    plan.guardar_item(
        sala, debil, Contenido("plan_accion", maligno, PRONTO, "@SUMA(1)"), accion="A-MESA-REGLAMENTO"
    )
    plan.guardar_item(
        sala, debil, Contenido("plan_accion", "+57 1", None, "x\x01y"), accion="A-CIGD-COORDINAR"
    )
    libro = openpyxl.load_workbook(io.BytesIO(plan.excel(sala, debil)))
    assert libro.sheetnames == [*HOJAS, "Verificación"]
    celdas = [c for hoja in libro for fila in hoja.iter_rows() for c in fila if c.value is not None]
    assert not [c.coordinate for c in celdas if c.data_type == "f" or c.hyperlink]
    valores = [c.value for c in celdas]
    assert maligno in valores
    assert "@SUMA(1)" in valores
    assert ficha.entidad.nombre in str(libro["Plan"]["A1"].value)
    for hoja in libro:
        assert hoja.freeze_panes is not None
        assert hoja.page_setup.orientation == "landscape"
        assert hoja.print_title_rows
    encabezado = [c.value for c in libro["Recomendaciones"][5]]
    for titulo in ("Acción", "Por qué", "Qué cierra", "Citas", "Esfuerzo (días)", "Responsable", "Fecha"):
        assert titulo in encabezado


def test_el_libro_trae_lo_propio_y_lo_apartado_con_su_deber(sala: Sala, debil: int) -> None:
    """Con su estado, su medida, sus recursos y la cita de quien lo pide."""
    propio = Contenido(
        "ptep",
        "Prensa",
        PRONTO,
        titulo="Propia",
        indicador="Guías",
        metas=(None, 2.5, None, 8),
        costo=7_000_000_000,
    )
    plan.guardar_item(sala, debil, propio)
    plan.guardar_item(sala, debil, Contenido("plan_accion"), accion="A-MESA-REGLAMENTO")
    mesa.apartar(sala, debil, "A-PLA-PTEP", "Se adoptará en 2029", 2029)
    libro = openpyxl.load_workbook(io.BytesIO(plan.excel(sala, debil)))
    titulos = [c.value for c in libro["Plan"][5]]
    propia, accion = (
        dict(zip(titulos, f, strict=True)) for f in libro["Plan"].iter_rows(6, 7, values_only=True)
    )
    assert (propia["Por qué"], propia["Estado"], propia["Costo (pesos)"]) == (
        "Propio de la entidad",
        "Propuesta",
        7_000_000_000,
    )
    assert [propia[f"Meta, trimestre {n}"] for n in range(1, 5)] == [None, 2.5, None, 8]
    assert "Decreto 640 de 2025, artículo 252" in str(accion["Citas"])
    (apartada,) = [f for f in libro["Diferidos"].iter_rows(values_only=True) if f[0] == "A-PLA-PTEP"]
    assert (apartada[2], apartada[3], apartada[4]) == ("Se adoptará en 2029", 2029, "Acción apartada")
    assert "L1474-73" in str(apartada[6])


def test_el_libro_de_un_diagnostico_vacio_tambien_se_abre(sala: Sala, diagnostico: int) -> None:
    """Sin plan y sin respuestas."""
    libro = openpyxl.load_workbook(io.BytesIO(plan.excel(sala, diagnostico)))
    assert "Todavía no se ha llevado ninguna acción al plan." in [c.value for c in libro["Plan"]["A"]]


def test_una_accion_ya_hecha_sigue_en_el_plan_y_lo_dice(sala: Sala) -> None:
    """El renglón no desaparece porque la respuesta cambie."""
    fichas = demostracion.cargar(sala)
    avanzada = next(f for f in fichas if f.entidad.codigo == "EJEMPLO-OFICIOS")
    assert entidades.leer(sala, avanzada.entidad.id).demostracion
    plan.guardar_item(sala, avanzada.id, Contenido("plan_accion", "Ana", None), accion="A-MESA-REGLAMENTO")
    libro = openpyxl.load_workbook(io.BytesIO(plan.excel(sala, avanzada.id)))
    assert "Según las respuestas, ya no hace falta" in [c.value for c in libro["Plan"]["C"]]


def test_el_libro_lleva_sus_marcas_y_lo_diferido(sala: Sala, debil: int) -> None:
    """Cada hoja dice, a la vista y al imprimir, que son datos inventados y que es un borrador."""
    diagnosticos.devolver(sala, debil, "para corregirlo")
    regla = next(c for c, r in CATALOGO.reglas.items() if r.ficha.caracter == "orientador")
    diagnosticos.diferir(sala, debil, regla, "falta presupuesto", 2028)
    libro = openpyxl.load_workbook(io.BytesIO(plan.excel(sala, debil)))
    for hoja in (*libro, *openpyxl.load_workbook(io.BytesIO(furag.excel(sala, debil)))):
        assert hoja["A2"].value == "Datos de demostración · Borrador"
        assert "Datos de demostración · Borrador" in str(hoja.oddHeader.center.text)
        assert "Datos de demostración · Borrador" in str(hoja.oddFooter.center.text)
    (diferido,) = [f for f in libro["Diferidos"].iter_rows(values_only=True) if f[0] == regla]
    assert diferido[1:4] == (CATALOGO.reglas[regla].ficha.titulo, "falta presupuesto", 2028)
    encabezados = [c.value for hoja in libro for c in hoja[5]]
    assert "Puntos que gana en Consulta información pública (E1)" in encabezados


def test_el_libro_de_un_enviado_de_verdad_no_lleva_marcas(sala: Sala) -> None:
    """Bajo el título va la vigencia."""
    entidad = entidades.guardar(sala, INSTITUTO)
    ficha = diagnosticos.enviar(sala, diagnosticos.abrir(sala, entidad.id, 2026).id, con_pendientes=True)
    libro = openpyxl.load_workbook(io.BytesIO(plan.excel(sala, ficha.id)))
    assert str(libro["Plan"]["A2"].value).startswith("Vigencia 2026")
    assert libro["Plan"].oddHeader.center.text is None


@pytest.mark.parametrize(
    ("razon", "hasta", "motivo"),
    [("x" * 5000, 2028, "4000"), ("No hay plata", 10**30, "queda muy lejos")],
)
def test_apartar_con_algo_desmedido_no_entra(
    sala: Sala, debil: int, razon: str, hasta: int, motivo: str
) -> None:
    with pytest.raises(ErrorDeServicio, match=motivo):
        mesa.apartar(sala, debil, "A-MESA-REGLAMENTO", razon, hasta)
    assert mesa.acciones_apartadas(sala, debil) == {}


@pytest.mark.parametrize("campo", ["inicio", "fecha"])
@pytest.mark.parametrize("ano", [1, 9999])
def test_un_ano_mal_escrito_no_entra(sala: Sala, debil: int, campo: str, ano: int) -> None:
    """Con él, el plan en el tiempo tendría miles de años."""
    dicho = Contenido(titulo="Propia", **{campo: date(ano, 1, 1)})  # type: ignore[arg-type]
    with pytest.raises(ErrorDeServicio, match="Revise el año"):
        plan.guardar_item(sala, debil, dicho)
    assert plan.items(sala, debil) == []


def test_lo_pegado_de_word_no_deja_caracteres_que_no_se_ven(sala: Sala, debil: int) -> None:
    """Con ellos no se puede escribir el informe; lo demás queda tal cual."""
    item = plan.guardar_item(sala, debil, Contenido(titulo="Abrir\x0blos\x00 sábados ", nota="uno\n\tdos €"))
    assert (item.titulo, item.dicho.nota) == ("Abrir los  sábados", "uno\n\tdos €")
    mesa.apartar(sala, debil, "A-MESA-REGLAMENTO", "No hay\x0bplata", 2028)
    assert mesa.acciones_apartadas(sala, debil)["A-MESA-REGLAMENTO"].razon == "No hay plata"
    assert informes.emitir(sala, debil, Cual.PTEP, ".docx")
