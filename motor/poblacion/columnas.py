"""Una población en columnas: las respuestas y atributos de muchos casos, 4 bytes por dato.

Los casos van en bloques de `BLOQUE`; dentro de un bloque, cada columna es un tramo seguido de memoria.
Así la máquina lee la población una sola vez y en orden.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from motor.caso import Caso, Valor
from motor.poblacion.esquema import DESCONOCIDO, NO_APLICA, Esquema, Forma
from reglas.condiciones import Ambito, Referencia

BLOQUE = 512
"""Casos por bloque: ocho palabras de 64, lo que cabe en un registro ancho."""
PALABRAS = BLOQUE // 64

Enteros = NDArray[np.int32]
Planos = NDArray[np.int64]


@dataclass(frozen=True)
class Columnas:
    """Los datos de `casos` casos. Lo que sobra del último bloque está sin responder.

    `datos` es de bloques × columnas × BLOQUE y `evidencias`, un bit por caso, de bloques × criterios ×
    PALABRAS.
    """

    esquema: Esquema
    casos: int
    datos: Enteros
    evidencias: Planos

    @classmethod
    def vacias(cls, esquema: Esquema, casos: int) -> Columnas:
        """Unas columnas sin nada respondido."""
        bloques = -(-casos // BLOQUE)
        return cls(
            esquema,
            casos,
            np.full((bloques, esquema.columnas, BLOQUE), DESCONOCIDO, np.int32),
            np.zeros((bloques, len(esquema.evidencias), PALABRAS), np.int64),
        )

    def poner(self, forma: Forma, codigos: NDArray[Any]) -> None:
        """Escribe un dato de todos los casos: una fila de códigos por cada una de sus columnas."""
        for i, fila in enumerate(codigos):
            self.datos[:, forma.columna + i] = _en_bloques(fila, DESCONOCIDO)

    def poner_evidencia(self, criterio: str, tiene: NDArray[np.bool_]) -> None:
        """Escribe en qué casos hay evidencia de un criterio; sobra si ninguna regla lo respalda con él."""
        fila = self.esquema.evidencias.get(criterio)
        if fila is not None:
            bits = np.packbits(_en_bloques(tiene, fill=False), axis=1, bitorder="little")
            self.evidencias[:, fila] = bits.view("<i8")

    def copiar(self, donde: NDArray[np.int64], otras: Columnas) -> None:
        """Pone los casos de otras columnas en los lugares que se dicen, en orden."""
        bloque, lugar = np.divmod(donde, BLOQUE)
        suyo, su_lugar = np.divmod(np.arange(len(donde)), BLOQUE)
        self.datos[bloque, :, lugar] = otras.datos[suyo, :, su_lugar]
        if self.evidencias.any() or otras.evidencias.any():
            tiene = _sueltas(self.evidencias)
            tiene[bloque, :, lugar] = _sueltas(otras.evidencias)[suyo, :, su_lugar]
            self.evidencias[:] = np.packbits(tiene, axis=2, bitorder="little").view("<i8")

    def dato(self, dato: Referencia) -> Enteros:
        """Los códigos de un dato: una fila por columna suya, un código por caso."""
        forma = self.esquema.datos[dato]
        suyas = self.datos[:, forma.columna : forma.columna + forma.columnas]
        return suyas.transpose(1, 0, 2).reshape(forma.columnas, -1)[:, : self.casos]


def _en_bloques(fila: NDArray[Any], fill: int) -> NDArray[Any]:
    if sobra := -len(fila) % BLOQUE:
        fila = np.pad(fila, (0, sobra), constant_values=fill)
    return fila.reshape(-1, BLOQUE)


def _sueltas(evidencias: Planos) -> NDArray[np.uint8]:
    """Las evidencias, un byte por caso."""
    return np.unpackbits(evidencias.view(np.uint8), axis=2, bitorder="little")


def de_casos(esquema: Esquema, casos: Sequence[Caso]) -> Columnas:
    """Las columnas de unos casos ya leídos."""
    columnas = Columnas.vacias(esquema, len(casos))
    for dato, forma in esquema.datos.items():
        escritos: dict[Valor, tuple[int, ...]] = {}
        columnas.poner(forma, _filas(_codigos(forma, dato, caso, escritos) for caso in casos))
    for codigo, forma in esquema.listas.items():
        lista = esquema.catalogo.listas[codigo]
        columnas.poner(
            forma, _filas(forma.escribir(lista.contiene(c.entidad.codigo, c.entidad.nombre)) for c in casos)
        )
    for criterio in esquema.evidencias:
        tiene = (bool((r := c.respuestas.get(criterio)) and r.evidencias) for c in casos)
        columnas.poner_evidencia(criterio, np.fromiter(tiene, np.bool_, len(casos)))
    return columnas


def _filas(codigos: Iterable[tuple[int, ...]]) -> Enteros:
    return np.array(list(codigos), np.int32).T


def _codigos(
    forma: Forma, dato: Referencia, caso: Caso, escritos: dict[Valor, tuple[int, ...]]
) -> tuple[int, ...]:
    """Los códigos de un dato; muchos casos repiten el valor, y cada uno se escribe una vez."""
    valor = caso.valor(dato)
    if valor is not None:
        if valor not in escritos:
            escritos[valor] = forma.escribir(valor)
        return escritos[valor]
    declarado = dato.ambito is Ambito.CRITERIO and caso.no_aplica(dato.codigo)
    return (NO_APLICA if declarado else DESCONOCIDO,) * forma.columnas
