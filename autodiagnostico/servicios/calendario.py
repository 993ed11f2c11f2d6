"""El calendario de la Mesa de una entidad: verlo, poner las fechas que son suyas y decir qué se cumplió."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session, select

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import FechaDeMesa, MesaTecnica
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.mesa import calendario as fechas
from autodiagnostico.mesa import ical
from autodiagnostico.mesa.calendario import Clase, Declarada, DeLaEntidad, DeLaMesa, Suceso
from autodiagnostico.permisos import Operacion
from autodiagnostico.reloj import hoy
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import emision, mesa_tecnica, sesiones
from autodiagnostico.servicios.emision import DeQue


def leer(sala: Sala, entidad_id: int, vigencia: int) -> list[Suceso]:
    """Lo de una vigencia, por fecha, con cómo está hoy."""
    mesa = mesa_tecnica.leer(sala, entidad_id)
    suyas = sesiones.listar(sala, entidad_id)
    with leyendo(sala.motor_bd) as sesion:
        dichas = _dichas(sesion, entidad_id, vigencia)
    return fechas.armar(sala.catalogo, vigencia, DeLaMesa(mesa.acto, suyas, dichas), hoy())


def _dichas(sesion: Session, entidad_id: int, vigencia: int) -> dict[str, DeLaEntidad]:
    suyas = (
        select(FechaDeMesa)
        .join(MesaTecnica)
        .where(MesaTecnica.entidad_id == entidad_id, FechaDeMesa.vigencia == vigencia)
    )
    return {f.codigo: DeLaEntidad(f.fecha, f.hecho) for f in sesion.exec(suyas)}


def poner_fecha(sala: Sala, entidad_id: int, vigencia: int, codigo: str, fecha: date | None) -> None:
    """La fecha que la entidad se puso; solo la admiten las que no la traen de una norma."""
    declarada = _declarada(codigo)
    if declarada.clase is not Clase.ENTIDAD:
        raise ErrorDeServicio(f"La fecha de «{declarada.titulo}» no la pone la entidad.")
    _cambiar(sala, entidad_id, vigencia, codigo, "fecha puesta en el calendario", fecha=fecha)


def cumplir(sala: Sala, entidad_id: int, vigencia: int, codigo: str, hecho: date | None) -> None:
    """Dice cuándo se cumplió una fecha declarada; None, que todavía no."""
    declarada = _declarada(codigo)
    if declarada.del_acto or declarada.clase is Clase.DISTRITAL:
        raise ErrorDeServicio(f"«{declarada.titulo}» no se marca aquí: {declarada.detalle}")
    if hecho is not None and hecho > hoy():
        raise ErrorDeServicio("Esa fecha todavía no llega. Escriba el día en que se cumplió.")
    _cambiar(sala, entidad_id, vigencia, codigo, "fecha cumplida en el calendario", hecho=hecho)


def _declarada(codigo: str) -> Declarada:
    for una in fechas.declarado().fechas:
        if una.codigo == codigo:
            return una
    raise ErrorDeServicio(f"El calendario no trae «{codigo}». Vuelva a abrir la página.")


def _cambiar(
    sala: Sala, entidad_id: int, vigencia: int, codigo: str, suceso: str, **cambios: date | None
) -> None:
    with escribir(sala.motor_bd) as sesion:
        mesa = mesa_tecnica.para_cambiar(sesion, sala, entidad_id)
        suya = select(FechaDeMesa).where(
            FechaDeMesa.mesa_tecnica_id == mesa.id,
            FechaDeMesa.vigencia == vigencia,
            FechaDeMesa.codigo == codigo,
        )
        fila = sesion.exec(suya).first() or FechaDeMesa(
            mesa_tecnica_id=mesa.id or 0, vigencia=vigencia, codigo=codigo
        )
        for campo, dia in cambios.items():
            setattr(fila, campo, dia)
        sesion.add(fila)
        dias = {f"dia_{campo}": dia.isoformat() if dia else None for campo, dia in cambios.items()}
        bitacora.asentar(
            sesion,
            sala,
            suceso,
            objeto=f"mesa:{mesa.id}",
            entidad_id=entidad_id,
            codigo=codigo,
            vigencia=vigencia,
            **dias,
        )


def icalendar(sala: Sala, entidad_id: int, vigencia: int) -> bytes:
    """El calendario en iCalendar. No tiene dónde llevar sello: su huella queda en la bitácora."""
    with leyendo(sala.motor_bd) as sesion:
        entidad = acceso.entidad(sesion, sala, entidad_id, Operacion.EXPORTAR)
        codigo, nombre = entidad.codigo, entidad.nombre
    sucesos = leer(sala, entidad_id, vigencia)
    dicho = [[s.codigo, s.titulo, s.detalle, s.quien, s.dia, s.hecho, s.estado.value] for s in sucesos]
    return emision.emitir(
        sala,
        emision.de_la_mesa("calendario de la Mesa", sala.catalogo, codigo, dicho),
        ".ics",
        DeQue(f"entidad:{entidad_id}", entidad_id),
        lambda sello: ical.escribir(
            f"Mesa Técnica · {nombre} · {vigencia}",
            f"{vigencia}.{codigo.lower()}.autodiagnostico",
            sucesos,
            datetime.fromisoformat(sello.emitido),
        ),
    )
