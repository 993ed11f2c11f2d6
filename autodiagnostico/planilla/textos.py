"""Los textos como pueden ir y volver de un archivo sin cambiar."""

from __future__ import annotations

import re
from dataclasses import replace

from motor import Respuesta

_SALTO = re.compile(r"(?:\r|_x000D_)\n?")
"""Un retorno de carro, también como lo escribe Excel por dentro."""
_NO_VIAJAN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Lo que el XML de un libro no admite, o un editor de texto pierde."""

_CIFRAS = 9


def es_numero(texto: str) -> bool:
    """Si es un año o una versión escrita con cifras; uno que no cabe en la base no lo es."""
    return texto.isdecimal() and len(texto) <= _CIFRAS


def canonico(texto: str) -> str:
    """El texto sin lo que no viaja, con un solo salto de línea y sin espacios en las puntas."""
    return _NO_VIAJAN.sub("", _SALTO.sub("\n", texto)).strip()


def en_un_renglon(texto: str) -> str:
    """Como `canonico`, en un renglón: así va cada evidencia en su celda."""
    return " ".join(canonico(texto).split())


def respuesta_canonica(respuesta: Respuesta) -> Respuesta:
    """La respuesta como se lee de un archivo en que se escribió."""
    return replace(
        respuesta,
        no_aplica=None if respuesta.no_aplica is None else canonico(respuesta.no_aplica) or None,
        evidencias=tuple(dict.fromkeys(e for e in map(en_un_renglon, respuesta.evidencias) if e)),
        observacion=canonico(respuesta.observacion),
    )
