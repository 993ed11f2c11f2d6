"""Qué preguntar a una entidad: lo que lee alguna regla que le aplica o podría aplicarle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from motor.caso import Caso
from motor.lectura import Estado, Veredicto
from motor.semantica import Evaluador
from motor.verdad import Verdad
from reglas.catalogo import Edicion, Regla
from reglas.condiciones import (
    Alguna,
    Ambito,
    Expresion,
    HechoEs,
    Ninguna,
    Referencia,
    Todas,
    datos_de_hoja,
    referencias,
)
from reglas.fichas import Criterio

OBLIGATORIOS = frozenset({"obligatorio", "propio"})


@dataclass(frozen=True, slots=True)
class Pregunta:
    """Un criterio que se pregunta a esta entidad.

    `decide`: con lo ya respondido, su respuesta todavía puede cambiar el estado de alguna regla.
    `reglas`: las que lo leen y aplican o podrían aplicar.
    """

    criterio: Criterio
    obligatoria: bool
    respondida: bool
    decide: bool
    reglas: tuple[str, ...]

    @property
    def pendiente(self) -> bool:
        """Si falta y hace falta."""
        return self.decide and not self.respondida


@dataclass(frozen=True, slots=True)
class Avance:
    """Cuánto falta de un conjunto de preguntas; `minutos` es una estimación propia."""

    total: int
    pendientes: int
    obligatorias_pendientes: int
    minutos: int


def avance(preguntas: list[Pregunta]) -> Avance:
    """Cuántas preguntas hay, cuántas faltan y cuántos minutos tomarían."""
    faltan = [p for p in preguntas if p.pendiente]
    necesarias = [p for p in preguntas if p.decide or p.respondida]
    return Avance(
        total=len(necesarias),
        pendientes=len(faltan),
        obligatorias_pendientes=sum(p.obligatoria for p in faltan),
        minutos=sum(p.criterio.minutos for p in faltan),
    )


def preguntas(edicion: Edicion, caso: Caso, veredictos: Mapping[str, Veredicto]) -> list[Pregunta]:
    """Las preguntas de esta entidad por tema; en cada uno, primero las obligatorias."""
    lectores: dict[str, list[Regla]] = {}
    deciden: set[str] = set()
    evaluador = Evaluador(edicion, caso)
    for regla in edicion.reglas.values():
        declarada = _declarada_no_aplica(caso, regla)
        if veredictos[regla.codigo].estado is Estado.NO_APLICA and not declarada:
            continue
        for dato in edicion.lecturas[regla.codigo]:
            if dato.ambito is Ambito.CRITERIO:
                lectores.setdefault(dato.codigo, []).append(regla)
        deciden |= {d.codigo for d in por_saber(evaluador, regla) if d.ambito is Ambito.CRITERIO}
    temas = list(edicion.catalogo.temas)
    salida = [
        _pregunta(c, caso, lectores[c.codigo], deciden)
        for c in edicion.catalogo.criterios.values()
        if c.codigo in lectores
    ]
    return sorted(salida, key=lambda p: (temas.index(p.criterio.tema), not p.obligatoria))


def _declarada_no_aplica(caso: Caso, regla: Regla) -> bool:
    """Si la entidad declaró «no aplica» lo que la regla pregunta; se sigue mostrando, para cambiarlo."""
    datos = (*referencias(regla.cumple_si), *referencias(regla.parcial_si))
    return any(d.ambito is Ambito.CRITERIO and caso.no_aplica(d.codigo) for d in datos)


def _pregunta(criterio: Criterio, caso: Caso, reglas: list[Regla], deciden: set[str]) -> Pregunta:
    respuesta = caso.respuestas.get(criterio.codigo)
    return Pregunta(
        criterio=criterio,
        obligatoria=any(r.caracter_para(caso.entidad.codigo) in OBLIGATORIOS for r in reglas),
        respondida=respuesta is not None and (respuesta.valor is not None or respuesta.no_aplica is not None),
        decide=criterio.codigo in deciden,
        reglas=tuple(r.codigo for r in reglas),
    )


def por_saber(evaluador: Evaluador, regla: Regla) -> list[Referencia]:
    """Los datos desconocidos que aún pueden cambiar el estado de una regla; antes los de aplicabilidad."""
    faltan: dict[Referencia, None] = {}
    aplica = Verdad.SI if regla.aplica_si is None else evaluador.verdad(regla.aplica_si)
    if aplica is Verdad.NO or _declarada_no_aplica(evaluador.caso, regla):
        return []
    if regla.aplica_si is not None and aplica is Verdad.DESCONOCIDO:
        faltan |= dict.fromkeys(_desconocidos(evaluador, regla.aplica_si))
    c = evaluador.verdad(regla.cumple_si)
    faltan |= dict.fromkeys(_desconocidos(evaluador, regla.cumple_si))
    if c is not Verdad.SI and regla.parcial_si is not None:
        faltan |= dict.fromkeys(_desconocidos(evaluador, regla.parcial_si))
    if (
        c is not Verdad.SI
        and isinstance(regla.plazo, Referencia)
        and evaluador.caso.valor(regla.plazo) is None
    ):
        faltan[regla.plazo] = None
    return list(faltan)


def _desconocidos(evaluador: Evaluador, expresion: Expresion) -> list[Referencia]:
    """Las hojas desconocidas de los subárboles que no se han decidido; lo decidido ya no depende de ellas."""
    if evaluador.verdad(expresion) is not Verdad.DESCONOCIDO:
        return []
    if isinstance(expresion, Todas | Alguna | Ninguna):
        return [d for p in expresion.partes for d in _desconocidos(evaluador, p)]
    if isinstance(expresion, HechoEs):
        return _desconocidos(evaluador, evaluador.edicion.hechos[expresion.dato.codigo].si)
    return [d for d in datos_de_hoja(expresion) if evaluador.caso.valor(d) is None]
