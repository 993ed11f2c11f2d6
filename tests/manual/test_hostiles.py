"""Archivos que no son lo que dicen: siempre un ErrorDeManual, nunca otra cosa, y sin gastar memoria."""

import io
import random
import zipfile
from contextlib import suppress

import openpyxl
import pytest
import xlsxwriter

from autodiagnostico.entrada.paquetes import MAXIMO_DESCOMPRIMIDO
from autodiagnostico.libros.apertura import MAXIMO_BYTES
from autodiagnostico.manual import ErrorDeManual, leer
from autodiagnostico.manual.fichas import MAXIMO_LINEAMIENTOS
from tests.manual.piezas import CATALOGO, libro

BUENO = libro(cuantas=2)


def mensaje(contenido: bytes) -> str:
    with pytest.raises(ErrorDeManual) as error:
        leer(contenido, CATALOGO)
    return str(error.value)


def paquete(**partes: bytes) -> bytes:
    """Un zip con esas partes; «__» es una barra y «_» un punto."""
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as zip_:
        for nombre, contenido in partes.items():
            zip_.writestr(nombre.replace("__", "/").replace("_", "."), contenido)
    return salida.getvalue()


def con_parte(nombre: str, cambiar: bytes, por: bytes) -> bytes:
    """El libro bueno con un trozo de una parte cambiado."""
    salida = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BUENO)) as bueno, zipfile.ZipFile(salida, "w") as zip_:
        for parte in bueno.infolist():
            contenido = bueno.read(parte)
            if parte.filename == nombre:
                assert cambiar in contenido
                contenido = contenido.replace(cambiar, por, 1)
            zip_.writestr(parte.filename, contenido)
    return salida.getvalue()


@pytest.mark.parametrize(
    ("contenido", "dice"),
    [
        (b"", "no es un libro de Excel"),
        (b"codigo;titulo\n1;Hola\n", "no es un libro de Excel"),
        (BUENO[: len(BUENO) // 2], "no es un libro de Excel"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "tiene contraseña o es de un Office anterior"),
        (b"x" * (MAXIMO_BYTES + 1), "pesa más de 5 MB"),
        (paquete(leame_txt=b"hola"), "está dañado"),
        (paquete(xl__workbook_xml=b"<workbook>"), "está dañado"),
        (paquete(bomba_xml=b"0" * (MAXIMO_DESCOMPRIMIDO + 1)), "descomprimido, es demasiado grande"),
        (paquete(**{f"p{i}_xml": b"" for i in range(501)}), "descomprimido, es demasiado grande"),
    ],
    ids=["vacío", "csv", "cortado", "xls", "pesado", "zip", "a medias", "bomba", "mil partes"],
)
def test_lo_que_no_es_un_libro_se_dice(contenido: bytes, dice: str) -> None:
    """Y se dice qué se esperaba."""
    assert dice in mensaje(contenido)
    assert "la plantilla del Manual" in mensaje(contenido)


def test_las_entidades_de_xml_no_se_expanden() -> None:
    """Mil millones de risas y lectura de archivos del servidor."""
    for codificado in ("utf-8", "utf-16"):
        dtd = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
        contenido = paquete(xl__workbook_xml=dtd.encode(codificado))
        assert "definición de tipo de documento" in mensaje(contenido)


def test_un_libro_de_otra_cosa_dice_que_hojas_faltan() -> None:
    """Y una hoja de gráfico no confunde."""
    salida = io.BytesIO()
    otro = xlsxwriter.Workbook(salida)
    otro.add_worksheet("Cuentas").write(0, 0, 1)
    grafico = otro.add_chart({"type": "line"})
    grafico.add_series({"values": "=Cuentas!$A$1:$A$1"})
    otro.add_chartsheet("Manual").set_chart(grafico)
    otro.close()
    assert "No está la hoja «Lineamientos»" in mensaje(salida.getvalue())


def test_miles_de_filas_se_rechazan_sin_leerlas() -> None:
    """Con una celda perdida muy abajo basta para decirlo."""

    def al_fondo(abierto: openpyxl.Workbook) -> None:
        abierto["Lineamientos"]["B1048576"] = "aquí"

    dicho = mensaje(libro(al_fondo, cuantas=1))
    assert f"hasta {MAXIMO_LINEAMIENTOS} lineamientos" in dicho


def test_una_fila_muy_ancha_no_importa() -> None:
    """Lo que hay más allá de las columnas conocidas no se mira."""

    def al_lado(abierto: openpyxl.Workbook) -> None:
        abierto["Lineamientos"]["XFD5"] = "aquí"

    assert len(leer(libro(al_lado, cuantas=1), CATALOGO).lineamientos) == 1


def test_una_referencia_de_celda_imposible_no_revienta() -> None:
    """Lo escrito a mano dentro del paquete tampoco."""
    roto = con_parte("xl/worksheets/sheet3.xml", b'r="A1"', b'r="A99999999999999"')
    assert "dañado" in mensaje(roto) or "fila" in mensaje(roto)


def test_los_caracteres_de_control_no_llegan_a_la_base() -> None:
    """Un tabulador o un espacio duro se vuelven espacio."""

    def ensuciar(abierto: openpyxl.Workbook) -> None:
        abierto["Lineamientos"]["B5"] = "Riega\u00a0las\tplantas_x000D_\n  ya\u200b "

    (uno,) = leer(libro(ensuciar, cuantas=1), CATALOGO).lineamientos
    assert uno.titulo == "Riega las plantas ya"


@pytest.mark.propiedades
def test_un_libro_con_bytes_cambiados_nunca_da_otro_error() -> None:
    """Treinta libros estropeados al azar, siempre los mismos."""
    azar = random.Random(7)
    for _ in range(30):
        roto = bytearray(BUENO)
        for _ in range(azar.randint(1, 12)):
            roto[azar.randrange(len(roto))] = azar.randrange(256)
        with suppress(ErrorDeManual):
            leer(bytes(roto), CATALOGO)
