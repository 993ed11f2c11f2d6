"""El cuestionario de una entidad, por temas."""

from __future__ import annotations

from dataclasses import dataclass

from autodiagnostico.sala import Sala
from motor import Resultado
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


def temas(sala: Sala, resultado: Resultado) -> list[TemaEnCuestionario]:
    """Los temas que tienen preguntas para esta entidad, en el orden del catálogo."""
    veredictos = {codigo: h.veredicto for codigo, h in resultado.hallazgos.items()}
    por_tema: dict[str, list[Pregunta]] = {}
    for pregunta in preguntas(resultado.edicion, resultado.caso, veredictos):
        por_tema.setdefault(pregunta.criterio.tema, []).append(pregunta)
    catalogo = resultado.edicion.catalogo
    return [
        TemaEnCuestionario(catalogo.temas[tema], suyas, avance(suyas)) for tema, suyas in por_tema.items()
    ]


def atributos_por_saber(sala: Sala, resultado: Resultado) -> list[Atributo]:
    """Los datos de la entidad que faltan y de los que todavía depende alguna regla."""
    evaluador = Evaluador(resultado.edicion, resultado.caso, dict(resultado.hechos))
    faltan = {
        dato.codigo
        for regla in resultado.edicion.reglas.values()
        for dato in por_saber(evaluador, regla)
        if dato.ambito is Ambito.ENTIDAD
    }
    return [a for codigo, a in resultado.edicion.catalogo.atributos.items() if codigo in faltan]
