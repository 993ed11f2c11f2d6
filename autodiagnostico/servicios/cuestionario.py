"""El cuestionario de una entidad, por temas. Preguntar no evalúa: aquí no se decide ningún resultado."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from autodiagnostico import acceso
from autodiagnostico.almacen import leer
from autodiagnostico.permisos import Operacion, puede
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import diagnosticos, filas
from autodiagnostico.servicios.fichas import RespuestaGuardada
from motor import Caso
from motor.cuestionario import Avance, Pregunta, avance, por_saber, preguntas
from motor.semantica import Evaluador
from reglas import Ambito
from reglas.fichas import Atributo, Tema


@dataclass(frozen=True, slots=True)
class TemaEnCuestionario:
    """Un tema con sus preguntas y lo que falta."""

    tema: Tema
    preguntas: list[Pregunta]
    avance: Avance


@dataclass(frozen=True, slots=True)
class Cuestionario:
    """Lo que hace falta para preguntar: el caso, sus temas y lo guardado de cada criterio.

    `responde` son los temas que quien pide puede responder ahora.
    """

    caso: Caso
    temas: list[TemaEnCuestionario]
    guardadas: Mapping[str, RespuestaGuardada]
    responde: frozenset[str]


def abrir(sala: Sala, diagnostico_id: int) -> Cuestionario:
    """El cuestionario de un diagnóstico, con todo lo leído de un mismo momento."""
    with leer(sala.motor_bd) as sesion:
        fila = acceso.diagnostico(sesion, sala, diagnostico_id)
        caso = diagnosticos.caso_en(sesion, sala, fila)
        guardadas = filas.guardadas(filas.respuestas(sesion, diagnostico_id), sala.catalogo)
        responde: frozenset[str] = frozenset()
        if fila.estado == "borrador":
            entidad = filas.entidad_de(sesion, fila)
            encargos = filas.encargos(sesion, diagnostico_id)
            responde = frozenset(
                tema
                for tema in sala.catalogo.temas
                if puede(sala.quien, Operacion.RESPONDER, acceso.sobre(entidad, encargos.get(tema)))
            )
    return Cuestionario(caso, temas(sala, caso), guardadas, responde)


def temas(sala: Sala, caso: Caso) -> list[TemaEnCuestionario]:
    """Los temas que tienen preguntas para esta entidad, en el orden del catálogo."""
    edicion = sala.catalogo.al(caso.fecha_corte)
    evaluador = Evaluador(edicion, caso)
    veredictos = {codigo: evaluador.veredicto(regla) for codigo, regla in edicion.reglas.items()}
    por_tema: dict[str, list[Pregunta]] = {}
    for pregunta in preguntas(edicion, caso, veredictos):
        por_tema.setdefault(pregunta.criterio.tema, []).append(pregunta)
    return [
        TemaEnCuestionario(sala.catalogo.temas[tema], suyas, avance(suyas))
        for tema, suyas in por_tema.items()
    ]


def atributos_por_saber(sala: Sala, caso: Caso) -> list[Atributo]:
    """Los datos de la entidad que faltan y de los que todavía depende alguna regla."""
    edicion = sala.catalogo.al(caso.fecha_corte)
    evaluador = Evaluador(edicion, caso)
    faltan = {
        dato.codigo
        for regla in edicion.reglas.values()
        for dato in por_saber(evaluador, regla)
        if dato.ambito is Ambito.ENTIDAD
    }
    return [a for codigo, a in sala.catalogo.atributos.items() if codigo in faltan]
