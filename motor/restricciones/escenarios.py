"""Sumas y niveles de un escenario como proposiciones, con la misma cuenta entera de `motor.puntaje`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from motor.lectura import MEDIOS, Estado
from motor.restricciones.estados import EstadosDeRegla
from motor.restricciones.logica import Logica, Proposicion, Termino
from reglas.catalogo import Edicion, Regla


@dataclass(frozen=True)
class Cota:
    """Un escenario visto por una de sus cotas: lo demostrado o lo que aún podría alcanzarse.

    `umbrales` y `habilitantes` dicen qué pide cada nivel por sí solo; `niveles`, que se alcanza.
    """

    medios: list[Termino]
    umbrales: dict[int, Proposicion]
    habilitantes: dict[str, Proposicion]
    niveles: dict[int, Proposicion]


@dataclass(frozen=True)
class EscenarioEnModelo:
    """Un escenario: su peso aplicable y sus dos cotas. Los niveles solo valen si `con_peso`."""

    peso: tuple[Termino, ...]
    con_peso: Proposicion
    minimo: Cota
    maximo: Cota


def escenario(
    logica: Logica, edicion: Edicion, codigo: str, estados: Callable[[Regla], EstadosDeRegla]
) -> EscenarioEnModelo:
    """El escenario completo."""
    pesos = [(estados(regla), peso) for regla, peso in edicion.pesos[codigo] if peso]
    peso = tuple((w, ~e.es(Estado.NO_APLICA)) for e, w in pesos)
    minimo = [t for e, w in pesos for t in medios_de(logica, w, e, e.es(Estado.CUMPLE), e.minimo_uno)]
    maximo = [t for e, w in pesos for t in medios_de(logica, w, e, e.maximo_dos, e.maximo_uno)]
    puertas = [(regla, estados(regla)) for regla, _ in edicion.pesos[codigo] if regla.ficha.habilitante]
    satisfechas = {r.codigo: logica.o(e.es(Estado.CUMPLE), e.es(Estado.NO_APLICA)) for r, e in puertas}
    posibles = {r.codigo: logica.o(e.maximo_dos, e.es(Estado.NO_APLICA)) for r, e in puertas}
    return EscenarioEnModelo(
        peso=peso,
        con_peso=logica.suma_al_menos(peso, 1),
        minimo=_cota(logica, edicion, minimo, peso, satisfechas),
        maximo=_cota(logica, edicion, maximo, peso, posibles),
    )


def medios_de(
    logica: Logica, peso: int, estados: EstadosDeRegla, dos: Proposicion, uno: Proposicion
) -> list[Termino]:
    """Los medios de una regla: dos si aplica, menos los que le faltan. Así la suma nunca aparenta más."""
    aplica = ~estados.es(Estado.NO_APLICA)
    faltan = (logica.y(aplica, ~dos, ~uno), logica.y(aplica, ~dos))
    return [(MEDIOS * peso, aplica), *((-peso, falta) for falta in faltan)]


def _cota(
    logica: Logica,
    edicion: Edicion,
    medios: list[Termino],
    peso: tuple[Termino, ...],
    habilitantes: dict[str, Proposicion],
) -> Cota:
    umbrales, niveles = {}, {}
    alcanzado = logica.si
    for nivel in edicion.catalogo.niveles:
        # 100·Σ w·medios − 2·umbral·Σ w ≥ 0: es `puntaje.margen`.
        margen = [(100 * c, p) for c, p in medios] + [(-MEDIOS * nivel.umbral * c, p) for c, p in peso]
        umbrales[nivel.nivel] = logica.suma_al_menos(margen, 0)
        puertas = [p for c, p in habilitantes.items() if _nivel(edicion, c) <= nivel.nivel]
        alcanzado = logica.y(alcanzado, umbrales[nivel.nivel], *puertas)
        niveles[nivel.nivel] = alcanzado
    return Cota(medios, umbrales, habilitantes, niveles)


def _nivel(edicion: Edicion, codigo: str) -> int:
    return edicion.reglas[codigo].ficha.nivel or 0
