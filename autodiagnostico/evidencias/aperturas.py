"""Abrir un archivo de verdad para saber qué es. Cada función dice el tipo o lanza NoAbre con la razón."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import PurePosixPath
from threading import Lock
from typing import Any
from xml.parsers import expat

from autodiagnostico.entrada.paquetes import (
    ILEGIBLE,
    PaqueteDesmedido,
    PaqueteIlegible,
    abrir_paquete,
    sale_de_su_carpeta,
)
from autodiagnostico.evidencias.tipos import TIPOS

MAXIMO_DESCOMPRIMIDO = 300_000_000
MAXIMO_PARTES = 5_000
MAXIMO_PIXELES = 80_000_000
_MAXIMO_INDICE = 1_000_000
_BLOQUE = 1 << 16
_CIFRADA = 0x1
_INDICE = "[Content_Types].xml"
_PARTE_PRINCIPAL = {
    "docx": "wordprocessingml.document",
    "xlsx": "spreadsheetml.sheet",
    "pptx": "presentationml.presentation",
}
_CON_CONTRASENA = "tiene contraseña y nadie podría revisarlo. Quítesela."
_DESMEDIDA = f"la imagen es desmedida; se admite hasta {MAXIMO_PIXELES // 10**6} millones de puntos."
_FORMATOS_DE_IMAGEN = {"PNG": "png", "JPEG": "jpg", "TIFF": "tif", "WEBP": "webp"}
_DE_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_PDFIUM = Lock()
"""PDFium no admite dos hilos a la vez."""
_CON_CLAVE = 4
"""El código con que PDFium dice que hace falta una contraseña."""


class NoAbre(Exception):
    """No se puede usar; la razón es una frase para quien lo subió."""

    def __init__(self, razon: str) -> None:
        super().__init__(razon)
        self.razon = razon


def pdf(contenido: bytes) -> str:
    """Un PDF que abre sin contraseña y tiene páginas."""
    import pypdfium2

    with _PDFIUM:
        try:
            documento = pypdfium2.PdfDocument(contenido)
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) == _CON_CLAVE:
                raise NoAbre(_CON_CONTRASENA) from error
            raise NoAbre("el PDF está dañado y no abre.") from error
        try:
            if len(documento) == 0:
                raise NoAbre("el PDF no tiene páginas.")
        finally:
            documento.close()
    return "pdf"


def imagen(contenido: bytes) -> str:
    """Una imagen que se decodifica entera."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(contenido), formats=tuple(_FORMATOS_DE_IMAGEN)) as abierta:
            if abierta.width * abierta.height > MAXIMO_PIXELES:
                raise NoAbre(_DESMEDIDA)
            abierta.load()
            return _FORMATOS_DE_IMAGEN[str(abierta.format)]
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NoAbre(_DESMEDIDA) from error
    except ILEGIBLE as error:
        raise NoAbre("la imagen está dañada y no abre.") from error


def de_oficina(contenido: bytes) -> str:
    """Un documento de Office o de LibreOffice: todas sus partes se leen y su XML está bien formado."""
    try:
        with abrir_paquete(contenido, maximo=MAXIMO_DESCOMPRIMIDO, partes=MAXIMO_PARTES) as abierto:
            if any(p.flag_bits & _CIFRADA for p in abierto.infolist()):
                raise NoAbre(_CON_CONTRASENA)
            tipo = _de_office(abierto) or _de_libreoffice(abierto)
            if tipo is None:
                raise NoAbre("es un archivo comprimido. Suba los documentos uno por uno, sin comprimir.")
            _revisar_partes(abierto)
            return tipo
    except PaqueteDesmedido as error:
        raise NoAbre("descomprimido pesa demasiado: parece hecho para llenar el disco.") from error
    except PaqueteIlegible as error:
        raise NoAbre("el documento está dañado y no abre.") from error


