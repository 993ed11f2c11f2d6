"""Clases de valor que conoce el lenguaje de reglas."""

from __future__ import annotations

from enum import StrEnum

DECIMALES = 4
"""Decimales con que se guarda un porcentaje; más allá se redondea al entrar."""


class Clase(StrEnum):
    """Qué valores admite un criterio, un atributo o un parámetro."""

    SI_NO = "si_no"
    SI_PARCIAL_NO = "si_parcial_no"
    OPCION = "opcion"
    OPCIONES = "opciones"
    FECHA = "fecha"
    ENTERO = "entero"
    PORCENTAJE = "porcentaje"
    TEXTO = "texto"


NUMERICAS = frozenset({Clase.ENTERO, Clase.PORCENTAJE})
ORDENADAS = NUMERICAS | {Clase.FECHA}
DE_UNA_CLAVE = frozenset({Clase.SI_PARCIAL_NO, Clase.OPCION})

CLAVES_SI_PARCIAL_NO = {"si": "Sí", "parcial": "En parte", "no": "No"}
