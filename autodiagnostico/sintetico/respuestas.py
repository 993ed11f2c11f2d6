"""Cómo responde una entidad inventada: bien, si la suerte de esa pregunta no pasa de lo que suele hacer."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from motor.caso import Respuesta, Valor
from reglas import Catalogo, Edicion
from reglas.clases import Clase
from reglas.comprobaciones import CIERRE
from reglas.condiciones import Ambito, Referencia
from reglas.fichas import Criterio

HECHOS_ANTES = 200
"""Días antes del corte en que se firmó un acto, a lo más."""


@dataclass(frozen=True, slots=True)
class Pregunta:
    """Un criterio, lo que hay que responder para que cumpla y las políticas de las reglas que lo leen."""

    criterio: Criterio
    bien: Any
    politicas: frozenset[str]
    habilita: int | None
    """El nivel más bajo que habilita alguna regla que lo lee: casi todas empiezan por lo de los primeros."""


def preguntas(catalogo: Catalogo, edicion: Edicion) -> list[Pregunta]:
    """Los criterios de la base, en su orden. `bien` es None si ninguna acción lo logra."""
    logra: dict[str, Any] = {}
    for accion in catalogo.acciones.values():
        for codigo, valor in accion.logra.items():
            ya = logra.get(codigo)
            juntas = isinstance(valor, list) and isinstance(ya, list)
            logra[codigo] = list(dict.fromkeys([*ya, *valor])) if juntas else valor  # type: ignore[misc]
    return [
        Pregunta(c, logra.get(c.codigo), _politicas(edicion, c), _habilita(edicion, c))
        for c in catalogo.criterios.values()
    ]


def _politicas(edicion: Edicion, criterio: Criterio) -> frozenset[str]:
    leen = edicion.lectores.get(Referencia(Ambito.CRITERIO, criterio.codigo), ())
    return frozenset(p for r in leen for p in edicion.reglas[r].ficha.politicas)


def _habilita(edicion: Edicion, criterio: Criterio) -> int | None:
    leen = edicion.lectores.get(Referencia(Ambito.CRITERIO, criterio.codigo), ())
    fichas = (edicion.reglas[r].ficha for r in leen)
    return min((f.nivel for f in fichas if f.habilitante and f.nivel is not None), default=None)


def responder(  # noqa: PLR0913 - una respuesta sale de todo esto
    pregunta: Pregunta,
    azar: random.Random,
    *,
    suerte: float,
    parte: float,
    corte: date,
    evidencia: str | None,
) -> Respuesta:
    """La respuesta: la buena si `suerte` no pasa de `parte`, y si no, una de las otras."""
    valor = _bien(pregunta, azar, corte) if suerte <= parte else _mal(pregunta, azar, corte)
    con = (evidencia,) if evidencia is not None and suerte <= parte else ()
    return Respuesta(valor=valor, evidencias=con)


def _bien(pregunta: Pregunta, azar: random.Random, corte: date) -> Valor:
    criterio, bien = pregunta.criterio, pregunta.bien
    if criterio.clase is Clase.FECHA:
        fija = bien is not None and bien != CIERRE
        return date.fromisoformat(str(bien)) if fija else _fecha(azar, corte)
    if criterio.clase is Clase.OPCIONES:
        buenas = set(bien or criterio.opciones or ())
        return tuple(c for c in criterio.opciones or () if c in buenas)
    if bien is not None:
        valor: Valor = bien
        return valor
    return _cualquiera(criterio, azar)


def _mal(pregunta: Pregunta, azar: random.Random, corte: date) -> Valor:
    criterio, bien = pregunta.criterio, pregunta.bien
    match criterio.clase:
        case Clase.SI_NO:
            return not bien if isinstance(bien, bool) else azar.random() < 0.5  # noqa: PLR2004 - la mitad
        case Clase.SI_PARCIAL_NO:
            return azar.choice(("parcial", "no"))
        case Clase.OPCION:
            return azar.choice([c for c in criterio.opciones or () if c != bien])
        case Clase.OPCIONES:
            buenas = list(bien or criterio.opciones or ())
            quedan = azar.sample(buenas, azar.randrange(len(buenas)))
            return tuple(c for c in criterio.opciones or () if c in quedan)
        case Clase.FECHA:
            return _fecha(azar, corte)
        case _:
            return _cualquiera(criterio, azar)


def _cualquiera(criterio: Criterio, azar: random.Random) -> Valor:
    if criterio.clase in {Clase.ENTERO, Clase.PORCENTAJE}:
        tope = 100 if criterio.maximo is None else int(criterio.maximo)
        return azar.randint(int(criterio.minimo or 0), tope)
    if criterio.clase is Clase.SI_NO:
        return azar.random() < 0.5  # noqa: PLR2004 - la mitad
    return next(iter(criterio.opciones or ("si",)))


def _fecha(azar: random.Random, corte: date) -> date:
    return corte - timedelta(days=azar.randint(1, HECHOS_ANTES))


def parte_de(pregunta: Pregunta, parte: float, atraso: Mapping[str, float]) -> float:
    """Lo que suele hacer una entidad, menos lo que su sector lleva atrasado en esa política."""
    return parte - max((atraso.get(p, 0.0) for p in pregunta.politicas), default=0.0)
