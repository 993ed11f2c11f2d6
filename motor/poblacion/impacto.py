"""Qué niveles cambian en una población si se lee con otra base o en otra fecha, y por qué."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from motor.lectura import Estado, Veredicto
from motor.poblacion.columnas import Enteros
from motor.poblacion.cuantias import Largos
from motor.poblacion.programa import Cota
from motor.poblacion.resultado import Poblacion
from motor.puntaje import margen, satisfecha
from reglas.catalogo import Regla


@dataclass(frozen=True, slots=True)
class ReglaEnEscenario:
    """Cómo cuenta una regla en un escenario: su resultado, su peso, y el nivel que habilita si habilita."""

    estado: Estado
    medios: int | None
    peso: int
    habilita: int | None


@dataclass(frozen=True, slots=True)
class Motivo:
    """Una regla que cuenta distinto; None en un lado es que en él no está.

    `decide` dice si es una de las habilitantes que separan los dos niveles.
    """

    regla: str
    antes: ReglaEnEscenario | None
    despues: ReglaEnEscenario | None
    decide: bool


@dataclass(frozen=True, slots=True)
class Medida:
    """El nivel demostrado de un escenario y su índice mínimo en diezmilésimas; None si no tiene."""

    nivel: int | None
    indice: int | None


@dataclass(frozen=True, slots=True)
class CambioDeNivel:
    """Un escenario de un caso cuyo nivel cambia; `umbral` es el que falta, si falta índice."""

    caso: int
    escenario: str
    antes: Medida
    despues: Medida
    umbral: int | None
    motivos: tuple[Motivo, ...]


def niveles(resultado: Poblacion, escenario: str) -> Enteros:
    """El nivel demostrado de cada caso en un escenario; 0 si no tiene, o si la base no trae el escenario."""
    if escenario not in resultado.programa.edicion.catalogo.escenarios:
        return np.zeros(resultado.columnas.casos, np.int32)
    return resultado.nivel(escenario, Cota.MINIMA).astype(np.int32)


def cambios(antes: Poblacion, despues: Poblacion, escenario: str, casos: Largos) -> Iterator[CambioDeNivel]:
    """Los cambios de nivel de unos casos en un escenario, con su porqué."""
    lecturas = zip(antes.lecturas(casos), despues.lecturas(casos), strict=True)
    for caso, (una, otra) in zip(map(int, casos), lecturas, strict=True):
        lados = [_Lado(r, escenario, caso, x.veredictos) for r, x in ((antes, una), (despues, otra))]
        yield _cambio(caso, escenario, *lados)


class _Lado:
    """Un escenario de un caso, en una de las dos lecturas."""

    def __init__(
        self, resultado: Poblacion, escenario: str, caso: int, veredictos: Mapping[str, Veredicto]
    ) -> None:
        edicion = resultado.programa.edicion
        self.esta = escenario in edicion.catalogo.escenarios
        self._edicion = edicion
        self._veredictos = veredictos
        suyas = edicion.pesos[escenario] if self.esta else ()
        self.reglas = {r.codigo: _en_escenario(r, peso, veredictos[r.codigo]) for r, peso in suyas}
        self.nivel = int(niveles(resultado, escenario)[caso])
        self._sumas = resultado.sumas_de(escenario, caso) if self.esta else None
        indice = int(resultado.indice(escenario, Cota.MINIMA)[caso]) if self.nivel else None
        self.medida = Medida(self.nivel or None, indice)

    def impiden(self, nivel: int) -> set[str]:
        """Las habilitantes sin satisfacer que impiden llegar a un nivel."""
        return {
            codigo
            for codigo, regla in self.reglas.items()
            if regla.habilita is not None
            and regla.habilita <= nivel
            and not satisfecha(self._veredictos[codigo])
        }

    def umbral_que_falta(self, nivel: int) -> int | None:
        """El umbral de un nivel, si el índice no llega a él."""
        umbral = next((n.umbral for n in self._edicion.catalogo.niveles if n.nivel == nivel), None)
        sumas = self._sumas
        if sumas is None or umbral is None or margen(sumas.minimo, sumas.peso, umbral) >= 0:
            return None
        return umbral


def _en_escenario(regla: Regla, peso: int, veredicto: Veredicto) -> ReglaEnEscenario:
    habilita = regla.ficha.nivel if regla.ficha.habilitante else None
    return ReglaEnEscenario(veredicto.estado, veredicto.medios_min, peso, habilita)


def _cambio(caso: int, escenario: str, antes: _Lado, despues: _Lado) -> CambioDeNivel:
    """El más bajo de los dos niveles se explica por lo que impide subir de él."""
    bajo = antes if antes.nivel < despues.nivel else despues
    siguiente = bajo.nivel + 1
    impiden = bajo.impiden(siguiente) if bajo.nivel else set()
    umbral = bajo.umbral_que_falta(siguiente) if bajo.nivel else None
    codigos = dict.fromkeys([*despues.reglas, *antes.reglas])
    motivos = tuple(
        Motivo(c, antes.reglas.get(c), despues.reglas.get(c), decide=c in impiden)
        for c in codigos
        if c in impiden or antes.reglas.get(c) != despues.reglas.get(c)
    )
    return CambioDeNivel(caso, escenario, antes.medida, despues.medida, umbral, motivos)
