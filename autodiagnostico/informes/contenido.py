"""Lo que un informe dice, y cómo se escribe en Word, PDF, Markdown o Excel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autodiagnostico.documento.bloques import Bloque, Documento
from autodiagnostico.documento.formatos import escribir as escribir_documento
from autodiagnostico.informes.libro import Hoja, escribir_libro
from autodiagnostico.sello import Sello
from reglas import Catalogo

EXCEL = ".xlsx"


@dataclass(frozen=True)
class Contenido:
    """Lo que un informe dice, en bloques y en hojas."""

    titulo: str
    bloques: Sequence[Bloque]
    hojas: Sequence[Hoja]
    de_que: str = ""
    """De qué es, bajo el título; vacío, la vigencia del autodiagnóstico."""

    breve: bool = True
    apaisado: bool = False
    diapositivas: bool = False


def escribir(  # noqa: PLR0913, PLR0917 - un archivo se escribe con todo esto
    suyo: Contenido, subtitulo: str, catalogo: Catalogo, marca: str, extension: str, sello: Sello
) -> bytes:
    """El archivo, con el sello todavía con su hueco; la `marca` va en cada hoja del libro."""
    if extension == EXCEL:
        return escribir_libro(f"{suyo.titulo}. {subtitulo}", suyo.hojas, marca, sello)
    documento = Documento(
        titulo=suyo.titulo,
        subtitulo=subtitulo,
        version=catalogo.base.version,
        digesto=catalogo.digesto,
        bloques=suyo.bloques,
        sello=sello,
        breve=suyo.breve,
        seguido=not suyo.diapositivas,
        apaisado=suyo.apaisado,
        sello_corto=suyo.breve or suyo.diapositivas,
        diapositivas=suyo.diapositivas,
    )
    return escribir_documento(documento, extension)
