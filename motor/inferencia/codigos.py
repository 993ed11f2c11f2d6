"""Los valores como enteros: lo único que durable-rules compara sin coerciones ni sorpresas.

Cada dato va en una propiedad (`d0`, `d1`…) cuyo código se puede deshacer: de lo que el motor
consumió se recupera el valor. Lo que se desconoce no se escribe.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from math import isfinite
from typing import Any

from motor.caso import Valor
from motor.errores import ErrorDeInferencia
from motor.verdad import Verdad
from reglas.catalogo import Catalogo
from reglas.clases import DECIMALES, Clase
from reglas.condiciones import Ambito, Constante, Referencia
from reglas.fichas import Atributo, Criterio
from reglas.resolucion import claves_de

Evento = dict[str, int]
"""Lo que se publica al motor, sin sus identificadores."""

_DECENA: int = 10**DECIMALES
_MES, _ANIO = 100, 10_000


@dataclass(slots=True)
class Textos:
    """Números para los textos de una evaluación que ninguna condición nombra: −1, −2 y así."""

    numeros: dict[str, int] = field(default_factory=dict)

    def numero(self, texto: str) -> int:
        """El número de un texto; el mismo cada vez."""
        return self.numeros.setdefault(texto, -1 - len(self.numeros))

    def texto(self, numero: int) -> str:
        """El texto de un número."""
        return list(self.numeros)[-1 - numero]


@dataclass(frozen=True, slots=True)
class Campo:
    """Un dato y la propiedad que lo lleva. `nombres` son las claves o los textos, por su número."""

    propiedad: str
    dato: Referencia
    clase: Clase
    nombres: tuple[str, ...] = ()

    @property
    def propiedades(self) -> tuple[str, ...]:
        """Todas las propiedades que puede escribir."""
        return (self.propiedad, *(p for _, p in self._opciones()))

    def _opciones(self) -> list[tuple[str, str]]:
        """Cada clave de una lista y la propiedad que dice si está."""
        if self.clase is not Clase.OPCIONES:
            return []
        return [(clave, f"{self.propiedad}_{i}") for i, clave in enumerate(self.nombres)]

    def opcion(self, clave: str) -> str:
        """La propiedad de una clave de una lista: 1 si está y 0 si no."""
        return dict(self._opciones())[clave]

    def constante(self, valor: Constante) -> int:
        """El número de un valor escrito en una condición."""
        try:
            return numero_de(self.clase, valor, self.nombres)
        except ValueError:
            raise ErrorDeInferencia(
                f"Una condición compara «{self.dato}», de clase {self.clase}, con {valor!r}."
            ) from None

    def escribir(self, valor: Valor | Verdad | None, evento: Evento, textos: Textos) -> None:
        """Pone el valor en el evento, si se conoce."""
        if valor is None:
            return
        try:
            if self.clase is Clase.OPCIONES:
                self._escribir_lista(valor, evento)
            elif self.clase is Clase.TEXTO and valor not in self.nombres:
                evento[self.propiedad] = textos.numero(_exigir(valor, str))
            else:
                evento[self.propiedad] = numero_de(self.clase, valor, self.nombres)
        except ValueError:
            mensaje = f"«{self.dato}» vale {valor!r}, que no es de clase {self.clase}."
            raise ErrorDeInferencia(mensaje) from None

    def _escribir_lista(self, valor: Any, evento: Evento) -> None:
        if set(_exigir(valor, tuple)) - set(self.nombres):
            raise ValueError
        evento[self.propiedad] = 1
        evento.update((propiedad, int(clave in valor)) for clave, propiedad in self._opciones())

    def leer(self, evento: Mapping[str, int], textos: Textos) -> Valor | None:
        """El valor que llevaba un evento; None si no lo llevaba."""
        numero = evento.get(self.propiedad)
        if numero is None:
            return None
        if self.clase is Clase.OPCIONES:
            return tuple(clave for clave, propiedad in self._opciones() if evento[propiedad])
        if self.clase is Clase.TEXTO and numero < 0:
            return textos.texto(numero)
        return _valor_de(self.clase, numero, self.nombres)


def numero_de(clase: Clase, valor: Any, nombres: tuple[str, ...] = ()) -> int:
    """El número de un valor suelto. Lanza ValueError si no es de su clase."""
    match clase:
        case Clase.SI_NO:
            return int(_exigir(valor, bool))
        case Clase.FECHA:
            dia: date = _exigir(valor, date)
            return dia.year * _ANIO + dia.month * _MES + dia.day
        case Clase.ENTERO:
            return int(_exigir(valor, int))
        case Clase.PORCENTAJE:
            return _escalado(_exigir(valor, int, float))
        case _:
            clave: str = _exigir(valor, str)
            return nombres.index(clave)


def _escalado(valor: float) -> int:
    if not isfinite(valor) or (escalado := round(valor * _DECENA)) / _DECENA != valor:
        raise ValueError
    return escalado


def _exigir(valor: Any, *tipos: type) -> Any:
    # En Python un booleano es también un entero; aquí no.
    if not isinstance(valor, tipos) or (isinstance(valor, bool) and bool not in tipos):
        raise ValueError
    return valor


def _valor_de(clase: Clase, numero: int, nombres: tuple[str, ...]) -> Valor:
    match clase:
        case Clase.SI_NO:
            return bool(numero)
        case Clase.FECHA:
            return date(numero // _ANIO, numero // _MES % _MES, numero % _MES)
        case Clase.ENTERO:
            return numero
        case Clase.PORCENTAJE:
            return numero / _DECENA if numero % _DECENA else numero // _DECENA
        case _:
            return nombres[numero]


def nombres_de(catalogo: Catalogo, dato: Referencia) -> tuple[str, ...]:
    """Las claves de un criterio o atributo de opciones, en el orden en que se numeran."""
    fichas: Mapping[Ambito, Mapping[str, Criterio | Atributo]] = {
        Ambito.CRITERIO: catalogo.criterios,
        Ambito.ENTIDAD: catalogo.atributos,
    }
    if dato.ambito not in fichas:
        return ()
    ficha = fichas[dato.ambito][dato.codigo]
    return claves_de(ficha.clase, ficha.opciones)
