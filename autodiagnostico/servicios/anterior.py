"""Lo que la entidad respondió en la vigencia anterior: para verlo al lado, o para empezar desde ahí.

Lo que se trae queda por confirmar: no cuenta como respondido hasta que alguien lo confirma o lo cambia. Que
el año pasado se cumpliera algo no demuestra que este año también.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from sqlmodel import Session, col, select

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir, leer
from autodiagnostico.almacen.tablas import Diagnostico
from autodiagnostico.almacen.tablas import Respuesta as Fila
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.permisos import Operacion
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import eventos, filas, origenes
from autodiagnostico.vida import Estado
from motor import Respuesta
from motor.equivalencias import Contestada, Suerte, traducir


@dataclass(frozen=True, slots=True)
class RespuestaAnterior:
    """Lo respondido a la misma pregunta, o a la que más se le parece: entonces `cambio` dice qué cambió."""

    respuesta: Respuesta
    cambio: str


@dataclass(frozen=True, slots=True)
class Anterior:
    """La vigencia anterior de la entidad.

    `por_traer` cuenta lo que falta aquí y quien pide puede traer; `traidas`, lo que sigue por confirmar.
    """

    vigencia: int
    estado: Estado
    respuestas: Mapping[str, RespuestaAnterior]
    por_traer: int
    traidas: int


def de_la_anterior(sala: Sala, diagnostico_id: int) -> Anterior | None:
    """Lo respondido en la última vigencia anterior, en las preguntas de hoy; None si no hay ninguna."""
    with leer(sala.motor_bd) as sesion:
        fila = acceso.diagnostico(sesion, sala, diagnostico_id, Operacion.VER_BORRADOR)
        otro = _anterior(sesion, fila)
        if otro is None:
            return None
        traducidas = _traducidas(sala, otro, filas.respuestas(sesion, otro.id or 0))
        suyas = {f.criterio: f for f in filas.respuestas(sesion, diagnostico_id)}
        trae = _trae(sesion, sala, fila)
        origen = origenes.de_vigencia(otro.vigencia)
        return Anterior(
            vigencia=otro.vigencia,
            estado=cast(Estado, otro.estado),
            respuestas={c: _leida(sala, c, dicho, cambio) for c, (dicho, cambio) in traducidas.items()},
            por_traer=sum(c in trae and _vacia(suyas.get(c)) for c in traducidas),
            traidas=sum(f.por_confirmar == origen for f in suyas.values()),
        )


def traer(sala: Sala, diagnostico_id: int) -> int:
    """Copia lo de la vigencia anterior donde aún no se ha respondido; dice cuántas respuestas trajo.

    Solo en los temas que quien pide puede responder, y sin evidencias: las de este año hay que mostrarlas.
    """
    with escribir(sala.motor_bd) as sesion:
        filas.tomar_turno(sesion, diagnostico_id)
        fila = acceso.diagnostico(sesion, sala, diagnostico_id, Operacion.VER_BORRADOR)
        filas.exigir_borrador(fila)
        otro = _anterior(sesion, fila)
        if otro is None:
            raise ErrorDeServicio("La entidad no tiene un autodiagnóstico de una vigencia anterior.")
        trae = _trae(sesion, sala, fila)
        if not trae:
            acceso.exigir(sala, Operacion.RESPONDER, acceso.sobre(filas.entidad_de(sesion, fila)))
        origen = origenes.de_vigencia(otro.vigencia)
        traidas = 0
        for codigo, (dicho, _) in _traducidas(sala, otro, filas.respuestas(sesion, otro.id or 0)).items():
            suya = filas.respuesta(sesion, diagnostico_id, codigo)
            if codigo not in trae or not _vacia(suya):
                continue
            respuesta = {"valor": dicho.valor, "no_aplica": dicho.no_aplica, "por_confirmar": origen}
            eventos.escribir_evento(sesion, sala, suya, {**eventos.contenido(suya), **respuesta}, origen)
            traidas += 1
        bitacora.asentar(
            sesion,
            sala,
            "respuestas traídas",
            objeto=f"diagnostico:{diagnostico_id}",
            entidad_id=fila.entidad_id,
            vigencia=otro.vigencia,
            cuantas=traidas,
        )
        return traidas


def devolver(sala: Sala, diagnostico_id: int) -> int:
    """Quita lo que se trajo y nadie ha confirmado ni cambiado; dice cuántas respuestas."""
    with escribir(sala.motor_bd) as sesion:
        filas.tomar_turno(sesion, diagnostico_id)
        fila = acceso.diagnostico(sesion, sala, diagnostico_id, Operacion.VER_BORRADOR)
        filas.exigir_borrador(fila)
        otro = _anterior(sesion, fila)
        trae = _trae(sesion, sala, fila)
        origen = origenes.de_vigencia(0 if otro is None else otro.vigencia)
        suyas = [f for f in eventos.los_de(sesion, diagnostico_id, origen) if f.criterio in trae]
        for suya in suyas:
            cambios = eventos.de_la_respuesta(sesion, diagnostico_id, suya.criterio)
            eventos.deshacer(sesion, sala, suya, cambios)
        return len(suyas)


def _anterior(sesion: Session, fila: Diagnostico) -> Diagnostico | None:
    suyos = select(Diagnostico).where(
        Diagnostico.entidad_id == fila.entidad_id, Diagnostico.vigencia < fila.vigencia
    )
    return sesion.exec(suyos.order_by(col(Diagnostico.vigencia).desc())).first()


def _trae(sesion: Session, sala: Sala, fila: Diagnostico) -> frozenset[str]:
    """Los criterios que quien pide puede responder aquí."""
    temas = acceso.temas_que_responde(sesion, sala, fila, filas.entidad_de(sesion, fila))
    return frozenset(c for c, criterio in sala.catalogo.criterios.items() if criterio.tema in temas)


def _vacia(fila: Fila | None) -> bool:
    return fila is None or (fila.valor is None and fila.no_aplica is None)


def _traducidas(sala: Sala, otro: Diagnostico, suyas: list[Fila]) -> dict[str, tuple[Contestada, str]]:
    """Lo que estaba en firme, en las preguntas de hoy, en su orden, con lo que cambió de cada una."""
    hoy = sala.catalogo.base.version
    traducciones = traducir(
        sala.catalogo,
        (
            (f.criterio, f.version_base or otro.version_reglas or hoy, Contestada(f.valor, f.no_aplica))
            for f in suyas
            if not _vacia(f) and not f.por_confirmar
        ),
    )
    llegan = {
        t.destino: (t.queda, " ".join(t.notas) if t.suerte is Suerte.REVISION else "")
        for t in traducciones
        if t.destino is not None and t.queda is not None
    }
    return {codigo: llegan[codigo] for codigo in sala.catalogo.criterios if codigo in llegan}


def _leida(sala: Sala, codigo: str, dicho: Contestada, cambio: str) -> RespuestaAnterior:
    contenido = {**eventos.VACIO, "valor": dicho.valor, "no_aplica": dicho.no_aplica}
    return RespuestaAnterior(eventos.leida(sala.catalogo.criterios[codigo], contenido), cambio)
