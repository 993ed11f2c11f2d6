"""Lo que se conversa sobre cada pregunta: comentar, nombrar a alguien de la entidad, resolver y reabrir."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir, leer
from autodiagnostico.almacen.tablas import Comentario as Fila
from autodiagnostico.almacen.tablas import Diagnostico, Entidad, Mencion, PasoDeComentario
from autodiagnostico.errores import ErrorDePermiso, ErrorDeServicio
from autodiagnostico.permisos import Operacion, puede
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import avisos, eventos, filas, menciones, personas
from autodiagnostico.servicios.fichas import Persona
from motor.caso import MAXIMO_TEXTO


@dataclass(frozen=True, slots=True)
class Paso:
    """Quién resolvió o reabrió un comentario, y cuándo."""

    quien: str
    cuando: datetime


@dataclass(frozen=True, slots=True)
class Comentario:
    """Un comentario a una pregunta; `paso` es None si nadie lo ha resuelto nunca."""

    id: int
    texto: str
    quien: str
    cuando: datetime
    nombradas: tuple[str, ...]
    resuelto: bool
    paso: Paso | None


def de_la_pregunta(sala: Sala, diagnostico_id: int, criterio: str) -> list[Comentario]:
    """Los comentarios de una pregunta, del primero al último. Son de la entidad: afuera no se ven."""
    with leer(sala.motor_bd) as sesion:
        acceso.diagnostico(sesion, sala, diagnostico_id, Operacion.VER_BORRADOR)
        suyos = select(Fila).where(Fila.diagnostico_id == diagnostico_id, Fila.criterio == criterio)
        return _leidos(sesion, sala, list(sesion.exec(suyos.order_by(col(Fila.id)))))


def sin_resolver(sala: Sala, diagnostico_id: int) -> Counter[str]:
    """Cuántos comentarios quedan por resolver en cada criterio de hoy; fuera de la entidad, ninguno."""
    with leer(sala.motor_bd) as sesion:
        fila = acceso.diagnostico(sesion, sala, diagnostico_id)
        return contar(sesion, sala, fila, filas.entidad_de(sesion, fila))


def contar(sesion: Session, sala: Sala, diagnostico: Diagnostico, entidad: Entidad) -> Counter[str]:
    """Como `sin_resolver`, en una transacción abierta."""
    if not puede(sala.quien, Operacion.VER_BORRADOR, acceso.sobre(entidad)):
        return Counter()
    comentarios = list(sesion.exec(select(Fila).where(Fila.diagnostico_id == diagnostico.id)))
    pasos = _ultimos_pasos(sesion, comentarios) if comentarios else {}
    return Counter(
        c.criterio
        for c in comentarios
        if c.criterio in sala.catalogo.criterios and not _resuelto(pasos.get(c.id or 0))
    )


def comentar(
    sala: Sala, diagnostico_id: int, criterio: str, texto: str, cuentas: Collection[int] = ()
) -> Comentario:
    """Agrega un comentario y avisa a quienes nombra: las `cuentas` y los `@correo` del texto.

    Lanza ErrorDeServicio si está vacío, es muy largo o nombra a alguien que no es de la entidad.
    """
    eventos.ficha_de(sala.catalogo, criterio)
    escrito = texto.strip()
    if not escrito:
        raise ErrorDeServicio("Escriba el comentario.")
    if len(escrito) > MAXIMO_TEXTO:
        raise ErrorDeServicio(
            f"El comentario tiene {len(escrito)} caracteres. Se admiten hasta {MAXIMO_TEXTO}."
        )
    with escribir(sala.motor_bd) as sesion:
        diagnostico = acceso.para_cambiar(sesion, sala, diagnostico_id, Operacion.COMENTAR)
        suyas = personas.de_la_entidad(sesion, diagnostico.entidad_id)
        escrito, nombradas = menciones.nombrar(escrito, suyas, cuentas)
        fila = Fila(
            diagnostico_id=diagnostico_id, criterio=criterio, texto=escrito, autor_id=sala.quien.cuenta_id
        )
        sesion.add(fila)
        sesion.flush()
        for cuenta in sorted(nombradas):
            sesion.add(Mencion(comentario_id=fila.id or 0, cuenta_id=cuenta))
        avisos.avisar(sesion, sala, avisos.Clase.MENCION, nombradas, diagnostico_id, criterio=criterio)
        _asentar(sesion, sala, fila, "comentario", diagnostico.entidad_id)
        return _leidos(sesion, sala, [fila])[0]


def resolver(sala: Sala, comentario_id: int, *, resuelto: bool) -> None:
    """Da por resuelto un comentario, o lo reabre; si ya estaba así, no pasa nada."""
    with escribir(sala.motor_bd) as sesion:
        fila = sesion.get(Fila, comentario_id)
        if fila is None:
            raise ErrorDePermiso("Ese comentario ya no existe, o no es de su entidad.")
        diagnostico = acceso.para_cambiar(sesion, sala, fila.diagnostico_id, Operacion.COMENTAR)
        if _resuelto(_ultimos_pasos(sesion, [fila]).get(comentario_id)) != resuelto:
            autor = sala.quien.cuenta_id
            sesion.add(PasoDeComentario(comentario_id=comentario_id, resuelto=resuelto, autor_id=autor))
            hecho = "comentario resuelto" if resuelto else "comentario reabierto"
            _asentar(sesion, sala, fila, hecho, diagnostico.entidad_id)


def se_pueden_nombrar(sala: Sala, diagnostico_id: int) -> list[Persona]:
    """Las personas de la entidad a las que se puede nombrar en un comentario."""
    with leer(sala.motor_bd) as sesion:
        fila = acceso.diagnostico(sesion, sala, diagnostico_id, Operacion.COMENTAR)
        return list(personas.de_la_entidad(sesion, fila.entidad_id).values())


def _leidos(sesion: Session, sala: Sala, comentarios: list[Fila]) -> list[Comentario]:
    nombradas: dict[int, list[int]] = {}
    suyas = select(Mencion).where(col(Mencion.comentario_id).in_([c.id for c in comentarios]))
    for m in sesion.exec(suyas.order_by(col(Mencion.id))):
        nombradas.setdefault(m.comentario_id, []).append(m.cuenta_id)
    pasos = _ultimos_pasos(sesion, comentarios)
    autores = [c.autor_id for c in comentarios] + [p.autor_id for p in pasos.values()]
    nombres = personas.nombres(sesion, [*autores, *(c for cuentas in nombradas.values() for c in cuentas)])
    return [_leido(sala, c, nombradas.get(c.id or 0, []), pasos.get(c.id or 0), nombres) for c in comentarios]


def _leido(
    sala: Sala, fila: Fila, nombradas: list[int], paso: PasoDeComentario | None, nombres: Mapping[int, str]
) -> Comentario:
    de_las_nombradas = {c: nombres[c] for c in nombradas}
    return Comentario(
        id=fila.id or 0,
        texto=menciones.decir(fila.texto, de_las_nombradas),
        quien=personas.quien(sala.quien, nombres, fila.autor_id),
        cuando=fila.cuando,
        nombradas=tuple(de_las_nombradas.values()),
        resuelto=_resuelto(paso),
        paso=None if paso is None else Paso(personas.quien(sala.quien, nombres, paso.autor_id), paso.cuando),
    )


def _ultimos_pasos(sesion: Session, comentarios: Iterable[Fila]) -> dict[int, PasoDeComentario]:
    numeros = [c.id for c in comentarios]
    suyos = select(PasoDeComentario).where(col(PasoDeComentario.comentario_id).in_(numeros))
    return {p.comentario_id: p for p in sesion.exec(suyos.order_by(col(PasoDeComentario.id)))}


def _resuelto(paso: PasoDeComentario | None) -> bool:
    return paso is not None and paso.resuelto


def _asentar(sesion: Session, sala: Sala, fila: Fila, hecho: str, entidad_id: int) -> None:
    objeto = f"diagnostico:{fila.diagnostico_id}"
    bitacora.asentar(
        sesion, sala, hecho, objeto=objeto, entidad_id=entidad_id, criterio=fila.criterio, comentario=fila.id
    )
