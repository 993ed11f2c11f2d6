"""Sellar y comprobar según el formato del archivo."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from autodiagnostico.entrada.paquetes import ILEGIBLE, PaqueteInvalido, revisar_paquete
from autodiagnostico.sello import libro, paquete, pdf, texto, word
from autodiagnostico.sello.ficha import Sello

MAXIMO_BYTES = 20_000_000
SIN_SELLO = frozenset({".csv", ".ics", ".zip"})
"""Los formatos que no tienen dónde llevarlo: su huella es la de sus bytes y está en la bitácora."""


class SinSello(Exception):
    """El archivo no lleva un sello que se pueda leer; el mensaje dice por qué."""


@dataclass(frozen=True, slots=True)
class Formato:
    """Cómo se lee el sello de un archivo y cómo se llena el hueco de su huella."""

    que: str
    leer: Callable[[bytes], tuple[Sello, Any] | None]
    llenar: Callable[[bytes, str], bytes]
    es_paquete: bool = False


FORMATOS: Mapping[str, Formato] = {
    ".xlsx": Formato("un libro de Excel", libro.leer, paquete.llenar, es_paquete=True),
    ".docx": Formato("un documento de Word", word.leer, paquete.llenar, es_paquete=True),
    ".pdf": Formato("un PDF", pdf.leer, pdf.llenar),
    ".md": Formato("un texto en Markdown", texto.leer, texto.llenar),
}


def sellar(contenido: bytes, extension: str, sello: Sello) -> tuple[bytes, Sello]:
    """El informe con su huella puesta, y el sello ya completo.

    El contenido ya lleva ese sello, con el hueco donde va la huella.
    """
    if extension in SIN_SELLO:
        return contenido, replace(sello, contenido=hashlib.sha256(contenido).hexdigest())
    formato = FORMATOS[extension]
    leido = formato.leer(contenido)
    assert leido is not None, "quien escribe un informe le pone su sello"
    suyo, dicho = leido
    completo = suyo.con_contenido(dicho)
    return formato.llenar(contenido, completo.contenido), completo


def comprobar(contenido: bytes, extension: str) -> tuple[Sello, bool]:
    """El sello de un informe, y si lo que el informe dice es lo que se selló. Lanza SinSello."""
    formato = FORMATOS[extension]
    try:
        if formato.es_paquete:
            revisar_paquete(contenido, MAXIMO_BYTES, formato.que)
        leido = formato.leer(contenido)
    except PaqueteInvalido as error:
        raise SinSello(str(error)) from error
    except ILEGIBLE as error:
        raise SinSello(f"El archivo no es {formato.que}, o está dañado.") from error
    if leido is None:
        raise SinSello("El archivo no lleva sello: no lo emitió este programa, o se lo quitaron.")
    sello, dicho = leido
    return sello, sello.con_contenido(dicho).contenido == sello.contenido
