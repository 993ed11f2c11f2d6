"""Cada celda mala se nombra con su hoja, su fila y su columna, y se dicen todas a la vez."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from autodiagnostico.libros import DefectoDeCelda
from autodiagnostico.manual import ErrorDeManual, leer
from reglas.lectura import leer as leer_yaml
from tests.manual.piezas import CATALOGO, COLUMNAS, PRIMERA, Cambio, libro, poner

ARCHIVO = Path(__file__).with_name("celdas_malas.yaml")
MALAS = leer_yaml(ARCHIVO.name, ARCHIVO.read_bytes()).datos


def defectos(cambio: Cambio) -> tuple[DefectoDeCelda, ...]:
    with pytest.raises(ErrorDeManual) as error:
        leer(libro(cambio), CATALOGO)
    return error.value.defectos


def estropear(hoja: Any, mala: dict[str, Any]) -> None:
    """Pone en la primera fila lo que dice un renglón de `celdas_malas.yaml`."""
    celda = hoja.cell(PRIMERA, COLUMNAS[mala["campo"]])
    if "formula" in mala:
        celda.value = mala["formula"]
    elif "error" in mala:
        celda.value, celda.data_type = mala["error"], "e"
    elif "fecha" in mala:
        celda.value = mala["fecha"]
    elif "repetir" in mala:
        celda.value = "x" * mala["repetir"]
    elif "repetir_cifra" in mala:
        celda.value = "9" * mala["repetir_cifra"]
    else:
        celda.value = mala["valor"]


@pytest.mark.parametrize("mala", MALAS, ids=[m["nombre"] for m in MALAS])
def test_una_celda_mala_se_nombra(mala: dict[str, Any]) -> None:
    """Uno solo, en su sitio, con lo que se admite y a qué se parece."""
    (defecto,) = defectos(lambda abierto: estropear(abierto["Lineamientos"], mala))
    assert defecto.hoja == "Lineamientos"
    assert defecto.fila == mala.get("fila_del_defecto", PRIMERA)
    assert defecto.columna == get_column_letter(COLUMNAS[mala["campo"]])
    assert mala["mensaje"] in defecto.mensaje
    assert mala.get("admite", "") in defecto.admite
    assert defecto.sugerencia == mala.get("quiso", "")


def test_el_mensaje_de_una_celda_se_lee_de_corrido() -> None:
    """Dónde, qué pasa, qué llegó, qué se admite y a qué se parece."""
    mala = next(m for m in MALAS if m["nombre"] == "clase que no se ofrece")
    (defecto,) = defectos(lambda abierto: estropear(abierto["Lineamientos"], mala))
    assert str(defecto) == (
        "Lineamientos, fila 5, columna N («Clase de respuesta»): No está en la lista. Llegó «Sí o no». "
        "Se admite: Sí / No, Sí / En parte / No. ¿Quiso decir «Sí / No»?"
    )
    assert defecto.celda == "N5"


def test_se_dicen_todos_los_defectos_a_la_vez() -> None:
    """Del encabezado y de varias filas, en una sola pasada."""

    def varios(abierto: openpyxl.Workbook) -> None:
        abierto["Manual"]["B4"] = "ayer"
        abierto["Manual"]["B6"] = None
        poner(abierto["Lineamientos"], PRIMERA, {"tema": "Nada", "esfuerzo": "poco"})
        poner(abierto["Lineamientos"], PRIMERA + 3, {"nivel": 99})

    dichos = [(d.hoja, d.fila, d.campo) for d in defectos(varios)]
    assert dichos == [
        ("Manual", 4, "Rige desde"),
        ("Manual", 6, "De dónde se tomó"),
        ("Lineamientos", PRIMERA, "Tema"),
        ("Lineamientos", PRIMERA, "Esfuerzo en días"),
        ("Lineamientos", PRIMERA + 3, "Nivel"),
    ]


@pytest.mark.parametrize(
    ("celda", "valor", "mensaje"),
    [
        ("B3", None, "Falta."),
        ("B3", date(2026, 1, 1), "por una fecha"),
        ("B4", "31/02/2026", "No es una fecha"),
        ("B4", 46000, "No es una fecha"),
        ("B4", date(1492, 10, 12).isoformat(), "El año no se admite"),
        ("B5", "=TODAY()", "No es una fecha"),
        ("B6", "Me lo contaron", "No está en la lista"),
        ("B7", "javascript:alert(1)", "No es una dirección segura"),
    ],
)
def test_un_dato_malo_del_encabezado_se_nombra(celda: str, valor: object, mensaje: str) -> None:
    """Con su celda de la hoja «Manual»."""

    def cambiar(abierto: openpyxl.Workbook) -> None:
        abierto["Manual"][celda] = valor

    (defecto,) = defectos(cambiar)
    assert (defecto.hoja, defecto.celda) == ("Manual", celda)
    assert mensaje in defecto.mensaje


def test_falta_una_columna_y_se_dice_cual_se_le_parece() -> None:
    """Si alguien le cambió el título, se señala."""

    def renombrar(abierto: openpyxl.Workbook) -> None:
        abierto["Lineamientos"].cell(4, COLUMNAS["evidencia"]).value = "Evidencias"
        abierto["Lineamientos"].delete_cols(COLUMNAS["destino"])

    una, otra = defectos(renombrar)
    assert una.mensaje == "Falta la columna «Evidencia»."
    assert una.sugerencia.startswith("Evidencia» en la columna Q")
    assert (otra.mensaje, otra.sugerencia) == ("Falta la columna «Destino».", "")


def test_una_columna_repetida_se_dice() -> None:
    """No se adivina cuál vale."""

    def repetir(abierto: openpyxl.Workbook) -> None:
        abierto["Lineamientos"].cell(4, len(COLUMNAS) + 1).value = "NIVEL *"

    (defecto,) = defectos(repetir)
    assert (defecto.mensaje, defecto.celda) == (
        "La columna está repetida; la primera es la L.",
        f"{get_column_letter(len(COLUMNAS) + 1)}4",
    )


def test_las_celdas_unidas_se_nombran() -> None:
    """Con su rango."""

    def unir(abierto: openpyxl.Workbook) -> None:
        abierto["Lineamientos"].merge_cells("D5:D7")

    primero = defectos(unir)[0]
    assert (primero.mensaje, primero.celda) == ("Hay celdas unidas (D5:D7).", "D5")


def test_faltan_las_hojas() -> None:
    """Se nombran las dos, y la que se parece."""

    def cambiar(abierto: openpyxl.Workbook) -> None:
        abierto["Lineamientos"].title = "Lineamiento"
        del abierto["Manual"]

    una, otra = defectos(cambiar)
    assert una.mensaje == "No está la hoja «Manual»."
    assert otra.sugerencia == "Lineamientos» en lugar de «Lineamiento"


def test_una_hoja_sin_titulos_o_sin_filas_se_dice() -> None:
    """Antes de leer nada."""

    def borrar_titulos(abierto: openpyxl.Workbook) -> None:
        abierto["Lineamientos"].delete_rows(4)

    def borrar_filas(abierto: openpyxl.Workbook) -> None:
        abierto["Lineamientos"].delete_rows(PRIMERA, 10)

    assert [d.mensaje for d in defectos(borrar_titulos)] == [
        "No se encuentra la fila con los títulos de las columnas."
    ]
    assert [d.mensaje for d in defectos(borrar_filas)] == ["No hay ningún lineamiento."]
