"""Los códigos de un lineamiento: el que se propone y los que llevan su pregunta y su acción."""

from __future__ import annotations

import re
from collections.abc import Container

from autodiagnostico.manual.marco import marco
from reglas.texto import normalizar

LARGO = 40
_VACIAS = frozenset(
    [
        "a",
        "al",
        "ante",
        "como",
        "con",
        "cada",
        "de",
        "del",
        "desde",
        "e",
        "el",
        "ella",
        "en",
        "entre",
        "es",
        "esta",
        "este",
        "esto",
        "la",
        "las",
        "lo",
        "los",
        "ni",
        "o",
        "para",
        "pero",
        "por",
        "que",
        "se",
        "segun",
        "si",
        "sin",
        "sobre",
        "su",
        "sus",
        "u",
        "un",
        "una",
        "unas",
        "unos",
        "y",
    ]
)
_FORMA = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]*")
ADMITE = f"letras sin tilde, números, punto, guion; hasta {LARGO} caracteres"


def bien_escrito(codigo: str) -> bool:
    """Si sirve como código de lineamiento."""
    return len(codigo) <= LARGO and _FORMA.fullmatch(codigo) is not None


def proponer(titulo: str, ocupados: Container[str]) -> str:
    """Un código a partir de las primeras palabras del título; no depende de en qué fila esté.

    `ocupados` son criterios: dos códigos que darían la misma pregunta se estorban.
    """
    palabras = [p for p in re.findall(r"[a-z0-9]+", normalizar(titulo)) if p not in _VACIAS]
    raiz = marco().prefijo
    for palabra in palabras:
        if len(raiz) + 1 + len(palabra) > LARGO - len("-999"):
            break
        raiz = f"{raiz}-{palabra.upper()}"
    codigo, numero = raiz, 1
    while criterio_de(codigo) in ocupados:
        numero += 1
        codigo = f"{raiz}-{numero}"
    return codigo


def criterio_de(codigo: str) -> str:
    """El código de la pregunta de un lineamiento."""
    propio = codigo.lower().replace("-", "_")
    return f"manual.{propio.removeprefix(f'{marco().prefijo.lower()}_')}"


def accion_de(codigo: str) -> str:
    """El código de la acción de un lineamiento."""
    return f"A-{codigo}"
