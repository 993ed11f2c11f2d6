"""Los valores ordenados como enteros exactos, y entre qué extremos se pueden responder.

Una fecha es su día ordinal y un porcentaje va en diezmilésimas, que son los decimales con que se
guarda: así las comparaciones son exactas.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from motor.caso import MAXIMO_ENTERO, PRIMER_ANIO, ULTIMO_ANIO, Valor
from reglas.clases import DECIMALES, Clase
from reglas.fichas import Atributo, Criterio

ESCALA = 10**DECIMALES
PRIMER_DIA, ULTIMO_DIA = date(PRIMER_ANIO, 1, 1), date(ULTIMO_ANIO, 12, 31)
"""Las fechas que un caso admite."""


@dataclass(frozen=True, slots=True)
class Rango:
    """Extremos incluidos; vacío si el mínimo pasa del máximo."""

    minimo: int
    maximo: int

    @property
    def vacio(self) -> bool:
        """Si ningún valor cabe."""
        return self.minimo > self.maximo


def a_entero(clase: Clase, valor: Valor) -> int:
    """El entero con que se representa un valor de una clase ordenada."""
    if isinstance(valor, date):
        return valor.toordinal()
    assert isinstance(valor, int | float), "solo un dato ordenado se pasa a entero"
    return round(valor * ESCALA) if clase is Clase.PORCENTAJE else int(valor)


def de_entero(clase: Clase, entero: int) -> Valor:
    """El valor que representa un entero."""
    if clase is Clase.FECHA:
        return date.fromordinal(entero)
    return round(entero / ESCALA, DECIMALES) if clase is Clase.PORCENTAJE else entero


PRIMERO_Y_ULTIMO = Rango(PRIMER_DIA.toordinal(), ULTIMO_DIA.toordinal())


def rango_de(ficha: Criterio | Atributo) -> Rango:
    """Los valores que se le pueden responder a un dato ordenado, sin mirar las reglas."""
    if ficha.clase is Clase.FECHA:
        return PRIMERO_Y_ULTIMO
    # Como al leer un caso: un conteo o un porcentaje no baja de cero aunque la ficha no lo diga.
    minimo, maximo = getattr(ficha, "minimo", None), getattr(ficha, "maximo", None)
    porcentaje = ficha.clase is Clase.PORCENTAJE
    escala = ESCALA if porcentaje else 1
    tope = 100 if porcentaje else MAXIMO_ENTERO
    return Rango(
        math.ceil(_exacto(minimo or 0) * escala),
        math.floor(_exacto(tope if maximo is None else maximo) * escala),
    )


def _exacto(numero: float) -> Fraction:
    """El decimal que se escribió, y no el binario más cercano."""
    return Fraction(str(numero))
