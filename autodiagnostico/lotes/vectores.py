"""Columnas de Arrow leídas de una vez: valores distintos, textos, números y nombres normalizados.

Cada función marca como dudoso lo que no está segura de leer igual que se lee un caso suelto.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from motor.caso import MAXIMO_ENTERO, MAXIMO_TEXTO
from motor.enteros import ESCALA, rango_de
from reglas.clases import Clase
from reglas.fichas import Atributo, Criterio
from reglas.texto import normalizar

Marcados = NDArray[np.bool_]
NULO = -1
_DUDOSO = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x{9f}]|^[\s\pZ]|[\s\pZ]$"
"""Caracteres de control, o espacios en un extremo, que quizá haya que quitar."""
_SIN_TILDE = dict(zip("áéíóúüñ", "aeiouun", strict=True))
_DEL_ESPANOL = f"^[ -~{''.join(_SIN_TILDE)}]*$"
_CERCA = 1e-6
"""Qué tan cerca de un empate no se confía en el redondeo binario."""


@dataclass(frozen=True, slots=True)
class Distintos:
    """Los valores de una columna, una vez cada uno, y el lugar del de cada fila (o NULO)."""

    valores: Any
    lugares: NDArray[np.integer[Any]]
    de_listas: bool = False

    def pares(self) -> Iterator[Any]:
        """Cada valor, como lo da una celda suelta."""
        for valor in self.valores.to_pylist():
            yield valor if not self.de_listas else valor.split("|") if valor else []


def distintos(columna: Any) -> Distintos | None:
    """Los valores distintos de una columna; None si no se pueden separar sin confundirlos."""
    de_listas = pa.types.is_list(columna.type)
    if de_listas and (columna := _unidas(columna)) is None:
        return None
    try:
        separada = columna if pa.types.is_dictionary(columna.type) else columna.dictionary_encode()
    except pa.ArrowNotImplementedError:
        return None
    indices = separada.indices
    if pa.types.is_unsigned_integer(indices.type):
        indices = pc.cast(indices, pa.int64())
    return Distintos(separada.dictionary, pc.fill_null(indices, NULO).to_numpy(), de_listas)


def _unidas(columna: Any) -> Any | None:
    """Una columna de listas de textos, con cada lista unida por barras; None si se confundirían."""
    elementos = columna.flatten()
    if not pa.types.is_string(elementos.type) or elementos.null_count:
        return None
    confusos = pc.or_(pc.equal(elementos, ""), pc.match_substring(elementos, "|"))
    return None if pc.any(confusos).as_py() else pc.binary_join(columna, "|")


def textos_dudosos(valores: Any) -> Marcados:
    """Cuáles de unos textos no se pueden tomar tal cual."""
    largos = pc.greater(pc.utf8_length(valores), MAXIMO_TEXTO)
    dudosos = pc.or_(pc.match_substring_regex(valores, _DUDOSO), largos)
    return _marcados(pc.fill_null(dudosos, fill_value=False))


def normalizados(valores: Any) -> Any:
    """Unos textos como `reglas.texto.normalizar`; los de letras del español, todos de una vez."""
    textos = pc.utf8_lower(valores)
    raros = pc.invert(pc.match_substring_regex(textos, _DEL_ESPANOL))
    for con_tilde, sin_tilde in _SIN_TILDE.items():
        textos = pc.replace_substring(textos, con_tilde, sin_tilde)
    textos = pc.utf8_trim_whitespace(pc.replace_substring_regex(textos, r"\s+", " "))
    if not pc.any(raros).as_py():
        return textos
    parejas = zip(valores.to_pylist(), raros.to_pylist(), strict=True)
    uno_por_uno = pa.array([normalizar(v) if raro else None for v, raro in parejas], pa.string())
    return pc.coalesce(uno_por_uno, textos)


def estan(valores: Any, lugares: Any, conjunto: Collection[str]) -> Marcados:
    """Qué filas tienen un valor del conjunto; `lugares` dice cuál es el de cada una."""
    entre = _marcados(pc.is_in(valores, value_set=pa.array(sorted(conjunto), pa.string())))
    estan_: Marcados = np.append(entre, False)[pc.fill_null(lugares, NULO).to_numpy()]
    return estan_


@dataclass(frozen=True, slots=True)
class Numeros:
    """Una columna numérica como enteros de `motor.enteros`; lo vacío vale 0 y no es dudoso."""

    enteros: NDArray[np.int64]
    vacios: Marcados
    dudosos: Marcados


def numeros(ficha: Criterio | Atributo, columna: Any) -> Numeros | None:
    """Los números de una columna; None si no es numérica."""
    if not (pa.types.is_signed_integer(columna.type) or pa.types.is_floating(columna.type)):
        return None
    vacios = _marcados(pc.is_null(columna, nan_is_null=True))
    crudos = pc.if_else(pa.array(vacios), pa.scalar(0, columna.type), columna).to_numpy()
    escala = ESCALA if ficha.clase is Clase.PORCENTAJE else 1
    escalados = crudos.astype(np.float64) * escala
    redondos = np.rint(escalados)
    rango = rango_de(ficha)
    dudosos = (redondos < rango.minimo) | (redondos > min(rango.maximo, MAXIMO_ENTERO * escala))
    if ficha.clase is Clase.PORCENTAJE:
        dudosos |= np.abs(np.abs(escalados - redondos) - 0.5) < _CERCA
    else:
        dudosos |= escalados != redondos
    return Numeros(np.where(dudosos, 0, redondos).astype(np.int64), vacios, dudosos)


def _marcados(logicos: Any) -> Marcados:
    marcados: Marcados = logicos.to_numpy(zero_copy_only=False)
    return marcados
