"""Qué preguntar a una entidad: lo que lee alguna regla que le aplica o podría aplicarle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from motor.caso import Caso
from motor.lectura import Estado, Veredicto
from motor.semantica import Evaluador
from motor.verdad import Verdad, alguna, negar, todas
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
    return any(map(caso.no_aplica, regla.declarables))


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
    aplica, sin_saber = _leer(evaluador, regla.aplica_si)
    if aplica is Verdad.NO or _declarada_no_aplica(evaluador.caso, regla):
        return []
    faltan = dict.fromkeys(sin_saber)
    c, sin_saber = _leer(evaluador, regla.cumple_si)
    faltan |= dict.fromkeys(sin_saber)
    if c is not Verdad.SI:
        faltan |= dict.fromkeys(_leer(evaluador, regla.parcial_si)[1])
    if (
        c is not Verdad.SI
        and isinstance(regla.plazo, Referencia)
        and evaluador.caso.valor(regla.plazo) is None
    ):
        faltan[regla.plazo] = None
    return list(faltan)


def _leer(evaluador: Evaluador, expresion: Expresion | None) -> tuple[Verdad, list[Referencia]]:
    """La verdad de una condición, y lo desconocido de sus partes: lo ya decidido no depende de nada.

    La que falta vale sí y no pregunta nada.
    """
    if expresion is None:
        return Verdad.SI, []
    if isinstance(expresion, Todas | Alguna | Ninguna):
        partes = [_leer(evaluador, p) for p in expresion.partes]
        verdades = [verdad for verdad, _ in partes]
        verdad = todas(verdades) if isinstance(expresion, Todas) else alguna(verdades)
        if verdad is Verdad.DESCONOCIDO:
            return verdad, [d for _, sin_saber in partes for d in sin_saber]
        return (negar(verdad) if isinstance(expresion, Ninguna) else verdad), []
    verdad = evaluador.verdad(expresion)
    if verdad is not Verdad.DESCONOCIDO:
        return verdad, []
    if isinstance(expresion, HechoEs):
        return verdad, _leer(evaluador, evaluador.edicion.hechos[expresion.dato.codigo].si)[1]
    return verdad, [d for d in datos_de_hoja(expresion) if evaluador.caso.valor(d) is None]
