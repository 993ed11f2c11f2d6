"""Subir un cuestionario: primero se ve qué cambiaría, nada se aplica hasta aceptarlo, y es todo o nada."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest

from autodiagnostico import cadena
from autodiagnostico.errores import ErrorDePermiso, ErrorDeServicio
from autodiagnostico.permisos import Pertenencia, Quien, Rol
from autodiagnostico.planilla.libro import COLUMNAS, POSICION
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import diagnosticos, entidades, evidencias, planillas
from autodiagnostico.servicios.evidencias import Nueva
from autodiagnostico.servicios.planillas import ErrorDePlanilla, Propuesta
from motor import Caso
from tests.autodiagnostico.piezas import INSTITUTO
from tests.conftest import SOLO_SQLITE

MESA, REGLAMENTO, BLOQUES, FECHA = "mesa.existe", "mesa.reglamento", "mesa.bloques", "mesa.fecha_reglamento"
PORCENTAJE, ACTO = "canales.mejoras_verificadas", "mesa.acto_publicado"
Hoja = Any
Llenar = Callable[[Hoja], None]


def fila_de(hoja: Hoja, criterio: str, opcion: str = "") -> int:
    """La fila de una pregunta, o de una de sus opciones."""
    return next(
        n
        for n in range(1, hoja.max_row + 1)
        if hoja.cell(n, 1).value == criterio and (hoja.cell(n, 2).value or "") == opcion
    )


def poner(hoja: Hoja, criterio: str, campo: str, valor: Any, opcion: str = "") -> None:
    """Escribe en una casilla, como lo haría una persona."""
    celda = hoja.cell(fila_de(hoja, criterio, opcion), POSICION[campo] + 1)
    celda.value = valor
    if isinstance(valor, str):
        celda.data_type = "s"


def lleno(sala: Sala, diagnostico: int, llenar: Llenar, tema: str | None = None) -> bytes:
    """El libro descargado, y lo que alguien escribió en él."""
    return cambiado(planillas.descargar(sala, diagnostico, ".xlsx", tema), llenar)


def cambiado(contenido: bytes, llenar: Llenar) -> bytes:
    libro = openpyxl.load_workbook(io.BytesIO(contenido))
    llenar(libro["Cuestionario"])
    salida = io.BytesIO()
    libro.save(salida)
    return salida.getvalue()


def revisar(sala: Sala, diagnostico: int, contenido: bytes) -> Propuesta:
    return planillas.revisar(sala, diagnostico, "cuestionario.xlsx", contenido)


def defectos(sala: Sala, diagnostico: int, contenido: bytes, nombre: str = "c.xlsx") -> list[str]:
    with pytest.raises(ErrorDePlanilla) as error:
        planillas.revisar(sala, diagnostico, nombre, contenido)
    return [str(d) for d in error.value.defectos]


def respuestas(caso: Caso) -> dict[str, Any]:
    return {c: (r.valor, r.no_aplica, r.evidencias, r.observacion) for c, r in caso.respuestas.items()}


def _responder_en_excel(hoja: Hoja) -> None:
    poner(hoja, MESA, "respuesta", "Sí")
    poner(hoja, MESA, "evidencias", "Resolución 1\n\n  Acta   2 ")
    poner(hoja, MESA, "observacion", "=SUMA(A1)")
    poner(hoja, REGLAMENTO, "respuesta", "en parte")
    poner(hoja, FECHA, "respuesta", date(2026, 7, 1))
    poner(hoja, BLOQUES, "respuesta", "x", "servicio")
    poner(hoja, BLOQUES, "respuesta", "X", "defensoria")
    poner(hoja, ACTO, "no_aplica", "La creó un acta")


def test_de_excel_a_las_respuestas(sala: Sala, diagnostico: int) -> None:
    """Se ve antes → después; al aceptar queda guardado, con su origen y asentado."""
    contenido = lleno(sala, diagnostico, _responder_en_excel)
    propuesta = revisar(sala, diagnostico, contenido)
    assert {c.criterio.codigo for c in propuesta.cambios} == {MESA, REGLAMENTO, FECHA, BLOQUES, ACTO}
    assert not any(c.choca for c in propuesta.cambios)
    assert diagnosticos.caso(sala, diagnostico).respuestas == {}
    assert planillas.aplicar(sala, propuesta) == 5
    assert respuestas(diagnosticos.caso(sala, diagnostico)) == {
        MESA: (True, None, ("Resolución 1", "Acta 2"), "=SUMA(A1)"),
        REGLAMENTO: ("parcial", None, (), ""),
        FECHA: (date(2026, 7, 1), None, (), ""),
        BLOQUES: (("servicio", "defensoria"), None, (), ""),
        ACTO: (None, "La creó un acta", (), ""),
    }
    assert revisar(sala, diagnostico, contenido).cambios == ()
    assert cadena.verificar(sala.motor_bd).roturas == ()


@SOLO_SQLITE
@pytest.mark.parametrize("extension", planillas.FORMATOS)
def test_subir_lo_que_se_descargo_no_cambia_nada(sala: Sala, diagnostico: int, extension: str) -> None:
    """Aunque haya textos raros, y después de que otra persona cambie otras cosas."""
    diagnosticos.responder(sala, diagnostico, MESA, True)
    diagnosticos.anotar(
        sala, diagnostico, MESA, evidencias=["=1  doble espacio", "'x"], observacion="-1\r\n "
    )
    diagnosticos.responder(sala, diagnostico, BLOQUES, [])
    contenido = planillas.descargar(sala, diagnostico, extension)
    assert planillas.revisar(sala, diagnostico, f"c{extension}", contenido).cambios == ()
    diagnosticos.responder(sala, diagnostico, MESA, False)
    diagnosticos.responder(sala, diagnostico, REGLAMENTO, "si")
    propuesta = planillas.revisar(sala, diagnostico, f"c{extension}", contenido)
    assert propuesta.cambios == ()
    assert planillas.aplicar(sala, propuesta) == 0


def test_lo_que_otra_persona_cambio_mientras_tanto_se_muestra_y_no_se_pisa(
    sala: Sala, diagnostico: int
) -> None:
    """Solo choca el mismo campo; y solo se pone lo del archivo si alguien insiste."""
    diagnosticos.responder(sala, diagnostico, MESA, True)
    diagnosticos.responder(sala, diagnostico, REGLAMENTO, "no")

    def llenar(hoja: Hoja) -> None:
        poner(hoja, MESA, "respuesta", None)
        poner(hoja, MESA, "observacion", "desde Excel")
        poner(hoja, REGLAMENTO, "respuesta", "Sí")

    contenido = lleno(sala, diagnostico, llenar)
    diagnosticos.anotar(sala, diagnostico, MESA, evidencias=["Acta 1"])
    diagnosticos.responder(sala, diagnostico, REGLAMENTO, "parcial")
    por_codigo = {c.criterio.codigo: c for c in revisar(sala, diagnostico, contenido).cambios}
    assert {c: x.choca for c, x in por_codigo.items()} == {MESA: False, REGLAMENTO: True}
    reglamento = por_codigo[REGLAMENTO]
    assert (reglamento.visto.valor, reglamento.antes.valor, reglamento.despues.valor) == (
        "no",
        "parcial",
        "si",
    )
    assert reglamento.quien == "este computador"
    propuesta = revisar(sala, diagnostico, contenido)
    assert planillas.aplicar(sala, propuesta) == 1
    guardado = diagnosticos.caso(sala, diagnostico).respuestas
    assert (guardado[MESA].valor, guardado[MESA].evidencias, guardado[MESA].observacion) == (
        *(None, ("Acta 1",), "desde Excel"),
    )
    assert guardado[REGLAMENTO].valor == "parcial"
    assert planillas.aplicar(sala, revisar(sala, diagnostico, contenido), insistir={REGLAMENTO}) == 1
    assert diagnosticos.caso(sala, diagnostico).respuestas[REGLAMENTO].valor == "si"


def test_si_algo_cambia_despues_de_revisar_no_se_aplica_nada(sala: Sala, diagnostico: int) -> None:
    """Ni lo que no había cambiado."""
    propuesta = revisar(sala, diagnostico, lleno(sala, diagnostico, _responder_en_excel))
    diagnosticos.responder(sala, diagnostico, FECHA, "2026-01-01")
    antes = diagnosticos.caso(sala, diagnostico)
    with pytest.raises(ErrorDeServicio, match="Mientras usted revisaba"):
        planillas.aplicar(sala, propuesta)
    assert diagnosticos.caso(sala, diagnostico) == antes


def _todo_mal(hoja: Hoja) -> None:
    poner(hoja, MESA, "respuesta", "quizá")
    poner(hoja, MESA, "no_aplica", "porque no")
    poner(hoja, REGLAMENTO, "respuesta", "=1+1")
    hoja.cell(fila_de(hoja, REGLAMENTO), POSICION["respuesta"] + 1).data_type = "f"
    poner(hoja, FECHA, "respuesta", "ayer")
    poner(hoja, PORCENTAJE, "respuesta", 101)
    poner(hoja, BLOQUES, "respuesta", "X", "servicio")
    poner(hoja, BLOQUES, "respuesta", "X", "-")
    poner(hoja, ACTO, "respuesta", "Sí")
    poner(hoja, ACTO, "no_aplica", "La creó un acta")
    poner(hoja, ACTO, "observacion", "x" * 4001)
    poner(hoja, ACTO, "version", "99")


@SOLO_SQLITE
def test_todos_los_errores_de_una_vez_y_con_su_celda(sala: Sala, diagnostico: int) -> None:
    """La celda, lo que llegó y lo que se admite; nada se aplica."""
    dichos = defectos(sala, diagnostico, lleno(sala, diagnostico, _todo_mal))
    esperados = {
        "Llegó «quizá». Se admite: Sí, No": MESA,
        "no admite «no aplica»": MESA,
        "Hay una fórmula": REGLAMENTO,
        "No es una fecha": FECHA,
        "101": PORCENTAJE,
        "Dice que ninguna, y hay opciones marcadas": BLOQUES,
        "Trae una respuesta y también la razón": ACTO,
        "El texto tiene 4001 caracteres": ACTO,
    }
    for dice in esperados:
        assert any(dice in d for d in dichos), (dice, dichos)
    assert len(dichos) == len(esperados)
    letra = openpyxl.utils.get_column_letter(POSICION["respuesta"] + 1)
    assert any(f"Cuestionario, fila {_fila(sala, diagnostico, FECHA)}, columna {letra}" in d for d in dichos)
    assert diagnosticos.caso(sala, diagnostico).respuestas == {}


def _fila(sala: Sala, diagnostico: int, criterio: str) -> int:
    libro = openpyxl.load_workbook(io.BytesIO(planillas.descargar(sala, diagnostico, ".xlsx")))
    return fila_de(libro["Cuestionario"], criterio)


@SOLO_SQLITE
def test_una_version_que_no_es_de_aqui_se_dice(sala: Sala, diagnostico: int) -> None:
    """Un libro de otra instalación, o alguien que tocó la columna oculta."""

    def llenar(hoja: Hoja) -> None:
        poner(hoja, MESA, "version", "9")
        poner(hoja, MESA, "respuesta", "Sí")

    (dicho,) = defectos(sala, diagnostico, lleno(sala, diagnostico, llenar))
    assert "Dice la versión 9 y aquí va en la 0" in dicho


@SOLO_SQLITE
def test_una_vigencia_o_una_version_que_no_caben_se_dicen(sala: Sala, diagnostico: int) -> None:
    """Python no lee un número de miles de cifras, y alguien puede escribirlo en una celda."""
    libro = openpyxl.load_workbook(io.BytesIO(planillas.descargar(sala, diagnostico, ".xlsx")))
    libro["Datos"]["B3"] = "9" * 5000
    salida = io.BytesIO()
    libro.save(salida)
    assert "no se entienden" in defectos(sala, diagnostico, salida.getvalue())[0]
    en_csv = planillas.descargar(sala, diagnostico, ".csv").decode("utf-8-sig")
    for donde, dice in (("2026", "misma vigencia"), ("0", "no es una versión")):
        malo = en_csv.replace(f";{donde};", f";{'9' * 5000};")
        assert any(dice in d for d in defectos(sala, diagnostico, malo.encode(), "c.csv"))


@SOLO_SQLITE
def test_el_de_otra_entidad_o_de_otra_vigencia_no_sirve(sala: Sala, diagnostico: int) -> None:
    """Se dice de quién es y de quién se esperaba."""
    entidad = diagnosticos.leer(sala, diagnostico).entidad.id
    de_2027 = diagnosticos.abrir(sala, entidad, 2027).id
    otra = entidades.guardar(sala, {**INSTITUTO, "codigo": "OTRA", "nombre": "Otra"})
    de_otra = diagnosticos.abrir(sala, otra.id, 2026).id
    for ajeno, dice in ((de_2027, "«PRUEBA», vigencia 2027"), (de_otra, "«OTRA», vigencia 2026")):
        for extension in planillas.FORMATOS:
            contenido = planillas.descargar(sala, ajeno, extension)
            (dicho,) = defectos(sala, diagnostico, contenido, f"c{extension}")
            assert dice in dicho
            assert "el de «PRUEBA», vigencia 2026" in dicho


@SOLO_SQLITE
@pytest.mark.parametrize(
    ("nombre", "contenido", "dice"),
    [
        ("c.xlsx", b"PK\x03\x04", "no es un libro de Excel"),
        ("c.xlsx", b"", "no es un libro de Excel"),
        ("c.ods", b"x", "No se sabe leer «c.ods»"),
        ("c.csv", b"a;b\n1;2\n", "Falta la columna «entidad»"),
        ("c.csv", "año".encode("cp1252"), "no está en UTF-8"),
        ("c.csv", b"", "no trae preguntas"),
        ("c.csv", b'a,"b"c\n', "La línea 1 está mal escrita: después de cerrar unas comillas hay algo"),
        ("c.csv", b'a\n"b', "unas comillas se abren y no se cierran"),
        ("c.json", b"{", "mal escrito"),
        ("c.json", b"[]", "se esperaba un objeto"),
        ("c.csv", b"x" * 5_000_001, "pesa más de 5 MB"),
    ],
)
def test_un_archivo_que_no_es_se_dice(
    sala: Sala, diagnostico: int, nombre: str, contenido: bytes, dice: str
) -> None:
    """Nunca otra excepción."""
    assert dice in "\n".join(defectos(sala, diagnostico, contenido, nombre))


def test_quien_diligencia_sube_solo_lo_de_sus_temas(sala: Sala, diagnostico: int) -> None:
    """Lo demás puede venir en el libro si no cambia; si cambia, se dice en qué celda."""
    suya = entidades_de(sala, diagnostico)
    nadie = sala.como(Quien("Diligencia", 99, (Pertenencia(Rol.DILIGENCIA, suya),)))
    (dicho,) = defectos(
        nadie, diagnostico, lleno(sala, diagnostico, lambda h: poner(h, MESA, "respuesta", "Sí"))
    )
    assert "no se lo encargaron" in dicho
    assert revisar(nadie, diagnostico, planillas.descargar(nadie, diagnostico, ".xlsx")).cambios == ()
    propuesta = revisar(
        sala, diagnostico, lleno(sala, diagnostico, lambda h: poner(h, MESA, "respuesta", "Sí"))
    )
    with pytest.raises(ErrorDePermiso):
        planillas.aplicar(nadie, propuesta)
    fuera = sala.como(Quien("Seguimiento", 98, (Pertenencia(Rol.SUBSECRETARIA),)))
    for acto in (
        lambda: planillas.descargar(fuera, diagnostico, ".xlsx"),
        lambda: revisar(fuera, diagnostico, b""),
    ):
        with pytest.raises(ErrorDePermiso):
            acto()


def entidades_de(sala: Sala, diagnostico: int) -> int:
    return diagnosticos.leer(sala, diagnostico).entidad.id


@SOLO_SQLITE
def test_lo_enviado_no_recibe_archivos(sala: Sala, diagnostico: int) -> None:
    """Ni revisarlos ni aplicar lo revisado antes; descargarlo sí."""
    contenido = lleno(sala, diagnostico, _responder_en_excel)
    propuesta = revisar(sala, diagnostico, contenido)
    diagnosticos.enviar(sala, diagnostico, con_pendientes=True)
    for acto in (lambda: revisar(sala, diagnostico, contenido), lambda: planillas.aplicar(sala, propuesta)):
        with pytest.raises(ErrorDeServicio, match="no recibe respuestas"):
            acto()
    assert planillas.descargar(sala, diagnostico, ".xlsx")


@SOLO_SQLITE
def test_el_de_un_tema_trae_solo_lo_suyo_y_lo_del_ano_pasado(sala: Sala, diagnostico: int) -> None:
    """Con la norma que lo pide, la evidencia esperada y la respuesta anterior."""
    diagnosticos.responder(sala, diagnostico, MESA, True)
    otro = diagnosticos.abrir(sala, entidades_de(sala, diagnostico), 2027).id
    tema = sala.catalogo.criterios[MESA].tema
    libro = openpyxl.load_workbook(io.BytesIO(planillas.descargar(sala, otro, ".xlsx", tema)))
    hoja = libro["Cuestionario"]
    suyos = {hoja.cell(n, 1).value for n in range(6, hoja.max_row + 1)}
    assert suyos == {c for c in suyos if sala.catalogo.criterios[c].tema == tema}
    fila = {c.campo: hoja.cell(fila_de(hoja, MESA), n).value for n, c in enumerate(COLUMNAS, start=1)}
    assert fila["anterior"] == "Sí"
    assert fila["pide"].startswith("Decreto 640 de 2025, artículo 252")
    assert fila["muestra"] == sala.catalogo.criterios[MESA].evidencia
    assert hoja.protection.sheet
    assert not hoja.cell(fila_de(hoja, MESA), POSICION["respuesta"] + 1).protection.locked
    assert hoja.cell(fila_de(hoja, MESA), POSICION["pregunta"] + 1).protection.locked
    listas = {str(v.sqref): v.formula1 for v in hoja.data_validations.dataValidation if v.type == "list"}
    assert all(f.startswith("Listas!$") or f.startswith("=Listas!$") for f in listas.values())
    assert libro["Listas"].sheet_state == libro["Datos"].sheet_state == "hidden"


@SOLO_SQLITE
def test_un_porcentaje_tecleado_con_su_signo_se_entiende(sala: Sala, diagnostico: int) -> None:
    """Excel guarda «85 %» como 0,85 con formato de porcentaje."""

    def llenar(hoja: Hoja) -> None:
        poner(hoja, PORCENTAJE, "respuesta", 0.85)
        hoja.cell(fila_de(hoja, PORCENTAJE), POSICION["respuesta"] + 1).number_format = "0%"

    (cambio,) = revisar(sala, diagnostico, lleno(sala, diagnostico, llenar)).cambios
    assert cambio.despues.valor == 85


@SOLO_SQLITE
def test_un_caso_json_de_otro_programa_tambien_se_sube(sala: Sala, diagnostico: int) -> None:
    """Sin versiones; lo que no trae no cambia, y lo que no existe se dice."""
    diagnosticos.responder(sala, diagnostico, REGLAMENTO, "si")
    caso = {"entidad": INSTITUTO, "vigencia": 2026, "respuestas": {MESA: {"valor": True}}}
    propuesta = planillas.revisar(sala, diagnostico, "caso.json", json.dumps(caso).encode())
    assert [(c.criterio.codigo, c.despues.valor) for c in propuesta.cambios] == [(MESA, True)]
    planillas.aplicar(sala, propuesta)
    assert diagnosticos.caso(sala, diagnostico).respuestas[REGLAMENTO].valor == "si"
    caso["respuestas"] = {"mesa.exista": {"valor": True}, MESA: {"valor": "sí"}}
    dichos = defectos(sala, diagnostico, json.dumps(caso).encode(), "caso.json")
    assert len(dichos) == 2
    assert "¿Quiso decir «mesa.existe»?" in dichos[0]


@SOLO_SQLITE
def test_las_preguntas_que_ya_no_estan_se_dejan_fuera_y_se_dicen(sala: Sala, diagnostico: int) -> None:
    """El libro es de antes de que la base de reglas cambiara."""
    contenido = planillas.descargar(sala, diagnostico, ".json")
    documento = json.loads(contenido)
    documento["respuestas"]["vieja.pregunta"] = {"pregunta": "¿?", "version": 1, "valor": True}
    assert planillas.revisar(sala, diagnostico, "c.json", json.dumps(documento).encode()).ajenas == (
        "vieja.pregunta",
    )


@SOLO_SQLITE
def test_citar_una_evidencia_retirada_se_rechaza_antes_de_aplicar(sala: Sala, diagnostico: int) -> None:
    """Con su nombre y qué hacer."""
    ficha = evidencias.agregar(sala, entidades_de(sala, diagnostico), Nueva("Acta 1"))
    evidencias.retirar(sala, ficha.id, "Repetida")
    contenido = lleno(sala, diagnostico, lambda h: poner(h, MESA, "evidencias", "Acta 1"))
    (dicho,) = defectos(sala, diagnostico, contenido)
    assert "La evidencia «Acta 1» se retiró" in dicho
