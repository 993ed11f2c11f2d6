"""Un CSV que vino de fuera: en qué está escrito y qué separa sus columnas, sin adivinar lo dudoso.

Excel en español guarda «CSV UTF-8» con marca o, con «CSV» a secas, Windows-1252, y separa con punto y coma.
Lo que no es UTF-8 se lee como Windows-1252 solo si no hay duda: un texto de MS-DOS o de Mac se deja leer así,
pero con signos ajenos al español en medio de las palabras, donde iban las tildes.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

_SEPARADORES = {";": "punto y coma", ",": "coma", "\t": "tabulador"}
_DE_MUESTRA = 50
"""Los renglones con que se decide qué separa las columnas."""
_A_LA_VISTA = 60
_DICHO = re.compile(r"sep=([;,\t])\r?\n", re.IGNORECASE)
"""El renglón con que Excel deja dicho el separador."""
_PALABRA_ROTA = re.compile(
    r"[A-Za-z](?:[¡¢£¤¥‚‡]|\xa0(?!\w)|[^\x00-\x7f\w\s][A-Za-z])"  # un signo donde iba una minúscula
    r"|[a-z][ŒŠŽŸ]|[A-Za-z][ƒœšž][A-Za-z]"
    r"|[A-Z][à-ÿ][A-Z]|\b[µÖçêîòƒ][A-Za-z]"  # o una mayúscula
)
_SIGNOS = "\u2000"
"""Desde aquí hay comillas, flechas y signos que un texto en español sí trae."""
_TABULADOR_Y_RENGLONES = "\t\r\n"
_GUARDE = "en Excel, «Guardar como», «CSV UTF-8 (delimitado por comas)»"


class TextoInvalido(Exception):
    """No se sabe en qué está escrito; `admite` dice qué hacer."""

    def __init__(self, mensaje: str, admite: str = _GUARDE) -> None:
        super().__init__(mensaje)
        self.admite = admite


@dataclass(frozen=True, slots=True)
class Texto:
    """Lo que dice un CSV y cómo se leyó."""

    contenido: str
    escrito_en: str
    separador: str
    salteados: int = 0
    """Los renglones del principio que no son de la tabla."""

    @property
    def como(self) -> str:
        """«en UTF-8, separado por punto y coma»."""
        return f"en {self.escrito_en}, separado por {_SEPARADORES[self.separador]}"


def leer_texto(contenido: bytes) -> Texto:
    """El texto de un CSV, con su separador. Lanza TextoInvalido si no hay cómo estar seguro."""
    texto, escrito_en = _decodificar(contenido)
    dicho = _DICHO.match(texto)
    if dicho:
        return Texto(texto[dicho.end() :], escrito_en, dicho[1], salteados=1)
    return Texto(texto, escrito_en, _separador(texto))


def _decodificar(contenido: bytes) -> tuple[str, str]:
    try:
        texto, escrito_en = contenido.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        texto, escrito_en = _de_windows(contenido), "Windows-1252 (el «CSV» de Excel)"
    else:
        _exigir_sin_duda(contenido, texto)
    raros = [c for c in texto if unicodedata.category(c) == "Cc" and c not in _TABULADOR_Y_RENGLONES]
    if raros:
        mensaje = f"El archivo no es un CSV: en la línea {_linea(texto, raros[0])} trae algo que no es texto."
        raise TextoInvalido(mensaje)
    return texto, escrito_en


def _exigir_sin_duda(contenido: bytes, texto: str) -> None:
    """Dos letras de Windows-1252, como «Ñ¡», pueden ser también una de UTF-8 de otro alfabeto."""
    if contenido.startswith(codecs.BOM_UTF8) or not _se_lee(contenido):
        return
    ajenas = (c for c in unicodedata.normalize("NFC", texto) if _es_de_otro_alfabeto(c))
    if ajena := next(ajenas, None):
        mensaje = f"No se sabe si el archivo está en UTF-8 o en Windows-1252: podría decir «{ajena}», o no."
        raise TextoInvalido(mensaje)


def _se_lee(contenido: bytes) -> bool:
    try:
        contenido.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return True


def _es_de_otro_alfabeto(caracter: str) -> bool:
    try:
        caracter.encode("cp1252")
    except UnicodeEncodeError:
        return caracter < _SIGNOS or unicodedata.category(caracter)[0] in "LMC"
    return False


def _de_windows(contenido: bytes) -> str:
    try:
        texto = contenido.decode("cp1252")
    except UnicodeDecodeError as error:
        linea = contenido.count(b"\n", 0, error.start) + 1
        mensaje = f"No se sabe en qué está escrito el archivo: no es UTF-8 ni Windows-1252 (línea {linea})."
        raise TextoInvalido(mensaje) from error
    rota = _PALABRA_ROTA.search(texto)
    if rota:
        linea = texto.count("\n", 0, rota.start()) + 1
        vista = texto.split("\n")[linea - 1].strip()[:_A_LA_VISTA]
        mensaje = f"Las tildes no se dejan leer: en la línea {linea} saldría «{vista}»."
        raise TextoInvalido(mensaje)
    return texto


def _linea(texto: str, caracter: str) -> int:
    return texto.count("\n", 0, texto.index(caracter)) + 1


def _separador(texto: str) -> str:
    """El que parte más renglones en el mismo número de columnas; si empatan, el que da más columnas."""
    return max(_SEPARADORES, key=lambda s: _reparto(texto, s))


def _reparto(texto: str, separador: str) -> tuple[int, int]:
    lector = csv.reader(io.StringIO(texto, newline=""), delimiter=separador)
    cuantas = Counter(n for n in _anchos(lector) if n > 1)
    if not cuantas:
        return 0, 0
    columnas, renglones = max(cuantas.items(), key=lambda par: (par[1], par[0]))
    return renglones, columnas


def _anchos(lector: Iterable[list[str]]) -> Iterable[int]:
    try:
        yield from (len(fila) for fila in islice(lector, _DE_MUESTRA))
    except csv.Error:
        return
