"""Una sesión inventada en la que nada falta: con ella se prueba una plantilla antes de aceptarla."""

from __future__ import annotations

from datetime import date

from autodiagnostico.mesa.fichas import (
    Acto,
    Asistente,
    Calidad,
    Compromiso,
    Decision,
    EstadoDeSesion,
    Integrante,
    Mesa,
    Sesion,
)

ENTIDAD = "Instituto de Ejemplo"
MESA = Mesa(
    0,
    Acto(acto="Resolución 1 de 2026"),
    (Integrante(1, "Oficina de Servicio", "Ana Ruiz"), Integrante(2, "Oficina de Planeación")),
)
_COMPROMISO = Compromiso(1, 1, "Publicar el plan", "Planeación", date(2026, 7, 1))
SESION = Sesion(
    id=2,
    numero=2,
    fecha=date(2026, 6, 1),
    hora="10:00",
    lugar="Sala 1",
    orden_del_dia=("Revisar el plan", "Varios"),
    desarrollo="Se leyó el plan.\nSe oyó a las áreas.",
    estado=EstadoDeSesion.REALIZADA,
    asistentes=(
        Asistente("Oficina de Servicio (Ana Ruiz)", Calidad.TITULAR, 1),
        Asistente("Luis Paz", Calidad.INVITADO),
    ),
    decisiones=(Decision("Aprobar el plan", 1),),
    compromisos=(_COMPROMISO,),
    pendientes=(_COMPROMISO,),
)
