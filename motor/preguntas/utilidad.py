"""Qué preguntas estrecharían más lo que no se sabe del índice global."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from motor import puntaje
from motor.caso import Caso, Entidad, Valor
from motor.errores import PromesaIncumplida
from motor.lectura import Veredicto
from motor.preguntas.celdas import Celda, Celdas
from motor.semantica import Evaluador
from reglas.catalogo import Catalogo, Edicion
from reglas.condiciones import Ambito, Referencia


@dataclass(frozen=True, slots=True)
class Intervalo:
    """Del índice global demostrado al que se podría llegar; sin extremos si nada con peso aplica."""

    minimo: Fraction | None
    maximo: Fraction | None

    @property
    def ancho(self) -> Fraction:
        """Lo que no se sabe; si no hay índice, no queda nada por saber."""
        if self.minimo is None or self.maximo is None:
            return Fraction(0)
        return self.maximo - self.minimo


@dataclass(frozen=True, slots=True)
class Efecto:
    """Cómo quedaría el índice global si se respondiera algo de una celda."""

    celda: Celda
    queda: Intervalo


@dataclass(frozen=True, slots=True)
class PreguntaUtil:
    """Un dato sin responder y cuánto estrecharía, en promedio, el intervalo del índice global.

    `dato` es un criterio o un atributo de la entidad. `reglas` son las que cambian con alguna respuesta.
    """

    dato: Referencia
    estrecha: Fraction
    efectos: tuple[Efecto, ...]
    reglas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuePreguntar:
    """El intervalo de hoy y las preguntas que más lo estrecharían; `hay` son todas las que lo harían.

    `atributos` son los datos de la entidad que no se saben: mientras falten, lo que depende de ellos no se
    estrecha con ninguna respuesta.
    """

    hoy: Intervalo
    preguntas: tuple[PreguntaUtil, ...]
    hay: int
    atributos: tuple[str, ...]


def que_preguntar(catalogo: Catalogo, caso: Caso, cuantas: int) -> QuePreguntar:
    """Las que más estrechan, en orden; entre iguales, los datos de la entidad y luego el orden del catálogo.

    Solo se vuelven a evaluar las reglas que leen cada dato; lo que se devuelve se comprueba evaluando el
    caso entero con cada respuesta. Lanza PromesaIncumplida si no coincide.
    """
    edicion = catalogo.al(caso.fecha_corte)
    balance = _Balance(edicion, caso)
    celdas = Celdas(edicion, caso)
    datos = sin_responder(edicion, caso)
    todas = [balance.pregunta(dato, celdas.de(dato)) for dato in datos]
    utiles = sorted((p for p in todas if p.estrecha > 0), key=lambda p: -p.estrecha)
    elegidas = tuple(utiles[:cuantas])
    _comprobar(edicion, caso, elegidas)
    atributos = tuple(d.codigo for d in datos if d.ambito is Ambito.ENTIDAD)
    return QuePreguntar(balance.intervalo({}), elegidas, len(utiles), atributos)


def sin_responder(edicion: Edicion, caso: Caso) -> list[Referencia]:
    """Los datos que alguna regla lee y no se saben: primero los de la entidad, en el orden del catálogo."""
    catalogo = edicion.catalogo
    datos = [Referencia(Ambito.ENTIDAD, c) for c in catalogo.atributos]
    datos += [Referencia(Ambito.CRITERIO, c) for c in catalogo.criterios if not caso.no_aplica(c)]
    return [d for d in datos if d in edicion.lectores and caso.valor(d) is None]


def responder(caso: Caso, dato: Referencia, valor: Valor) -> Caso:
    """El caso con un dato respondido."""
    if dato.ambito is Ambito.CRITERIO:
        return caso.con_valores({dato.codigo: valor})
    entidad = caso.entidad
    atributos = {**entidad.atributos, dato.codigo: valor}
    return replace(caso, entidad=Entidad(entidad.codigo, entidad.nombre, atributos))


class _Balance:
    """Las sumas de cada escenario, para rehacerlas solo en las reglas que cambian."""

    def __init__(self, edicion: Edicion, caso: Caso) -> None:
        self._edicion, self._caso = edicion, caso
        evaluador = Evaluador(edicion, caso)
        self._veredictos = {c: evaluador.veredicto(r) for c, r in edicion.reglas.items()}
        self._pesos = {c: e.peso for c, e in edicion.catalogo.escenarios.items()}
        sumas = {c: puntaje.sumar(edicion, c, self._veredictos) for c in self._pesos}
        self._sumas = {c: (s.peso, s.minimo, s.maximo) for c, s in sumas.items()}

    def pregunta(self, dato: Referencia, celdas: list[Celda]) -> PreguntaUtil:
        """Lo que estrecha un dato, respuesta por respuesta."""
        tocadas: dict[str, None] = {}
        efectos = []
        for celda in celdas:
            cambian = dict(self._cambian(dato, celda.valor))
            tocadas |= dict.fromkeys(cambian)
            efectos.append(Efecto(celda, self.intervalo(cambian)))
        efectos = list(_juntos(efectos))
        promedio = sum((e.celda.parte * e.queda.ancho for e in efectos), Fraction(0))
        estrecha = self.intervalo({}).ancho - promedio if efectos else Fraction(0)
        reglas = tuple(c for c in self._edicion.lectores[dato] if c in tocadas)
        return PreguntaUtil(dato, estrecha, tuple(efectos), reglas)

    def _cambian(self, dato: Referencia, valor: Valor) -> Iterator[tuple[str, Veredicto]]:
        evaluador = Evaluador(self._edicion, responder(self._caso, dato, valor))
        for codigo in self._edicion.lectores[dato]:
            antes, despues = self._veredictos[codigo], evaluador.veredicto(self._edicion.reglas[codigo])
            if replace(antes, vence=None) != replace(despues, vence=None):
                yield codigo, despues

    def intervalo(self, cambian: Mapping[str, Veredicto]) -> Intervalo:
        """El del índice global con otros veredictos en algunas reglas."""
        sumas = {c: list(s) for c, s in self._sumas.items()}
        for codigo, veredicto in cambian.items():
            for signo, uno in ((-1, self._veredictos[codigo]), (1, veredicto)):
                if uno.medios_min is not None and uno.medios_max is not None:
                    for escenario, w in self._edicion.reglas[codigo].escenarios.items():
                        for i, cuanto in enumerate((w, w * uno.medios_min, w * uno.medios_max)):
                            sumas[escenario][i] += signo * cuanto
        con_indice = {c: s for c, s in sumas.items() if s[0]}
        total = sum(self._pesos[c] for c in con_indice)
        if not total:
            return Intervalo(None, None)
        minimo, maximo = (
            sum((self._pesos[c] * puntaje.indice(s[i], s[0]) for c, s in con_indice.items()), Fraction(0))
            / total
            for i in (1, 2)
        )
        return Intervalo(minimo, maximo)


def _juntos(efectos: Iterable[Efecto]) -> Iterator[Efecto]:
    """Las listas de claves que dan lo mismo, como una; las demás respuestas se muestran una por una."""
    por_intervalo: dict[Intervalo, Celda] = {}
    for efecto in efectos:
        if not isinstance(efecto.celda.valor, tuple):
            yield efecto
        elif (ya := por_intervalo.get(efecto.queda)) is None:
            por_intervalo[efecto.queda] = efecto.celda
        else:
            por_intervalo[efecto.queda] = replace(ya, parte=ya.parte + efecto.celda.parte)
    yield from (Efecto(celda, queda) for queda, celda in por_intervalo.items())


def _comprobar(edicion: Edicion, caso: Caso, preguntas: tuple[PreguntaUtil, ...]) -> None:
    """Cada intervalo prometido es el del caso entero evaluado con esa respuesta. Lanza PromesaIncumplida."""
    diferencias = []
    for pregunta in preguntas:
        for efecto in pregunta.efectos:
            entero = _Balance(edicion, responder(caso, pregunta.dato, efecto.celda.valor)).intervalo({})
            if entero != efecto.queda:
                diferencias.append(f"«{pregunta.dato}» = {efecto.celda.valor}: {entero} y no {efecto.queda}")
    if diferencias:
        raise PromesaIncumplida(diferencias)
