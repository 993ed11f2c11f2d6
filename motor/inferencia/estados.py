"""Estado de cada regla, a partir de lo que se dedujo de sus condiciones (contrato, sección 4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from motor.caso import Caso
from motor.inferencia.anfitrion import Anfitrion
from motor.inferencia.arboles import Atomo, Signo, igual, y
from motor.inferencia.codigos import Evento
from motor.inferencia.condiciones import clave_de
from motor.inferencia.patrones import Asunto, Patron
from motor.inferencia.traduccion import cotejar
from motor.lectura import MEDIOS, Estado, Veredicto
from motor.verdad import Verdad
from reglas.catalogo import Edicion, Regla
from reglas.condiciones import Referencia

NO, DUDA, SI = (int(v) for v in Verdad)
DECLARADA, APLICA, CUMPLE, PARCIAL, TIENE_PLAZO, VENCIDO = "n", "a", "k", "p", "t", "v"
"""Propiedades del evento de una regla. `VENCIDO` es el signo de la fecha de corte frente al plazo."""

PROPIEDADES = (DECLARADA, APLICA, CUMPLE, PARCIAL, TIENE_PLAZO, VENCIDO)
PASADO = 1


@dataclass(frozen=True, slots=True)
class Resultado:
    """Lo que dice un patrón de estado."""

    estado: Estado
    medios_min: int | None
    medios_max: int | None

    def veredicto(self, vence: date | None) -> Veredicto:
        """El veredicto; lo que no aplica no vence."""
        vencimiento = None if self.estado is Estado.NO_APLICA else vence
        return Veredicto(self.estado, self.medios_min, self.medios_max, vencimiento)


_NO_APLICA = Resultado(Estado.NO_APLICA, None, None)


def _dudoso(minimo: int, maximo: int) -> Resultado:
    return Resultado(Estado.SIN_INFORMACION, minimo, maximo)


def _deficiente(estado: Estado, parcial: int, medios: int, prioridad: int) -> list[Patron[Resultado]]:
    """Se sabe que no cumple y cuánto le falta; el plazo decide cómo se llama eso."""
    visto = [igual(CUMPLE, NO), igual(PARCIAL, parcial)]
    en_plazo = Atomo(VENCIDO, Signo.MENOR_IGUAL, 0)
    conocido, a_tiempo = Resultado(estado, medios, medios), Resultado(Estado.EN_PLAZO, medios, medios)
    return [
        Patron(f"{estado} en plazo", prioridad, a_tiempo, y([*visto, en_plazo])),
        Patron(f"{estado} vencido", prioridad, conocido, y([*visto, igual(VENCIDO, PASADO)])),
        Patron(f"{estado} sin plazo", prioridad, conocido, y([*visto, igual(TIENE_PLAZO, 0)])),
        Patron(f"{estado} con plazo sin saber", prioridad + 1, _dudoso(medios, medios), y(visto)),
    ]


PATRONES: tuple[Patron[Resultado], ...] = (
    Patron("declarada no aplica", 1, _NO_APLICA, igual(DECLARADA, 1)),
    Patron("no aplica", 2, _NO_APLICA, igual(APLICA, NO)),
    Patron("no se sabe si aplica", 3, _dudoso(0, MEDIOS), igual(APLICA, DUDA)),
    Patron("cumple", 4, Resultado(Estado.CUMPLE, MEDIOS, MEDIOS), igual(CUMPLE, SI)),
    *_deficiente(Estado.PARCIAL, SI, 1, 5),
    *_deficiente(Estado.NO_CUMPLE, NO, 0, 5),
    Patron("no cumple, quizá parcial", 7, _dudoso(0, 1), igual(CUMPLE, NO)),
    Patron("al menos parcial", 8, _dudoso(1, MEDIOS), igual(PARCIAL, SI)),
    Patron("sin información", 9, _dudoso(0, MEDIOS)),
)
"""La tabla de estados: la misma para toda regla. Gana el patrón de prioridad más baja."""


class Estados:
    """La etapa que da el estado de cada regla."""

    def __init__(self, anfitrion: Anfitrion, edicion: Edicion) -> None:
        self._reglas = list(edicion.reglas.values())
        asuntos: list[Asunto[Resultado]] = [
            Asunto(codigo, (), PROPIEDADES) for codigo in range(len(self._reglas))
        ]
        self._tanda = anfitrion.abrir("estados", asuntos, PATRONES)

    def deducir(self, caso: Caso, verdades: Mapping[str, Verdad]) -> dict[str, Veredicto]:
        """El veredicto de cada regla, en orden de catálogo."""
        vencimientos = [vence(regla, caso) for regla in self._reglas]
        eventos = {
            codigo: _evento(regla, caso, verdades, vencimiento)
            for codigo, (regla, vencimiento) in enumerate(zip(self._reglas, vencimientos, strict=True))
        }
        disparos = self._tanda.disparar(eventos)
        return {
            regla.codigo: disparos[codigo].resultado.veredicto(vencimientos[codigo])
            for codigo, regla in enumerate(self._reglas)
        }


def vence(regla: Regla, caso: Caso) -> date | None:
    """El plazo de la regla, si tiene y se conoce."""
    plazo = caso.valor(regla.plazo) if isinstance(regla.plazo, Referencia) else regla.plazo
    return plazo if isinstance(plazo, date) else None


def _evento(regla: Regla, caso: Caso, verdades: Mapping[str, Verdad], vencimiento: date | None) -> Evento:
    evento = {
        DECLARADA: int(any(map(caso.no_aplica, regla.declarables))),
        CUMPLE: int(verdades[clave_de(regla.codigo, "cumple_si")]),
        # Sin condición, aplica siempre y nunca es parcial.
        APLICA: int(verdades.get(clave_de(regla.codigo, "aplica_si"), Verdad.SI)),
        PARCIAL: int(verdades.get(clave_de(regla.codigo, "parcial_si"), Verdad.NO)),
        TIENE_PLAZO: int(regla.plazo is not None),
    }
    vencido = cotejar(caso.fecha_corte, vencimiento)
    return evento if vencido is None else {**evento, VENCIDO: vencido}
