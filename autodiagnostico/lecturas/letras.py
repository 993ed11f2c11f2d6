"""Una letra por cada resultado posible de una regla, para guardar los de una edición en un renglón."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from motor.lectura import MEDIOS, Estado, Veredicto
from motor.poblacion import VEREDICTOS

Letras = NDArray[np.uint8]

_DE_ESTADO = {
    (Estado.NO_APLICA, None, None): "n",
    (Estado.CUMPLE, 2, 2): "c",
    (Estado.PARCIAL, 1, 1): "p",
    (Estado.NO_CUMPLE, 0, 0): "x",
    (Estado.EN_PLAZO, 1, 1): "q",
    (Estado.EN_PLAZO, 0, 0): "e",
    (Estado.SIN_INFORMACION, 0, 2): "a",
    (Estado.SIN_INFORMACION, 1, 2): "b",
    (Estado.SIN_INFORMACION, 0, 1): "d",
    (Estado.SIN_INFORMACION, 0, 0): "f",
    (Estado.SIN_INFORMACION, 1, 1): "g",
}
ESTADO: Mapping[str, Estado] = {letra: estado for (estado, _, _), letra in _DE_ESTADO.items()}
AUSENTE = ord(".")
"""La regla no está en la base con que se leyó."""
_POR_CODIGO = np.array([ord(_DE_ESTADO[v.estado, v.medios_min, v.medios_max]) for v in VEREDICTOS], np.uint8)


def _tabla(valores: Mapping[str, int]) -> NDArray[np.int64]:
    tabla = np.zeros(256, np.int64)
    for letra, valor in valores.items():
        tabla[ord(letra)] = valor
    return tabla


_APLICA = _tabla({letra: int(e is not Estado.NO_APLICA) for letra, e in ESTADO.items()})
_CONOCIDA = _tabla(
    {letra: int(e not in {Estado.NO_APLICA, Estado.SIN_INFORMACION}) for letra, e in ESTADO.items()}
)
_MINIMO = _tabla({letra: minimo or 0 for (_, minimo, _), letra in _DE_ESTADO.items()})
_MAXIMO = _tabla({letra: maximo or 0 for (_, _, maximo), letra in _DE_ESTADO.items()})


def de_codigos(codigos: NDArray[np.uint8]) -> Letras:
    """Las letras de los resultados de `motor.poblacion`, con su misma forma."""
    return _POR_CODIGO[codigos]


def de_grados(estado: str, minimo: float | None, maximo: float | None) -> str:
    """La letra de un resultado como lo dice el contrato, con grados de 0 a 1."""
    en_medios = [None if g is None else round(g * MEDIOS) for g in (minimo, maximo)]
    return _DE_ESTADO[Estado(estado), en_medios[0], en_medios[1]]


def de_veredicto(veredicto: Veredicto) -> str:
    """La letra de un veredicto."""
    return _DE_ESTADO[veredicto.estado, veredicto.medios_min, veredicto.medios_max]


def sumas(pesos: NDArray[np.int64], letras: Letras) -> tuple[NDArray[np.int64], ...]:
    """Σ w, Σ w·medios mínimos, Σ w·medios máximos y Σ w conocido, por caso.

    `pesos` tiene uno por regla y `letras` es de reglas × casos.
    """
    con_peso = np.flatnonzero(pesos)
    suyas, de_ellas = letras[con_peso], pesos[con_peso]
    return tuple(de_ellas @ tabla[suyas] for tabla in (_APLICA, _MINIMO, _MAXIMO, _CONOCIDA))
