"""JSON sin sorpresas: sin claves repetidas, sin NaN, sin números ni anidamientos desmedidos, en UTF-8."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from motor import Problema

MAXIMO_NIVELES = 20
MAXIMO_CIFRAS = 20
_MALOS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")

_EN_ESPANOL = {
    "Expecting value": "falta un valor o hay algo que no es JSON",
    "Expecting property name enclosed in double quotes": "falta el nombre de un campo entre comillas dobles",
    "Expecting ':' delimiter": "faltan los dos puntos después del nombre de un campo",
    "Expecting ',' delimiter": "falta una coma, o sobra algo después de un valor",
    "Extra data": "sobra texto después del documento",
    "Unterminated string starting at": "un texto no cierra sus comillas",
    "Invalid control character at": "hay un salto de línea o un carácter de control dentro de un texto",
    "Invalid \\escape": "hay una barra invertida que no corresponde",
    "Invalid \\uXXXX escape": "hay un código \\u incompleto",
    "Illegal trailing comma before end of object": "sobra una coma antes de cerrar",
    "Illegal trailing comma before end of array": "sobra una coma antes de cerrar",
}


class JsonInvalido(Exception):
    """El texto no se admite como JSON; `problemas` los trae todos."""

    def __init__(self, problemas: list[Problema]) -> None:
        super().__init__("\n".join(map(str, problemas)))
        self.problemas = problemas


class _Objeto(dict[str, Any]):
    """Un objeto JSON que recuerda las claves que venían repetidas."""

    repetidas: tuple[str, ...] = ()


def leer_json(contenido: bytes) -> Any:
    """El documento como datos corrientes. Lanza JsonInvalido con todos los problemas que se puedan decir."""
    try:
        documento = json.loads(
            contenido.decode("utf-8-sig"),
            object_pairs_hook=_objeto,
            parse_constant=_constante,
            parse_float=_decimal,
            parse_int=_entero,
        )
    except UnicodeDecodeError as error:
        _rechazar(f"el archivo no es texto UTF-8 (byte {error.start}).", "texto en UTF-8")
    except json.JSONDecodeError as error:
        que = _EN_ESPANOL.get(error.msg.split(": ")[0], error.msg)
        _rechazar(f"el JSON está mal escrito en la línea {error.lineno}, columna {error.colno}: {que}.")
    except RecursionError:
        _rechazar("tiene demasiados niveles anidados.", f"hasta {MAXIMO_NIVELES}")
    problemas = list(_revisar(documento))
    if problemas:
        raise JsonInvalido(problemas)
    return documento


def _rechazar(mensaje: str, admite: str = "") -> NoReturn:
    raise JsonInvalido([Problema("documento", mensaje, admite)]) from None


def _objeto(pares: list[tuple[str, Any]]) -> _Objeto:
    objeto = _Objeto(pares)
    if len(objeto) != len(pares):
        vistas: set[str] = set()
        repetidas = [c for c, _ in pares if c in vistas or vistas.add(c)]  # type: ignore[func-returns-value]
        objeto.repetidas = tuple(dict.fromkeys(repetidas))
    return objeto


def _constante(escrita: str) -> NoReturn:
    _rechazar(f"trae {escrita}, que no es un número.", "números corrientes")


def _decimal(escrito: str) -> float:
    valor = float(escrito)
    if not math.isfinite(valor):
        _rechazar(f"el número {_corto(escrito)} es demasiado grande.", "números corrientes")
    return valor


def _entero(escrito: str) -> int:
    if len(escrito) > MAXIMO_CIFRAS:
        _rechazar(
            f"el número {_corto(escrito)} tiene {len(escrito)} cifras.", f"hasta {MAXIMO_CIFRAS} cifras"
        )
    return int(escrito)


def _corto(texto: str) -> str:
    return texto if len(texto) <= MAXIMO_CIFRAS else f"{texto[:MAXIMO_CIFRAS]}…"


def _revisar(documento: Any) -> Iterator[Problema]:
    """Claves repetidas, textos con caracteres que no se pueden guardar y anidamiento, con su ruta.

    Con una pila y no con recursión: lo que se revisa puede venir muy anidado.
    """
    pila: list[tuple[tuple[str, ...], Any]] = [((), documento)]
    while pila:
        ruta, dato = pila.pop()
        if len(ruta) > MAXIMO_NIVELES:
            yield Problema(
                _ruta(ruta[:3]) + "…", "tiene demasiados niveles anidados.", f"hasta {MAXIMO_NIVELES}"
            )
            return
        if isinstance(dato, str) and (malo := caracter_malo(dato)) is not None:
            yield Problema(_ruta(ruta), f"el texto trae el carácter {malo}, que no se admite.")
        elif isinstance(dato, _Objeto):
            for clave in dato.repetidas:
                yield Problema(_ruta((*ruta, clave)), "el campo está repetido.", "una sola vez")
            if any(caracter_malo(clave) for clave in dato):
                yield Problema(_ruta(ruta), "el nombre de un campo trae caracteres que no se admiten.")
            else:
                pila += [((*ruta, clave), valor) for clave, valor in reversed(dato.items())]
        elif isinstance(dato, list):
            pila += [((*ruta, str(i)), valor) for i, valor in reversed(list(enumerate(dato)))]


def _ruta(partes: tuple[str, ...]) -> str:
    return ".".join(partes) or "documento"


def caracter_malo(texto: str) -> str | None:
    """El primer carácter de control o sustituto suelto, dicho como U+0000."""
    malo = _MALOS.search(texto)
    return f"U+{ord(malo[0]):04X}" if malo else None
