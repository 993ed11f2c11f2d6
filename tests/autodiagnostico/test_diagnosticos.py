"""El diagnóstico: responder, anotar, enviar, devolver, diferir y asignar."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import cuestionario, diagnosticos, entidades
from motor import ErrorDeCaso, Estado, leer_caso
from motor.caso import ValorInvalido
from motor.evaluacion import evaluar
from tests.autodiagnostico.piezas import CATALOGO, INSTITUTO, leer


def test_lo_respondido_se_evalua_como_el_mismo_caso_en_un_archivo(sala: Sala) -> None:
    """La aplicación y la línea de órdenes no pueden decir cosas distintas."""
    datos = leer("ipes_sin_reglamento.json")
    entidad = entidades.guardar(sala, datos["entidad"])
    ficha = diagnosticos.abrir(sala, entidad.id, datos["vigencia"])
    for criterio, respuesta in datos["respuestas"].items():
        diagnosticos.responder(sala, ficha.id, criterio, respuesta["valor"])
        notas = {c: respuesta[c] for c in ("evidencias", "observacion") if c in respuesta}
        diagnosticos.anotar(sala, ficha.id, criterio, **notas)
    del datos["fecha_corte"]
    assert diagnosticos.evaluar(sala, ficha.id) == evaluar(CATALOGO, leer_caso(datos, CATALOGO, hoy=hoy()))


def test_abrir_dos_veces_es_el_mismo(sala: Sala, diagnostico: int) -> None:
    """Uno por entidad y vigencia."""
    ficha = diagnosticos.leer(sala, diagnostico)
    assert diagnosticos.abrir(sala, ficha.entidad.id, 2026) == ficha
    otro = diagnosticos.abrir(sala, ficha.entidad.id, 2027)
    assert [f.id for f in diagnosticos.listar(sala)] == [otro.id, diagnostico]
    assert diagnosticos.listar(sala, vigencia=2026) == [ficha]
    with pytest.raises(ErrorDeServicio, match="La vigencia 26 no se admite"):
        diagnosticos.abrir(sala, ficha.entidad.id, 26)


@pytest.mark.parametrize(
    ("criterio", "valor"),
    [
        ("mesa.existe", "sí"),
        ("mesa.reglamento", "casi"),
        ("mesa.bloques", ["servicio", "servicio"]),
        ("mesa.fecha_reglamento", "ayer"),
        ("canales.mejoras_verificadas", 101),
        ("mesa.existee", True),
    ],
)
def test_una_respuesta_que_no_se_admite_deja_la_anterior(
    sala: Sala, diagnostico: int, criterio: str, valor: Any
) -> None:
    """Ni la cambia ni la borra, y no agrega otra."""
    diagnosticos.responder(sala, diagnostico, "mesa.existe", False)
    diagnosticos.responder(sala, diagnostico, "mesa.bloques", ["servicio"])
    antes = diagnosticos.caso(sala, diagnostico)
    with pytest.raises((ValorInvalido, ErrorDeCaso)):
        diagnosticos.responder(sala, diagnostico, criterio, valor)
    assert diagnosticos.caso(sala, diagnostico) == antes


def test_borrar_una_respuesta_conserva_lo_anotado(sala: Sala, diagnostico: int) -> None:
    """None borra el valor; sin nada más, la respuesta desaparece."""
    diagnosticos.responder(sala, diagnostico, "mesa.existe", True)
    diagnosticos.anotar(sala, diagnostico, "mesa.existe", evidencias=["Acta 1", "  "])
    assert diagnosticos.responder(sala, diagnostico, "mesa.existe", None).respuesta.evidencias == ("Acta 1",)
    assert diagnosticos.caso(sala, diagnostico).respuestas["mesa.existe"].valor is None
    diagnosticos.anotar(sala, diagnostico, "mesa.existe", evidencias=[])
    assert diagnosticos.caso(sala, diagnostico).respuestas == {}


def test_el_no_aplica_reemplaza_al_valor_y_al_reves(sala: Sala, diagnostico: int) -> None:
    """Solo donde el criterio lo admite, y con motivo."""
    diagnosticos.responder(sala, diagnostico, "mesa.acto_publicado", "no")
    guardada = diagnosticos.declarar_no_aplica(sala, diagnostico, "mesa.acto_publicado", " La creó un acta ")
    assert (guardada.respuesta.valor, guardada.respuesta.no_aplica) == (None, "La creó un acta")
    assert diagnosticos.evaluar(sala, diagnostico).hallazgos["RIPES-6-PUBLICADO"].estado is Estado.NO_APLICA
    assert diagnosticos.responder(sala, diagnostico, "mesa.acto_publicado", "si").respuesta.no_aplica is None
    with pytest.raises(ErrorDeCaso, match="falta el motivo"):
        diagnosticos.declarar_no_aplica(sala, diagnostico, "mesa.acto_publicado", "  ")
    with pytest.raises(ErrorDeCaso, match="no admite «no aplica»"):
        diagnosticos.declarar_no_aplica(sala, diagnostico, "mesa.existe", "porque no")


def test_un_texto_desmedido_no_se_guarda(sala: Sala, diagnostico: int) -> None:
    """Dice cuánto trae y cuánto se admite."""
    with pytest.raises(ErrorDeCaso, match=r"4001 caracteres. Se admite: hasta 4000"):
        diagnosticos.anotar(sala, diagnostico, "mesa.existe", observacion="x" * 4001)


def test_enviado_queda_congelado_y_devolverlo_pide_motivo(sala: Sala, diagnostico: int) -> None:
    """Con la fecha de corte y la versión de reglas del envío; enviarlo otra vez no cambia nada."""
    diagnosticos.responder(sala, diagnostico, "mesa.existe", True)
    enviado = diagnosticos.enviar(sala, diagnostico, con_pendientes=True)
    assert (enviado.estado, enviado.fecha_corte, enviado.version_reglas) == ("enviado", hoy(), "2026.1")
    assert diagnosticos.enviar(sala, diagnostico, con_pendientes=True) == enviado
    with pytest.raises(ErrorDeServicio, match="ya se envió"):
        diagnosticos.responder(sala, diagnostico, "mesa.existe", False)
    with pytest.raises(ErrorDeServicio, match="ya se envió"):
        diagnosticos.anotar(sala, diagnostico, "mesa.existe", observacion="x")
    with pytest.raises(ErrorDeServicio, match="ya se envió"):
        diagnosticos.declarar_no_aplica(sala, diagnostico, "mesa.acto_publicado", "x")
    with pytest.raises(ErrorDeServicio, match="por qué se va a devolver"):
        diagnosticos.devolver(sala, diagnostico, "  ")
    devuelto = diagnosticos.devolver(sala, diagnostico, "faltaba el reglamento")
    assert (devuelto.estado, devuelto.enviado, devuelto.fecha_corte) == ("borrador", None, None)
    diagnosticos.responder(sala, diagnostico, "mesa.existe", False)


def test_cambiar_la_entidad_no_cambia_lo_ya_enviado(sala: Sala, diagnostico: int) -> None:
    """El caso enviado conserva la entidad como era."""
    diagnosticos.enviar(sala, diagnostico, con_pendientes=True)
    antes = diagnosticos.caso(sala, diagnostico)
    ficha = diagnosticos.leer(sala, diagnostico)
    entidades.guardar(
        sala, {**INSTITUTO, "nombre": "Otro nombre", "tiene_tramites_opa": False}, ficha.entidad.id
    )
    assert diagnosticos.caso(sala, diagnostico) == antes
    assert diagnosticos.leer(sala, diagnostico).entidad.nombre == "Otro nombre"
    diagnosticos.devolver(sala, diagnostico, "cambió la entidad")
    assert diagnosticos.caso(sala, diagnostico).entidad.nombre == "Otro nombre"


def test_una_respuesta_que_la_base_de_reglas_ya_no_conoce_queda_aparte(sala: Sala, diagnostico: int) -> None:
    """No impide abrir el diagnóstico, y vuelve si el criterio vuelve."""
    diagnosticos.responder(sala, diagnostico, "mesa.existe", True)
    diagnosticos.responder(sala, diagnostico, "cigd.existe", True)
    sin_mesa = {c: f for c, f in CATALOGO.criterios.items() if c != "mesa.existe"}
    con_otra_base = replace(sala, catalogo=replace(CATALOGO, criterios=sin_mesa))
    assert list(diagnosticos.caso(con_otra_base, diagnostico).respuestas) == ["cigd.existe"]
    assert set(diagnosticos.caso(sala, diagnostico).respuestas) == {"cigd.existe", "mesa.existe"}


def test_un_deber_no_se_difiere_y_un_lineamiento_si(sala: Sala, diagnostico: int) -> None:
    """Con razón y para una vigencia posterior."""
    for deber in ("D640-252-6", "RIPES-5"):
        with pytest.raises(ErrorDeServicio, match="es un deber y no se puede diferir"):
            diagnosticos.diferir(sala, diagnostico, deber, "no alcanza", 2027)
    with pytest.raises(ErrorDeServicio, match="Escriba la razón"):
        diagnosticos.diferir(sala, diagnostico, "D640-247-P", " ", 2027)
    with pytest.raises(ErrorDeServicio, match="posterior a 2026"):
        diagnosticos.diferir(sala, diagnostico, "D640-247-P", "no alcanza", 2026)
    with pytest.raises(ErrorDeServicio, match=r"¿Quiso decir «D640-247-"):
        diagnosticos.diferir(sala, diagnostico, "D640-247-X", "no alcanza", 2027)
    diagnosticos.diferir(sala, diagnostico, "D640-247-P", "no alcanza", 2027)
    diagnosticos.diferir(sala, diagnostico, "D640-247-P", "tampoco en 2027", 2028)
    (diferido,) = diagnosticos.diferidos(sala, diagnostico).values()
    assert (diferido.razon, diferido.hasta_vigencia) == ("tampoco en 2027", 2028)
    diagnosticos.quitar_diferido(sala, diagnostico, "D640-247-P")
    assert diagnosticos.diferidos(sala, diagnostico) == {}


def test_los_temas_se_reparten_entre_responsables(sala: Sala, diagnostico: int) -> None:
    """Reasignar reemplaza y sin responsable se quita."""
    diagnosticos.asignar_tema(sala, diagnostico, "planeacion", "Ana", None)
    diagnosticos.asignar_tema(sala, diagnostico, "comite_mesa", "Luis", date(2026, 12, 1))
    diagnosticos.asignar_tema(sala, diagnostico, "planeacion", "Rosa", None)
    asignadas = diagnosticos.asignaciones(sala, diagnostico)
    assert {t: (a.responsable, a.fecha) for t, a in asignadas.items()} == {
        "comite_mesa": ("Luis", date(2026, 12, 1)),
        "planeacion": ("Rosa", None),
    }
    diagnosticos.asignar_tema(sala, diagnostico, "planeacion", " ", None)
    assert list(diagnosticos.asignaciones(sala, diagnostico)) == ["comite_mesa"]
    with pytest.raises(ErrorDeServicio, match="No existe el tema «x»"):
        diagnosticos.asignar_tema(sala, diagnostico, "x", "Ana", None)


def test_lo_que_ya_no_existe_se_dice_sin_traza(sala: Sala, diagnostico: int) -> None:
    """Un enlace viejo no tumba la página."""
    pedidos: list[Callable[[], object]] = [
        lambda: diagnosticos.leer(sala, 99),
        lambda: diagnosticos.caso(sala, 99),
        lambda: diagnosticos.responder(sala, 99, "mesa.existe", True),
        lambda: diagnosticos.abrir(sala, 99, 2026),
        lambda: entidades.leer(sala, 99),
    ]
    for pedir in pedidos:
        with pytest.raises(ErrorDeServicio, match="ya no existe"):
            pedir()


def test_el_cuestionario_trae_los_temas_en_orden_y_los_datos_que_faltan(sala: Sala) -> None:
    """Solo lo que hace falta para esta entidad."""
    sin_tramites = {c: v for c, v in INSTITUTO.items() if c != "tiene_tramites_opa"}
    entidad = entidades.guardar(sala, sin_tramites)
    ficha = diagnosticos.abrir(sala, entidad.id, 2026)
    caso = diagnosticos.caso(sala, ficha.id)
    temas = cuestionario.temas(CATALOGO, caso)
    assert [t.tema.codigo for t in temas] == [
        c for c in CATALOGO.temas if c in {t.tema.codigo for t in temas}
    ]
    assert all(t.preguntas and t.avance.pendientes for t in temas)
    assert [a.codigo for a in cuestionario.atributos_por_saber(CATALOGO, caso)] == ["tiene_tramites_opa"]
