"""Sortear qué respuestas se evalúan, de manera que cualquiera pueda repetirlo."""

from __future__ import annotations

from typing import cast

from sqlmodel import Session, col, func, select

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import Diagnostico
from autodiagnostico.almacen.tablas import Muestra as Fila
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.muestreo import MAXIMA_SEMILLA
from autodiagnostico.muestreo import sortear as sortear_en
from autodiagnostico.permisos import Operacion
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import expediente, personas
from autodiagnostico.servicios.control.fichas import ESTRATOS, Estratos, Muestra
from motor import Resultado
from motor.cuestionario import Pregunta, preguntas

_DE_OBLIGACION = {True: "obligatorias", False: "orientadoras"}
_TODAS = "todas"


def respondidas(resultado: Resultado) -> list[Pregunta]:
    """Las preguntas que se le hacen a la entidad y ya tienen respuesta."""
    veredictos = {codigo: h.veredicto for codigo, h in resultado.hallazgos.items()}
    return [p for p in preguntas(resultado.edicion, resultado.caso, veredictos) if p.respondida]


def poblacion(resultado: Resultado, estratos: Estratos) -> dict[str, list[str]]:
    """Los criterios respondidos, por estrato."""
    por_estrato: dict[str, list[str]] = {}
    for pregunta in respondidas(resultado):
        estrato = {
            "tema": pregunta.criterio.tema,
            "obligacion": _DE_OBLIGACION[pregunta.obligatoria],
            "ninguno": _TODAS,
        }[estratos]
        por_estrato.setdefault(estrato, []).append(pregunta.criterio.codigo)
    return por_estrato


def sortear(sala: Sala, diagnostico_id: int, semilla: int, tamano: int, estratos: Estratos) -> Muestra:
    """Sortea una muestra de las respuestas de ahora; las anteriores se conservan."""
    _exigir_admitidos(semilla, tamano, estratos)
    with leyendo(sala.motor_bd) as sesion:
        acceso.diagnostico(sesion, sala, diagnostico_id, Operacion.EVALUAR_INDEPENDIENTE)
        suyo = expediente.armar(sesion, sala, acceso.diagnostico(sesion, sala, diagnostico_id))
    de_donde = poblacion(expediente.evaluar(sala, suyo), estratos)
    if not de_donde:
        raise ErrorDeServicio("Todavía no hay respuestas entre las que sortear.")
    with escribir(sala.motor_bd) as sesion:
        diagnostico = acceso.para_cambiar(sesion, sala, diagnostico_id, Operacion.EVALUAR_INDEPENDIENTE)
        fila = Fila(
            diagnostico_id=diagnostico_id,
            numero=_cuantas(sesion, diagnostico_id) + 1,
            semilla=semilla,
            tamano=tamano,
            estratos=estratos,
            poblacion=de_donde,
            criterios=sortear_en(de_donde, tamano, semilla),
            autor_id=sala.quien.cuenta_id,
        )
        bitacora.asentar_fila(sesion, sala, "muestra sorteada", fila, entidad_id=diagnostico.entidad_id)
        return _muestra(fila, personas.autores(sesion, [fila.autor_id])[fila.autor_id])


def _exigir_admitidos(semilla: int, tamano: int, estratos: str) -> None:
    problemas = []
    if not 0 <= semilla <= MAXIMA_SEMILLA:
        problemas.append(f"La semilla {semilla} no se admite: un número de 0 a {MAXIMA_SEMILLA}.")
    if tamano < 1:
        problemas.append(f"El tamaño {tamano} no se admite: al menos una respuesta.")
    if estratos not in ESTRATOS:
        problemas.append(f"No existen los estratos «{estratos}»: se admite {', '.join(ESTRATOS)}.")
    if problemas:
        raise ErrorDeServicio(" ".join(problemas))


def _cuantas(sesion: Session, diagnostico_id: int) -> int:
    suyas = select(func.count()).select_from(Fila).where(Fila.diagnostico_id == diagnostico_id)
    return sesion.exec(suyas).one()


def muestras(sala: Sala, diagnostico_id: int) -> list[Muestra]:
    """Los sorteos, del primero al último: el que vale es el último, y los demás quedan a la vista."""
    with leyendo(sala.motor_bd) as sesion:
        exigir_ver(sesion, sala, diagnostico_id)
        return de_la_sesion(sesion, diagnostico_id)


def exigir_ver(sesion: Session, sala: Sala, diagnostico_id: int) -> Diagnostico:
    """Hay que poder leer las respuestas y, además, lo que control interno dijo de ellas."""
    acceso.diagnostico(sesion, sala, diagnostico_id)
    return acceso.diagnostico(sesion, sala, diagnostico_id, Operacion.VER_EVALUACION_INDEPENDIENTE)


def de_la_sesion(sesion: Session, diagnostico_id: int) -> list[Muestra]:
    """Los sorteos de un diagnóstico, en una transacción ya abierta."""
    suyas = select(Fila).where(Fila.diagnostico_id == diagnostico_id).order_by(col(Fila.numero))
    filas = sesion.exec(suyas).all()
    nombres = personas.autores(sesion, (f.autor_id for f in filas))
    return [_muestra(f, nombres[f.autor_id]) for f in filas]


def _muestra(fila: Fila, autor: str) -> Muestra:
    return Muestra(
        numero=fila.numero,
        semilla=fila.semilla,
        tamano=fila.tamano,
        estratos=cast(Estratos, fila.estratos),
        poblacion={estrato: tuple(suyos) for estrato, suyos in fila.poblacion.items()},
        criterios=tuple(fila.criterios),
        sorteada=fila.sorteada,
        autor=autor,
        repetible=sortear_en(fila.poblacion, fila.tamano, fila.semilla) == fila.criterios,
    )
