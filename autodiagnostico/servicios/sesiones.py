"""Las sesiones de la Mesa: convocarlas, quién estuvo, qué se decidió y qué quedó pendiente."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session, col, delete, func, select

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import (
    AsistenciaDeMesa,
    CompromisoDeMesa,
    DecisionDeMesa,
    MesaTecnica,
    SesionDeMesa,
)
from autodiagnostico.errores import ErrorDeEntrada, ErrorDeServicio
from autodiagnostico.mesa.fichas import (
    Asistente,
    Calidad,
    Compromiso,
    Decision,
    EstadoDeSesion,
    Mesa,
    Modalidad,
    Sesion,
)
from autodiagnostico.permisos import Operacion
from autodiagnostico.reloj import hoy
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import mesa_tecnica
from autodiagnostico.textos import limpiar, recortar
from motor.caso import MAXIMO_TEXTO
from reglas.palabras import fecha_en_palabras

MAS_LEJOS = 20
"""Años de hoy a una sesión: más, es un año mal escrito."""


def listar(sala: Sala, entidad_id: int) -> list[Sesion]:
    """Las sesiones de la Mesa, de la primera a la última."""
    with leyendo(sala.motor_bd) as sesion:
        acceso.entidad(sesion, sala, entidad_id, Operacion.VER_ENVIADO)
        return _todas(sesion, entidad_id)


def _todas(sesion: Session, entidad_id: int) -> list[Sesion]:
    suyas = (
        select(SesionDeMesa)
        .join(MesaTecnica, onclause=col(SesionDeMesa.mesa_tecnica_id) == col(MesaTecnica.id))
        .where(MesaTecnica.entidad_id == entidad_id)
        .order_by(col(SesionDeMesa.numero))
    )
    salida: list[Sesion] = []
    abiertos: list[Compromiso] = []
    for fila in sesion.exec(suyas):
        una = replace(_sesion(sesion, fila), pendientes=tuple(abiertos))
        abiertos = [c for c in (*abiertos, *una.compromisos) if c.cumplido is None]
        salida.append(una)
    return salida


def _sesion(sesion: Session, fila: SesionDeMesa) -> Sesion:
    return Sesion(
        id=fila.id or 0,
        numero=fila.numero,
        fecha=fila.fecha,
        modalidad=Modalidad(fila.modalidad),
        extraordinaria=fila.extraordinaria,
        hora=fila.hora,
        lugar=fila.lugar,
        orden_del_dia=tuple(fila.orden_del_dia),
        desarrollo=fila.desarrollo,
        estado=EstadoDeSesion(fila.estado),
        asistentes=tuple(
            Asistente(a.nombre, Calidad(a.calidad), a.integrante_de_mesa_id)
            for a in sesion.exec(
                select(AsistenciaDeMesa)
                .where(AsistenciaDeMesa.sesion_de_mesa_id == fila.id)
                .order_by(col(AsistenciaDeMesa.id))
            )
        ),
        decisiones=tuple(
            Decision(d.texto, d.a_favor, d.en_contra, d.abstenciones)
            for d in sesion.exec(
                select(DecisionDeMesa)
                .where(DecisionDeMesa.sesion_de_mesa_id == fila.id)
                .order_by(col(DecisionDeMesa.orden))
            )
        ),
        compromisos=tuple(
            Compromiso(c.id or 0, fila.numero, c.texto, c.responsable, c.fecha, c.cumplido, c.resultado)
            for c in sesion.exec(
                select(CompromisoDeMesa)
                .where(CompromisoDeMesa.sesion_de_mesa_id == fila.id)
                .order_by(col(CompromisoDeMesa.id))
            )
        ),
    )


@dataclass(frozen=True, slots=True)
class Convocatoria:
    """Lo que se dice al convocar."""

    fecha: date
    modalidad: Modalidad = Modalidad.PRESENCIAL
    extraordinaria: bool = False
    hora: str = ""
    lugar: str = ""
    orden_del_dia: tuple[str, ...] = ()


def convocar(sala: Sala, entidad_id: int, convocatoria: Convocatoria) -> Sesion:
    """Una sesión nueva, con el número que sigue. Sin Mesa creada no hay qué convocar."""
    convocatoria = recortar(convocatoria)
    puntos = [p for p in map(limpiar, convocatoria.orden_del_dia) if p]
    problemas = [*mesa_tecnica.largos({"hora": convocatoria.hora, "lugar": convocatoria.lugar})]
    if abs(convocatoria.fecha.year - hoy().year) > MAS_LEJOS:
        problemas.append(f"La sesión es el {fecha_en_palabras(convocatoria.fecha)}. Revise el año.")
    if not puntos:
        problemas.append("Falta el orden del día. Escriba un punto por renglón.")
    if sum(map(len, puntos)) > MAXIMO_TEXTO:
        problemas.append(
            f"El orden del día tiene más de {MAXIMO_TEXTO} caracteres. Deje un renglón por punto."
        )
    if problemas:
        raise ErrorDeEntrada("La convocatoria", problemas)
    with escribir(sala.motor_bd) as sesion:
        mesa = mesa_tecnica.para_cambiar(sesion, sala, entidad_id)
        if not (mesa.acto or mesa.acta_del_comite):
            raise ErrorDeServicio("Registre primero el acto o el acta del Comité que creó la Mesa.")
        suyas = SesionDeMesa.mesa_tecnica_id == mesa.id
        ultimo = sesion.exec(select(func.max(SesionDeMesa.numero)).where(suyas)).one()
        fila = SesionDeMesa(
            mesa_tecnica_id=mesa.id or 0,
            numero=(ultimo or 0) + 1,
            fecha=convocatoria.fecha,
            modalidad=Modalidad(convocatoria.modalidad).value,
            extraordinaria=convocatoria.extraordinaria,
            hora=convocatoria.hora,
            lugar=convocatoria.lugar,
            orden_del_dia=puntos,
        )
        sesion.add(fila)
        sesion.flush()
        _asentar(sesion, sala, "sesión convocada", entidad_id, fila)
        return _una(sesion, entidad_id, fila.id or 0)


@dataclass(frozen=True, slots=True)
class Acta:
    """Lo que pasó en una sesión. `compromisos` trae (qué, quién, para cuándo)."""

    asistentes: tuple[Asistente, ...]
    desarrollo: str = ""
    decisiones: tuple[Decision, ...] = ()
    compromisos: tuple[tuple[str, str, date | None], ...] = ()


def realizar(
    sala: Sala, entidad_id: int, sesion_id: int, acta: Acta, *, vista: Sesion | None = None
) -> Sesion:
    """Registra lo que pasó, o lo corrige; `vista` es la sesión que se tenía delante.

    Lanza ErrorDeEntrada con todo lo que no cuadra.
    """
    mesa = mesa_tecnica.leer(sala, entidad_id)
    with escribir(sala.motor_bd) as sesion:
        mesa_tecnica.para_cambiar(sesion, sala, entidad_id)
        fila = _fila(sesion, entidad_id, sesion_id)
        if fila.estado == EstadoDeSesion.CANCELADA.value:
            raise ErrorDeServicio("Esa sesión se canceló. Convoque otra.")
        if vista is not None:
            mesa_tecnica.exigir_vista(_sola(vista), _sola(_sesion(sesion, fila)), f"el acta {fila.numero}")
        problemas = list(_problemas(mesa, fila.fecha, acta))
        if problemas:
            raise ErrorDeEntrada(f"El acta {fila.numero}", problemas)
        fila.desarrollo, fila.estado = limpiar(acta.desarrollo), EstadoDeSesion.REALIZADA.value
        sesion.add(fila)
        _reemplazar(sesion, fila, acta)
        sesion.flush()
        _asentar(sesion, sala, "sesión realizada", entidad_id, fila)
        return _una(sesion, entidad_id, sesion_id)


def _sola(sesion: Sesion) -> Sesion:
    """La sesión, sin lo que le llega de las anteriores."""
    return replace(sesion, pendientes=())


def _reemplazar(sesion: Session, fila: SesionDeMesa, acta: Acta) -> None:
    """Los compromisos ya cumplidos se conservan: se cierran en su propio paso."""
    suya = fila.id or 0
    sesion.exec(delete(AsistenciaDeMesa).where(col(AsistenciaDeMesa.sesion_de_mesa_id) == suya))
    sesion.exec(delete(DecisionDeMesa).where(col(DecisionDeMesa.sesion_de_mesa_id) == suya))
    sesion.exec(
        delete(CompromisoDeMesa).where(
            col(CompromisoDeMesa.sesion_de_mesa_id) == suya, col(CompromisoDeMesa.cumplido).is_(None)
        )
    )
    cerrados = {
        c.texto
        for c in sesion.exec(select(CompromisoDeMesa).where(CompromisoDeMesa.sesion_de_mesa_id == suya))
    }
    for a in acta.asistentes:
        sesion.add(
            AsistenciaDeMesa(
                sesion_de_mesa_id=suya,
                integrante_de_mesa_id=a.integrante_id,
                calidad=a.calidad.value,
                nombre=limpiar(a.nombre),
            )
        )
    for orden, d in enumerate(acta.decisiones, start=1):
        sesion.add(
            DecisionDeMesa(
                sesion_de_mesa_id=suya,
                orden=orden,
                texto=limpiar(d.texto),
                a_favor=d.a_favor,
                en_contra=d.en_contra,
                abstenciones=d.abstenciones,
            )
        )
    for texto, responsable, fecha in acta.compromisos:
        if limpiar(texto) not in cerrados:
            sesion.add(
                CompromisoDeMesa(
                    sesion_de_mesa_id=suya,
                    texto=limpiar(texto),
                    responsable=limpiar(responsable),
                    fecha=fecha,
                )
            )


def _problemas(mesa: Mesa, dia: date, acta: Acta) -> Iterable[str]:
    if dia > hoy():
        yield f"La sesión es el {fecha_en_palabras(dia)}. Registre lo que pasó desde ese día."
    yield from _de_la_asistencia(mesa, dia, acta)
    votan = {i.id for i in mesa.con_voto(dia)}
    # Un integrante es un voto, aunque llegue dos veces.
    presentes = len({a.integrante_id for a in acta.asistentes} & votan)
    if acta.decisiones and presentes < mesa.quorum(dia):
        yield (
            f"No hubo quórum: estuvieron {presentes} con voto y hacen falta {mesa.quorum(dia)}. "
            "Sin quórum la sesión se registra, pero no decide."
        )
    for numero, d in enumerate(acta.decisiones, start=1):
        if not limpiar(d.texto):
            yield f"La decisión {numero} no dice qué se decidió."
        if min(d.a_favor, d.en_contra, d.abstenciones) < 0:
            yield f"La decisión {numero} tiene votos negativos."
        if d.votos > presentes:
            yield f"La decisión {numero} tiene {d.votos} votos y estuvieron {presentes} con voto."
    for numero, (texto, responsable, _) in enumerate(acta.compromisos, start=1):
        if not limpiar(texto) or not limpiar(responsable):
            yield f"El compromiso {numero} necesita qué se hará y quién."
    textos = (
        acta.desarrollo,
        *(a.nombre for a in acta.asistentes),
        *(d.texto for d in acta.decisiones),
        *(texto for c in acta.compromisos for texto in c[:2]),
    )
    if any(len(t) > MAXIMO_TEXTO for t in textos):
        yield f"Hay un texto de más de {MAXIMO_TEXTO} caracteres."


def _de_la_asistencia(mesa: Mesa, dia: date, acta: Acta) -> Iterable[str]:
    integran = {i.id for i in mesa.integran(dia)}
    for a in acta.asistentes:
        if not limpiar(a.nombre):
            yield "Hay un asistente sin nombre."
        if a.integrante_id is None and a.calidad is not Calidad.INVITADO:
            yield f"«{a.nombre}» no integra la Mesa: regístrelo como invitado."
        if a.integrante_id is not None and a.integrante_id not in integran:
            yield f"«{a.nombre}» no integraba la Mesa ese día."


def cancelar(sala: Sala, entidad_id: int, sesion_id: int) -> Sesion:
    """Cancela una sesión convocada; conserva su número."""
    with escribir(sala.motor_bd) as sesion:
        mesa_tecnica.para_cambiar(sesion, sala, entidad_id)
        fila = _fila(sesion, entidad_id, sesion_id)
        if fila.estado != EstadoDeSesion.CONVOCADA.value:
            raise ErrorDeServicio("Solo se cancela una sesión que todavía no se ha realizado.")
        fila.estado = EstadoDeSesion.CANCELADA.value
        sesion.add(fila)
        sesion.flush()
        _asentar(sesion, sala, "sesión cancelada", entidad_id, fila)
        return _una(sesion, entidad_id, sesion_id)


def cumplir(sala: Sala, entidad_id: int, compromiso_id: int, resultado: str, dia: date | None = None) -> None:
    """Da por cumplido un compromiso, con lo que resultó."""
    problemas = [*mesa_tecnica.largos({"resultado": resultado})]
    if not limpiar(resultado):
        problemas.append("Escriba qué resultó: es lo que verá la siguiente sesión.")
    if dia is not None and dia > hoy():
        problemas.append(f"Se cumplió el {fecha_en_palabras(dia)}, que todavía no llega.")
    if problemas:
        raise ErrorDeEntrada("El compromiso", problemas)
    with escribir(sala.motor_bd) as sesion:
        mesa_tecnica.para_cambiar(sesion, sala, entidad_id)
        fila = sesion.get(CompromisoDeMesa, compromiso_id)
        if fila is None:
            raise ErrorDeServicio("Ese compromiso ya no existe. Vuelva a abrir la página.")
        suya = _fila(sesion, entidad_id, fila.sesion_de_mesa_id)
        if fila.cumplido is not None:
            raise ErrorDeServicio(
                f"Otra persona ya lo dio por cumplido el {fecha_en_palabras(fila.cumplido)}: {fila.resultado}"
            )
        fila.cumplido, fila.resultado = dia or hoy(), limpiar(resultado)
        sesion.add(fila)
        sesion.flush()
        _asentar(sesion, sala, "compromiso cumplido", entidad_id, suya)


def _fila(sesion: Session, entidad_id: int, sesion_id: int) -> SesionDeMesa:
    fila = sesion.get(SesionDeMesa, sesion_id)
    suya = None if fila is None else sesion.get(MesaTecnica, fila.mesa_tecnica_id)
    if fila is None or suya is None or suya.entidad_id != entidad_id:
        raise ErrorDeServicio("Esa sesión ya no existe. Vuelva a abrir la página.")
    return fila


def _una(sesion: Session, entidad_id: int, sesion_id: int) -> Sesion:
    return next(s for s in _todas(sesion, entidad_id) if s.id == sesion_id)


def _asentar(sesion: Session, sala: Sala, hecho: str, entidad_id: int, fila: SesionDeMesa) -> None:
    bitacora.asentar(
        sesion, sala, hecho, objeto=f"sesion:{fila.id}", entidad_id=entidad_id, numero=fila.numero
    )
