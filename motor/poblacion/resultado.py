"""Lo que resulta de una población, en columnas y en enteros."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from motor.lectura import MEDIOS, Estado, Lectura, Niveles, Veredicto
from motor.poblacion.columnas import BLOQUE, Columnas, Enteros
from motor.poblacion.cuantias import Largos, Parte, cociente, media
from motor.poblacion.esquema import NO_APLICA
from motor.poblacion.programa import VEREDICTOS, Cota, Programa, Suma
from motor.puntaje import Sumas
from motor.verdad import Verdad
from reglas.condiciones import Expresion, Referencia

Bytes = NDArray[np.uint8]
SIN_VENCIMIENTO = 0
"""En lugar de un día ordinal: no hay plazo, no se conoce, o la regla no aplica."""


@dataclass(frozen=True)
class Poblacion:
    """Los resultados de un programa sobre unas columnas.

    Los arreglos van en bloques, como las columnas: bloques × filas × BLOQUE. Los métodos dan una fila
    seguida, con un elemento por caso.
    """

    programa: Programa
    columnas: Columnas
    codigos: Bytes
    verdades: Bytes
    sumas: Enteros
    niveles: Bytes

    def codigo(self, regla: str) -> Bytes:
        """El resultado de una regla, como posición en `VEREDICTOS`."""
        return self._fila(self.codigos, self._reglas[regla])

    def hecho(self, codigo: str) -> Bytes:
        """Lo que vale un hecho derivado, como `Verdad`."""
        return self._fila(self.verdades, self._hechos[codigo])

    def condicion(self, pedida: Expresion) -> Bytes:
        """Lo que vale una de las condiciones que se pidieron al compilar, como `Verdad`."""
        return self._fila(self.verdades, self.programa.condiciones[pedida])

    def suma(self, escenario: str, suma: Suma) -> Enteros:
        """Una suma de un escenario: de pesos, o de pesos por medios."""
        return self._fila(self.sumas, self._escenarios[escenario] * self.programa.sumas + suma)

    def nivel(self, escenario: str, cota: Cota) -> Bytes:
        """El nivel de un escenario; 0 si ninguna regla con peso aplica."""
        return self._fila(self.niveles, self._escenarios[escenario] * len(Cota) + cota)

    def indice(self, escenario: str, cota: Cota) -> Largos:
        """El índice mínimo o máximo de un escenario, en diezmilésimas, o SIN_CUANTIA."""
        return cociente(self._indice(escenario, cota))

    def cobertura(self, escenario: str) -> Largos:
        """La parte del peso de un escenario cuyo estado se conoce, en diezmilésimas, o SIN_CUANTIA."""
        return cociente(self._razon(escenario, Suma.CONOCIDO, Suma.PESO))

    def respaldo(self, escenario: str) -> Largos:
        """La parte de lo logrado que tiene evidencia, en diezmilésimas, o SIN_CUANTIA."""
        return cociente(self._razon(escenario, Suma.RESPALDADO, Suma.LOGRADO))

    def indice_global(self, cota: Cota) -> Largos:
        """La media de los índices, con el peso de cada escenario, en diezmilésimas, o SIN_CUANTIA."""
        return media([self._indice(c, cota) for c in self._escenarios])

    def cobertura_global(self) -> Largos:
        """La media de las coberturas, con el peso de cada escenario, en diezmilésimas, o SIN_CUANTIA."""
        return media([self._razon(c, Suma.CONOCIDO, Suma.PESO) for c in self._escenarios])

    def nivel_global(self, cota: Cota) -> Bytes:
        """El menor nivel de los escenarios que tienen; 0 si ninguno."""
        niveles = np.stack([self.nivel(c, cota) for c in self._escenarios])
        menor = np.where(niveles == 0, np.iinfo(np.uint8).max, niveles).min(axis=0)
        return np.where(niveles.any(axis=0), menor, 0).astype(np.uint8)

    def _indice(self, escenario: str, cota: Cota) -> Parte:
        suma = Suma.MINIMO if cota is Cota.MINIMA else Suma.MAXIMO
        razon = self._razon(escenario, suma, Suma.PESO)
        return replace(razon, numerador=razon.numerador * (100 // MEDIOS))

    def _razon(self, escenario: str, suma: Suma, entre: Suma) -> Parte:
        numerador, denominador = (self.suma(escenario, s).astype(np.int64) for s in (suma, entre))
        return Parte(numerador, denominador, self.programa.edicion.catalogo.escenarios[escenario].peso)

    def vence(self, regla: str) -> Enteros:
        """El último día de una regla, como ordinal, o SIN_VENCIMIENTO."""
        plazo = self.programa.edicion.reglas[regla].plazo
        if isinstance(plazo, Referencia):
            (dias,) = self.columnas.dato(plazo)
            dias = np.where(dias > NO_APLICA, dias, SIN_VENCIMIENTO)
        else:
            dia = SIN_VENCIMIENTO if plazo is None else plazo.toordinal()
            dias = np.full(self.columnas.casos, dia, np.int32)
        no_aplica = VEREDICTOS.index(Veredicto(Estado.NO_APLICA, None, None))
        return np.where(self.codigo(regla) == no_aplica, SIN_VENCIMIENTO, dias)

    def lecturas(self, casos: Sequence[int] | Largos) -> Iterator[Lectura]:
        """Lo que se lee de unos casos, como lo da `motor.semantica`, sin acciones ni datos leídos."""
        edicion = self.programa.edicion
        codigos = self._por_caso([self.codigo(c) for c in edicion.reglas], casos)
        hechos = self._por_caso([self.hecho(c) for c in edicion.hechos], casos)
        niveles = self._por_caso([self.nivel(e, c) for e in edicion.catalogo.escenarios for c in Cota], casos)
        plazos = [c for c, r in edicion.reglas.items() if r.plazo is not None]
        vencen = self._por_caso([self.vence(c) for c in plazos], casos)
        for suyos, dichos, alcanza, dias in zip(codigos, hechos, niveles, vencen, strict=True):
            veredictos = {c: VEREDICTOS[v] for c, v in zip(edicion.reglas, suyos, strict=True)}
            for codigo, dia in zip(plazos, dias, strict=True):
                if dia != SIN_VENCIMIENTO:
                    veredictos[codigo] = replace(veredictos[codigo], vence=date.fromordinal(dia))
            cotas = zip(edicion.catalogo.escenarios, alcanza[::2], alcanza[1::2], strict=True)
            yield Lectura(
                hechos={c: Verdad(v) for c, v in zip(edicion.hechos, dichos, strict=True)},
                veredictos=veredictos,
                niveles={e: Niveles(minimo, maximo) for e, minimo, maximo in cotas if minimo},
                propuestas={},
            )

    def sumas_de(self, escenario: str, caso: int) -> Sumas:
        """Las sumas de un escenario en un caso, como las da `motor.puntaje`."""
        bloque, lugar = divmod(caso, BLOQUE)
        primera = self._escenarios[escenario] * self.programa.sumas
        valor = {s: int(self.sumas[bloque, primera + s, lugar]) for s in list(Suma)[: Suma.LOGRADO]}
        peso, cumple = valor[Suma.PESO], valor[Suma.CUMPLE]
        minimo, maximo = valor[Suma.MINIMO], valor[Suma.MAXIMO]
        pendiente = MEDIOS * peso - maximo
        return Sumas(peso, cumple, minimo - cumple, maximo - minimo, pendiente, valor[Suma.CONOCIDO])

    def _por_caso(self, filas: Sequence[NDArray[Any]], casos: Sequence[int] | Largos) -> list[list[int]]:
        """Unas filas, vistas caso por caso."""
        if not filas:
            return [[] for _ in casos]
        por_caso: list[list[int]] = np.stack([fila[casos] for fila in filas], axis=1).tolist()
        return por_caso

    def _fila(self, bloques: NDArray[Any], fila: int) -> NDArray[Any]:
        return bloques[:, fila].reshape(-1)[: self.columnas.casos]

    @cached_property
    def _reglas(self) -> Mapping[str, int]:
        return {c: i for i, c in enumerate(self.programa.edicion.reglas)}

    @cached_property
    def _hechos(self) -> Mapping[str, int]:
        return {c: i for i, c in enumerate(self.programa.edicion.hechos)}

    @cached_property
    def _escenarios(self) -> Mapping[str, int]:
        return {c: i for i, c in enumerate(self.programa.edicion.catalogo.escenarios)}
