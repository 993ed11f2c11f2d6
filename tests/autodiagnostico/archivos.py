"""Archivos para adjuntar: buenos, y malos que llevan su falla en el nombre."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from functools import cache

import docx
import openpyxl
import pypdfium2
from PIL import Image

_OFFICE = "application/vnd.openxmlformats-officedocument"
_INDICE = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    f'<Override PartName="/word/document.xml" ContentType="{_OFFICE}.wordprocessingml.document.main+xml"/>'
    "</Types>"
).encode()
RISAS = b'<!DOCTYPE a [<!ENTITY b "ja"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'


def pdf(ancho: int = 200) -> bytes:
    """Un PDF de una página en blanco; otro ancho, otro contenido. Con el mismo ancho, siempre igual."""
    return _pdf(ancho)


@cache
def _pdf(ancho: int) -> bytes:
    documento, salida = pypdfium2.PdfDocument.new(), io.BytesIO()
    documento.new_page(ancho, 200)
    documento.save(salida)
    documento.close()
    return salida.getvalue()


@cache
def imagen(formato: str = "PNG", lado: int = 20) -> bytes:
    """Una imagen de un solo color."""
    salida = io.BytesIO()
    Image.new("RGB", (lado, lado), "teal").save(salida, formato)
    return salida.getvalue()


@cache
def word() -> bytes:
    """Un documento de Word."""
    documento, salida = docx.Document(), io.BytesIO()
    documento.add_paragraph("Acta de la Mesa")
    documento.save(salida)
    return salida.getvalue()


@cache
def excel() -> bytes:
    """Un libro de Excel."""
    salida = io.BytesIO()
    openpyxl.Workbook().save(salida)
    return salida.getvalue()


def paquete(partes: Mapping[str, bytes], metodo: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Un zip con esas partes."""
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", metodo) as zip_:
        for nombre, contenido in partes.items():
            zip_.writestr(nombre, contenido)
    return salida.getvalue()


def documento(**otras: bytes) -> bytes:
    """Un .docx hecho a mano, con otras partes; «__» es una barra y «_» un punto."""
    partes = {nombre.replace("__", "/").replace("_", "."): c for nombre, c in otras.items()}
    return paquete({"[Content_Types].xml": _INDICE, "word/document.xml": b"<d/>"} | partes)


def libreoffice(**otras: bytes) -> bytes:
    """Un .odt hecho a mano."""
    partes = {nombre.replace("__", "/").replace("_", "."): c for nombre, c in otras.items()}
    medio = b"application/vnd.oasis.opendocument.text"
    return paquete({"mimetype": medio, "content.xml": b"<c/>"} | partes)


def con_clave(contenido: bytes) -> bytes:
    """Un zip con la marca de cifrado puesta en todas sus partes."""
    salida = bytearray(contenido)
    for firma, lugar in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        inicio = salida.find(firma)
        while inicio >= 0:
            salida[inicio + lugar] |= 1
            inicio = salida.find(firma, inicio + 4)
    return bytes(salida)


def png_que_dice_medir(ancho: int, alto: int) -> bytes:
    """Un PNG pequeño cuya cabecera promete una imagen enorme."""
    import struct
    import zlib

    cabecera = struct.pack(">IIBBBBB", ancho, alto, 8, 2, 0, 0, 0)
    trozo = b"IHDR" + cabecera
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", len(cabecera))
        + trozo
        + struct.pack(">I", zlib.crc32(trozo))
        + b"\0\0\0\0IDAT\x35\xaf\x06\x1e"
    )
