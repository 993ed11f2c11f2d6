"""El calendario de la Mesa en iCalendar, para llevarlo a la agenda de cada quien."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from autodiagnostico.mesa.calendario import Estado, Suceso

_DIAS_DE_AVISO = 7


def escribir(titulo: str, espacio: str, sucesos: Iterable[Suceso], emitido: datetime) -> bytes:
    """Un evento de día entero por cada fecha, con aviso si falta hacerlo.

    `espacio` distingue las fechas de esta entidad de las de otra: importarlo otra vez pone al día los eventos
    y no los repite.
    """
    from icalendar import Alarm, Calendar, Event

    calendario = Calendar()
    calendario.add("prodid", "-//autodiagnostico//Mesa Técnica//ES")
    calendario.add("version", "2.0")
    calendario.add("name", titulo)
    calendario.add("x-wr-calname", titulo)
    for suceso in sucesos:
        if suceso.dia is None:
            continue
        evento = Event()
        evento.add("uid", f"{suceso.codigo}@{espacio}")
        evento.add("dtstamp", emitido)
        evento.add("dtstart", suceso.dia)
        evento.add("dtend", suceso.dia + timedelta(days=1))
        evento.add("summary", f"✓ {suceso.titulo}" if suceso.estado is Estado.HECHO else suceso.titulo)
        evento.add("description", f"{suceso.detalle}\nQuién: {suceso.quien}")
        evento.add("transp", "TRANSPARENT")
        if suceso.estado in (Estado.POR_VENCER, Estado.VIENE):
            aviso = Alarm()
            aviso.add("action", "DISPLAY")
            aviso.add("description", suceso.titulo)
            aviso.add("trigger", timedelta(days=-_DIAS_DE_AVISO))
            evento.add_component(aviso)
        calendario.add_component(evento)
    return bytes(calendario.to_ical())
