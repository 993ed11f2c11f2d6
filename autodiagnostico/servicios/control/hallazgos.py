"""Los hallazgos: lo que no es conforme, dicho como condición, criterio, causa, efecto y recomendación.

El criterio no lo escribe nadie: son la norma y el artículo de las reglas que la pregunta verifica.
"""

from __future__ import annotations

from dataclasses import replace

from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.palabras import cita_en_palabras, estado_en_palabras
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import expediente
from autodiagnostico.servicios.control import hojas, muestras
from autodiagnostico.servicios.control.fichas import Evaluacion, Hallazgo, PorEvaluar
from autodiagnostico.servicios.control.palabras import respuesta_en_palabras
from autodiagnostico.servicios.expediente import Expediente
from motor import Resultado

POR_ESCRIBIR = "Control interno todavía no la ha escrito."


def hallazgos(sala: Sala, diagnostico_id: int) -> list[Hallazgo]:
    """Los de la última evaluación de cada respuesta, en el orden del cuestionario."""
    with leyendo(sala.motor_bd) as sesion:
        diagnostico = muestras.exigir_ver(sesion, sala, diagnostico_id)
        suyo = expediente.armar(sesion, sala, diagnostico)
        declarado = expediente.evaluar(sala, suyo)
        todas = hojas.de_la_sesion(sesion, declarado, diagnostico_id)
    no_conformes = [(p, p.vigente) for p in todas if p.vigente and p.vigente.dictamen != "conforme"]
    if not no_conformes:
        return []
    corregido = expediente.evaluar(sala, _con_lo_hallado(suyo, [v for _, v in no_conformes]))
    return [_hallazgo(p, v, declarado, corregido) for p, v in no_conformes]


def _con_lo_hallado(suyo: Expediente, halladas: list[Evaluacion]) -> Expediente:
    """Lo declarado, con lo que se encontró en lugar de lo que no se sostuvo."""
    respuestas = dict(suyo.caso.respuestas) | {e.criterio: e.hallado for e in halladas}
    return Expediente(suyo.catalogo, replace(suyo.caso, respuestas=respuestas))


def _hallazgo(una: PorEvaluar, dicha: Evaluacion, declarado: Resultado, corregido: Resultado) -> Hallazgo:
    ficha = una.pregunta.criterio
    return Hallazgo(
        por_evaluar=una,
        evaluacion=dicha,
        condicion=(
            f"La entidad respondió: {respuesta_en_palabras(ficha, una.declarada, 'nada')}. Control interno "
            f"encontró: {respuesta_en_palabras(ficha, dicha.hallado, 'nada con qué comprobarlo')}. "
            f"{dicha.comentario}"
        ),
        criterio=_criterio(declarado, una.pregunta.reglas),
        causa=dicha.causa or POR_ESCRIBIR,
        efecto=dicha.efecto or POR_ESCRIBIR,
        en_el_resultado=_cambios(declarado, corregido, una.pregunta.reglas),
        recomendacion=dicha.recomendacion or POR_ESCRIBIR,
    )


def _criterio(declarado: Resultado, reglas: tuple[str, ...]) -> tuple[str, ...]:
    """Norma y artículo de cada regla que lee la pregunta, sin repetir, con lo que pide."""
    catalogo = declarado.edicion.catalogo
    citas = (
        f"{cita_en_palabras(catalogo, declarado.hallazgos[r].cita)}: {catalogo.reglas[r].ficha.titulo} ({r})"
        for r in reglas
    )
    return tuple(dict.fromkeys(citas))


def _cambios(declarado: Resultado, corregido: Resultado, reglas: tuple[str, ...]) -> tuple[str, ...]:
    titulos = declarado.edicion.catalogo.reglas
    return tuple(
        f"«{titulos[r].ficha.titulo}» pasa de {_estado(declarado, r)} a {_estado(corregido, r)}"
        for r in reglas
        if declarado.hallazgos[r].estado is not corregido.hallazgos[r].estado
    )


def _estado(resultado: Resultado, regla: str) -> str:
    return f"«{estado_en_palabras(resultado.hallazgos[regla].estado)}»"