def _de_office(abierto: zipfile.ZipFile) -> str | None:
    """El tipo que declara un documento de Office, si lo es."""
    if _INDICE not in abierto.namelist() or abierto.getinfo(_INDICE).file_size > _MAXIMO_INDICE:
        return None
    indice = abierto.read(_INDICE)
    if b"macroEnabled" in indice:
        raise NoAbre("trae macros. Guárdelo sin ellas.")
    for codigo, parte in _PARTE_PRINCIPAL.items():
        declarada = f"application/vnd.openxmlformats-officedocument.{parte}.main+xml"
        if f'"{declarada}"'.encode() in indice:
            return codigo
    return None


def _de_libreoffice(abierto: zipfile.ZipFile) -> str | None:
    """El tipo que declara un documento de LibreOffice, si lo es."""
    if "mimetype" not in abierto.namelist() or abierto.getinfo("mimetype").file_size > _BLOQUE:
        return None
    dicho = abierto.read("mimetype").decode("ascii", errors="replace").strip()
    tipo = next((t.codigo for t in TIPOS.values() if t.medio == dicho and t.codigo.startswith("od")), None)
    if tipo and b"encryption-data" in _leer_si_esta(abierto, "META-INF/manifest.xml"):
        raise NoAbre(_CON_CONTRASENA)
    return tipo


def _leer_si_esta(abierto: zipfile.ZipFile, parte: str) -> bytes:
    esta = parte in abierto.namelist() and abierto.getinfo(parte).file_size <= _MAXIMO_INDICE
    return abierto.read(parte) if esta else b""


def _revisar_partes(abierto: zipfile.ZipFile) -> None:
    """Lee todas las partes sin guardarlas: comprueba su suma, y que el XML lo sea y no traiga trampas."""
    for parte in abierto.infolist():
        ruta = PurePosixPath(parte.filename)
        if sale_de_su_carpeta(parte.filename):
            raise NoAbre("por dentro nombra archivos fuera de su carpeta.")
        if ruta.name.lower() == "vbaproject.bin" or ruta.parts[:1] == ("Basic",):
            raise NoAbre("trae macros. Guárdelo sin ellas.")
        with abierto.open(parte) as abierta:
            _recorrer(abierta, como_xml=ruta.suffix.lower() in {".xml", ".rels"})


def _recorrer(abierta: Any, *, como_xml: bool) -> None:
    lector = _lector_de_xml() if como_xml else None
    vacia = True
    try:
        while bloque := abierta.read(_BLOQUE):
            vacia = False
            if lector is not None:
                lector.Parse(bloque, False)
        if lector is not None and not vacia:
            lector.Parse(b"", True)
    except expat.ExpatError as error:
        raise NoAbre("el documento está dañado y no abre.") from error


def _lector_de_xml() -> expat.XMLParserType:
    lector = expat.ParserCreate()
    lector.StartDoctypeDeclHandler = _sin_dtd
    return lector


def _sin_dtd(*_: object) -> None:
    raise NoAbre("trae una definición de tipo de documento, que estos documentos no llevan.")


def texto(contenido: bytes) -> str:
    """Un texto sin caracteres de control, en UTF-8 o en la codificación de Windows."""
    try:
        leido = contenido.decode("utf-8-sig")
    except UnicodeDecodeError:
        leido = contenido.decode("cp1252", errors="replace")
    if not leido.strip():
        raise NoAbre("no trae ningún texto.")
    if _DE_CONTROL.search(leido) or "\ufffd" in leido:
        raise NoAbre("dice ser texto y no lo es.")
    return "txt"


APERTURAS: tuple[tuple[tuple[bytes, ...], Callable[[bytes], str]], ...] = (
    ((b"%PDF-",), pdf),
    ((b"PK\x03\x04",), de_oficina),
    ((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"RIFF"), imagen),
)
"""Con qué empieza cada familia y quién la abre."""

CONOCIDOS: tuple[tuple[tuple[bytes, ...], str], ...] = (
    (
        (b"\xd0\xcf\x11\xe0",),
        "es de un Office anterior a 2007 o tiene contraseña. Guárdelo en el formato de ahora y sin ella.",
    ),
    ((b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe"), "es un programa, y no se admite."),
    ((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b"), "es un archivo comprimido. Suba los documentos uno por uno."),
)
"""Lo que no se admite y conviene decir por su nombre."""
