"""La historia de una respuesta: quién la cambió, cuándo, qué había y qué quedó; y deshacer lo último."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from autodiagnostico import acceso
from autodiagnostico.almacen import escribir, leer
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.permisos import Operacion
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import eventos, filas, personas
from autodiagnostico.servicios.fichas import RespuestaGuardada
from motor import Respuesta
from reglas.fichas import Criterio


@dataclass(frozen=True, slots=True)
class Lado:
    """Lo que había o lo que quedó. Un valor que hoy ya no se admite va como se guardó."""

    respuesta: Respuesta
    por_confirmar: str


@dataclass(frozen=True, slots=True)
class Cambio:
    """Un cambio de una respuesta."""

    version: int
    quien: str
    cuando: datetime
    origen: str
    antes: Lado
    despues: Lado


def cambios(sala: Sala, diagnostico_id: int, criterio: str) -> list[Cambio]:
    """Los cambios de una respuesta, primero el último. Solo para la entidad: traen lo del borrador."""
    ficha = eventos.ficha_de(sala.catalogo, criterio)
    with leer(sala.motor_bd) as sesion:
        acceso.diagnostico(sesion, sala, diagnostico_id, Operacion.VER_BORRADOR)
        suyos = eventos.de_la_respuesta(sesion, diagnostico_id, criterio)
        nombres = personas.nombres(sesion, (e.autor_id for e in suyos))
        return [
            Cambio(
                version=evento.version,
                quien=personas.quien(sala.quien, nombres, evento.autor_id),
                cuando=evento.cuando,
                origen=evento.origen,
                antes=_lado(ficha, evento.antes),
                despues=_lado(ficha, evento.despues),
            )
            for evento in reversed(suyos)
        ]


def deshacer(sala: Sala, diagnostico_id: int, criterio: str, *, vista: int) -> RespuestaGuardada:
    """Deja lo que había antes del último cambio, con otro cambio: nada se borra.

    `vista` es la versión que se quiere deshacer. Lanza ErrorDeServicio si ya no es la última, y ErrorDeCaso
    si lo que había ya no se admite.
    """
    ficha = eventos.ficha_de(sala.catalogo, criterio)
    with escribir(sala.motor_bd) as sesion:
        acceso.para_responder(sesion, sala, diagnostico_id, ficha.tema)
        fila = filas.respuesta(sesion, diagnostico_id, criterio)
        suyos = eventos.de_la_respuesta(sesion, diagnostico_id, criterio)
        if not suyos:
            raise ErrorDeServicio("Esta respuesta no tiene cambios que deshacer.")
        if fila.version != vista:
            raise ErrorDeServicio(
                "La respuesta volvió a cambiar mientras usted miraba su historia. No se deshizo nada: mírela "
                "otra vez."
            )
        eventos.deshacer(sesion, sala, fila, suyos)
        return filas.guardada(fila, ficha)


def _lado(ficha: Criterio, escrito: Mapping[str, Any]) -> Lado:
    dicho = eventos.completo(escrito)
    return Lado(eventos.leida(ficha, dicho), dicho["por_confirmar"])
