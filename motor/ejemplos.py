"""Los casos de regla que trae la base: se evalúan y se mide qué reglas demuestran."""

from __future__ import annotations

from dataclasses import dataclass

from motor.caso import Caso, Entidad, Respuesta, leer_valor
from motor.lectura import Estado
from motor.semantica import Evaluador
from reglas.catalogo import Catalogo
from reglas.fichas import CasoDeRegla

_INCUMPLIDOS = frozenset({Estado.NO_CUMPLE, Estado.PARCIAL, Estado.EN_PLAZO})


@dataclass(frozen=True, slots=True)
class EjemploRoto:
    """Un caso que no sale como dice."""

    caso: CasoDeRegla
    salio: Estado


@dataclass(frozen=True, slots=True)
class Cobertura:
    """Reglas sin un caso que las cumpla y sin uno que las incumpla, en el orden del catálogo."""

    sin_cumplir: tuple[str, ...]
    sin_incumplir: tuple[str, ...]


def caso_de(catalogo: Catalogo, ejemplo: CasoDeRegla) -> Caso:
    """El caso completo de un ejemplo; lo que no dice, se desconoce."""
    atributos = {c: leer_valor(catalogo.atributos[c], v) for c, v in ejemplo.entidad.items()}
    respuestas = {c: Respuesta(leer_valor(catalogo.criterios[c], v)) for c, v in ejemplo.respuestas.items()}
    entidad = Entidad("EJEMPLO", "Entidad de ejemplo", atributos)
    return Caso(entidad, ejemplo.fecha.year, ejemplo.fecha, respuestas)


def rotos(catalogo: Catalogo) -> list[EjemploRoto]:
    """Los ejemplos que no dan el estado que dicen."""
    salida = []
    for ejemplo in catalogo.casos:
        edicion = catalogo.al(ejemplo.fecha)
        evaluador = Evaluador(edicion, caso_de(catalogo, ejemplo))
        salio = evaluador.veredicto(edicion.reglas[ejemplo.regla]).estado
        if salio is not Estado(ejemplo.estado):
            salida.append(EjemploRoto(ejemplo, salio))
    return salida


def cobertura(catalogo: Catalogo) -> Cobertura:
    """Qué reglas no tienen un ejemplo de cada lado."""
    cumplidas = {e.regla for e in catalogo.casos if Estado(e.estado) is Estado.CUMPLE}
    incumplidas = {e.regla for e in catalogo.casos if Estado(e.estado) in _INCUMPLIDOS}
    return Cobertura(
        sin_cumplir=tuple(c for c in catalogo.reglas if c not in cumplidas),
        sin_incumplir=tuple(c for c in catalogo.reglas if c not in incumplidas),
    )
