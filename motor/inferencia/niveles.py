"""Nivel de cada escenario, demostrado y alcanzable, a partir de los estados de sus reglas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

from motor import puntaje
from motor.inferencia.anfitrion import Anfitrion
from motor.inferencia.arboles import Arbol, Atomo, Signo, y
from motor.inferencia.codigos import Evento
from motor.inferencia.patrones import Asunto, Patron
from motor.lectura import MEDIOS, Estado, Niveles, Veredicto
from reglas.catalogo import Edicion, Regla


class Alcance(IntEnum):
    """Hasta dónde llega una habilitante."""

    NO_LLEGA = 0
    PODRIA = 1
    SATISFECHA = 2


class Cota(IntEnum):
    """Qué nivel se pregunta, y el alcance que exige de las habilitantes."""

    MAXIMO = Alcance.PODRIA
    MINIMO = Alcance.SATISFECHA


def alcance(veredicto: Veredicto) -> Alcance:
    """El alcance que da un veredicto."""
    if veredicto.estado in (Estado.CUMPLE, Estado.NO_APLICA):
        return Alcance.SATISFECHA
    return Alcance.PODRIA if veredicto.medios_max == MEDIOS else Alcance.NO_LLEGA


@dataclass(frozen=True, slots=True)
class Pregunta:
    """El nivel de un escenario en una cota, y sus habilitantes."""

    escenario: str
    cota: Cota
    habilitantes: tuple[Regla, ...]


class EtapaDeNiveles:
    """La etapa que da los niveles."""

    def __init__(self, anfitrion: Anfitrion, edicion: Edicion) -> None:
        self._edicion = edicion
        self._preguntas = list(_preguntas(edicion))
        asuntos = [self._asunto(codigo, p) for codigo, p in enumerate(self._preguntas)]
        ninguno = Patron("ningún nivel", len(edicion.catalogo.niveles) + 1, 0)
        self._tanda = anfitrion.abrir("niveles", asuntos, (ninguno,))

    def deducir(self, veredictos: Mapping[str, Veredicto]) -> dict[str, Niveles]:
        """Los niveles de los escenarios con peso aplicable."""
        sumas = {
            escenario: puntaje.sumar(self._edicion, escenario, veredictos)
            for escenario in self._edicion.catalogo.escenarios
        }
        eventos = {
            codigo: self._evento(pregunta, sumas[pregunta.escenario], veredictos)
            for codigo, pregunta in enumerate(self._preguntas)
            if sumas[pregunta.escenario].peso
        }
        disparos = self._tanda.disparar(eventos)
        nivel = {
            (p.escenario, p.cota): disparos[codigo].resultado
            for codigo, p in enumerate(self._preguntas)
            if codigo in disparos
        }
        return {
            escenario: Niveles(nivel[escenario, Cota.MINIMO], nivel[escenario, Cota.MAXIMO])
            for escenario, suyas in sumas.items()
            if suyas.peso
        }

    def _evento(
        self, pregunta: Pregunta, sumas: puntaje.Sumas, veredictos: Mapping[str, Veredicto]
    ) -> Evento:
        suma = sumas.minimo if pregunta.cota is Cota.MINIMO else sumas.maximo
        margenes = {
            _margen(nivel.nivel): puntaje.margen(suma, sumas.peso, nivel.umbral)
            for nivel in self._edicion.catalogo.niveles
        }
        alcances = {
            _habilitante(i): int(alcance(veredictos[regla.codigo]))
            for i, regla in enumerate(pregunta.habilitantes)
        }
        return margenes | alcances

    def _asunto(self, codigo: int, pregunta: Pregunta) -> Asunto[int]:
        niveles = self._edicion.catalogo.niveles
        patrones = []
        exigido: list[Arbol] = []
        puestas: set[int] = set()
        # Cada nivel exige lo de los anteriores y algo más: sus patrones comparten el comienzo.
        for orden, nivel in enumerate(niveles):
            exigido.append(Atomo(_margen(nivel.nivel), Signo.MAYOR_IGUAL, 0))
            for i, regla in enumerate(pregunta.habilitantes):
                if i not in puestas and (regla.ficha.nivel or 0) <= nivel.nivel:
                    puestas.add(i)
                    exigido.append(Atomo(_habilitante(i), Signo.MAYOR_IGUAL, int(pregunta.cota)))
            nombre = f"{pregunta.escenario} {pregunta.cota.name}: nivel {nivel.nivel}"
            patrones.append(Patron(nombre, len(niveles) - orden, nivel.nivel, y(exigido)))
        propiedades = [
            *(_margen(nivel.nivel) for nivel in niveles),
            *(_habilitante(i) for i in range(len(pregunta.habilitantes))),
        ]
        return Asunto(codigo, tuple(patrones), tuple(propiedades))


def _preguntas(edicion: Edicion) -> Iterator[Pregunta]:
    for escenario in edicion.catalogo.escenarios:
        con_peso = edicion.pesos[escenario]
        habilitantes = tuple(regla for regla, _ in con_peso if regla.ficha.habilitante)
        for cota in Cota:
            yield Pregunta(escenario, cota, habilitantes)


def _margen(nivel: int) -> str:
    return f"m{nivel}"


def _habilitante(indice: int) -> str:
    return f"h{indice}"
