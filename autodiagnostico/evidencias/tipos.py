"""Los tipos de archivo que el programa sabe comprobar; la instalación escoge cuáles admite."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_OFFICE = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"


@dataclass(frozen=True, slots=True)
class Tipo:
    """Un tipo: su código, cómo se dice, con qué extensiones se escribe y qué es en la red."""

    codigo: str
    nombre: str
    extensiones: tuple[str, ...]
    medio: str


TIPOS: Mapping[str, Tipo] = {
    t.codigo: t
    for t in (
        Tipo("pdf", "PDF", (".pdf",), "application/pdf"),
        Tipo("docx", "Word", (".docx",), f"{_OFFICE}.wordprocessingml.document"),
        Tipo("xlsx", "Excel", (".xlsx",), f"{_OFFICE}.spreadsheetml.sheet"),
        Tipo("pptx", "PowerPoint", (".pptx",), f"{_OFFICE}.presentationml.presentation"),
        Tipo("odt", "texto de LibreOffice", (".odt",), f"{_ODF}.text"),
        Tipo("ods", "hoja de LibreOffice", (".ods",), f"{_ODF}.spreadsheet"),
        Tipo("odp", "presentación de LibreOffice", (".odp",), f"{_ODF}.presentation"),
        Tipo("png", "imagen PNG", (".png",), "image/png"),
        Tipo("jpg", "imagen JPG", (".jpg", ".jpeg", ".jfif"), "image/jpeg"),
        Tipo("tif", "imagen TIFF", (".tif", ".tiff"), "image/tiff"),
        Tipo("webp", "imagen WebP", (".webp",), "image/webp"),
        Tipo("txt", "texto", (".txt",), "text/plain"),
        Tipo("csv", "tabla CSV", (".csv",), "text/csv"),
    )
}


def extensiones(codigos: Iterable[str]) -> list[str]:
    """Las extensiones de unos tipos, con su punto."""
    return [extension for codigo in codigos for extension in TIPOS[codigo].extensiones]
