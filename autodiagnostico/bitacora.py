"""Asentar lo que importa en una cadena de huellas, y comprobar que nadie la ha tocado.

La huella de un asiento es el SHA-256 de su contenido y de la huella del anterior. De las respuestas se
asienta además la huella de su evento: cambiar un evento a mano también se nota.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from sqlmodel import Session, col, select

from autodiagnostico.almacen import leer
from autodiagnostico.almacen.tablas import Asiento, CabezaDeBitacora, Diagnostico, EventoDeRespuesta, ahora
from autodiagnostico.sala import Sala

ORIGEN = "0" * 64
"""La huella anterior del primer asiento."""
DE_RESPUESTA = "respuesta"
"""El hecho de los asientos que llevan la huella de un evento de respuesta."""
_TANDA = 1000


def asentar(
    sesion: Session,
    sala: Sala,
    hecho: str,
    *,
    objeto: str = "",
    entidad_id: int | None = None,
    **detalle: Any,
) -> Asiento:
    """Agrega un asiento en la misma transacción de lo que asienta: o quedan los dos o ninguno.

    Ni nombres ni correos: quien lo hizo va por número de cuenta. Así, suprimir datos personales no rompe la
    cadena.
    """
    cabeza = _tomar_cabeza(sesion)
    asiento = Asiento(
        numero=cabeza.numero + 1,
        cuando=ahora(),
        cuenta_id=sala.quien.cuenta_id,
        hecho=hecho,
        entidad_id=entidad_id,
        objeto=objeto,
        detalle=detalle,
        anterior=cabeza.huella or ORIGEN,
        huella="",
    )
    asiento.huella = huella_de(asiento)
    cabeza.numero, cabeza.huella = asiento.numero, asiento.huella
    sesion.add(asiento)
    sesion.add(cabeza)
    return asiento


def asentar_respuesta(sesion: Session, sala: Sala, evento: EventoDeRespuesta, entidad_id: int) -> Asiento:
    """Asienta un evento de respuesta ya numerado, con su huella."""
    return asentar(
        sesion,
        sala,
        DE_RESPUESTA,
        objeto=f"diagnostico:{evento.diagnostico_id}",
        entidad_id=entidad_id,
        evento=evento.id,
        huella=huella_de_evento(evento),
    )


def _tomar_cabeza(sesion: Session) -> CabezaDeBitacora:
    return sesion.exec(select(CabezaDeBitacora).with_for_update()).one()


def huella_de(asiento: Asiento) -> str:
    """La huella que le corresponde a un asiento por lo que dice."""
    return _resumir(
        {
            "numero": asiento.numero,
            "cuando": asiento.cuando.astimezone(UTC).isoformat(timespec="microseconds"),
            "cuenta": asiento.cuenta_id,
            "hecho": asiento.hecho,
            "entidad": asiento.entidad_id,
            "objeto": asiento.objeto,
            "detalle": asiento.detalle,
            "anterior": asiento.anterior,
        }
    )


def huella_de_evento(evento: EventoDeRespuesta) -> str:
    """La huella de un evento de respuesta."""
    return _resumir(
        {
            "diagnostico": evento.diagnostico_id,
            "criterio": evento.criterio,
            "version": evento.version,
            "origen": evento.origen,
            "antes": evento.antes,
            "despues": evento.despues,
            "cuando": evento.cuando.astimezone(UTC).isoformat(timespec="microseconds"),
            "autor": evento.autor_id,
        }
    )


def _resumir(datos: Mapping[str, Any]) -> str:
    texto = json.dumps(datos, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(texto.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Rotura:
    """Algo que no cuadra: en qué asiento y qué se encontró."""

    numero: int
    que: str


@dataclass(frozen=True, slots=True)
class Comprobacion:
    """Lo que se comprobó: cuántos asientos, la huella final y lo que no cuadra."""

    asientos: int
    huella: str
    roturas: tuple[Rotura, ...]


def verificar(sala: Sala) -> Comprobacion:
    """Recorre la bitácora entera. No exige permiso: lo pide quien la llama."""
    with leer(sala.motor_bd) as sesion:
        cabeza = sesion.exec(select(CabezaDeBitacora)).one()
        recorrido = _Recorrido()
        roturas = [*recorrido.asientos(sesion), *recorrido.final(cabeza), *recorrido.eventos(sesion)]
        return Comprobacion(recorrido.cuantos, recorrido.huella, tuple(roturas))


class _Recorrido:
    """Camina la cadena de principio a fin, recordando lo que espera ver."""

    def __init__(self) -> None:
        self.cuantos = 0
        self.ultimo = 0
        self.huella = ORIGEN
        self._de_eventos: dict[int, tuple[int, str]] = {}
        self._objetos: dict[int, str] = {}

    def asientos(self, sesion: Session) -> Iterator[Rotura]:
        consulta = select(Asiento).order_by(col(Asiento.numero)).execution_options(yield_per=_TANDA)
        for asiento in sesion.exec(consulta):
            yield from self._uno(asiento)
            sesion.expunge(asiento)

    def _uno(self, asiento: Asiento) -> Iterator[Rotura]:
        if asiento.numero != self.ultimo + 1:
            yield Rotura(asiento.numero, f"faltan los asientos {self.ultimo + 1} a {asiento.numero - 1}.")
        elif asiento.anterior != self.huella:
            yield Rotura(asiento.numero, "no sigue al anterior: lo cambiaron, lo quitaron o los reordenaron.")
        if huella_de(asiento) != asiento.huella:
            yield Rotura(asiento.numero, "su contenido no es el que se asentó.")
        if asiento.hecho == DE_RESPUESTA:
            self._de_eventos[asiento.detalle["evento"]] = (asiento.numero, asiento.detalle["huella"])
            self._objetos[asiento.detalle["evento"]] = asiento.objeto
        self.cuantos += 1
        self.ultimo, self.huella = asiento.numero, asiento.huella

    def final(self, cabeza: CabezaDeBitacora) -> Iterator[Rotura]:
        if (cabeza.numero, cabeza.huella or ORIGEN) != (self.ultimo, self.huella):
            yield Rotura(self.ultimo, f"la bitácora debía terminar en el asiento {cabeza.numero}.")

    def eventos(self, sesion: Session) -> Iterator[Rotura]:
        """Todo evento tiene su asiento, con la misma huella; ningún diagnóstico que sigue perdió eventos."""
        consulta = select(EventoDeRespuesta).execution_options(yield_per=_TANDA)
        asentados = dict(self._de_eventos)
        for evento in sesion.exec(consulta):
            numero, huella = asentados.pop(evento.id or 0, (0, ""))
            if not numero:
                yield Rotura(0, f"el cambio {evento.id} de «{evento.criterio}» no está asentado.")
            elif huella != huella_de_evento(evento):
                yield Rotura(numero, f"el cambio {evento.id} de «{evento.criterio}» no es el que se asentó.")
            sesion.expunge(evento)
        siguen = {f"diagnostico:{numero}" for numero in sesion.exec(select(Diagnostico.id))}
        for evento_id, (numero, _) in asentados.items():
            if self._objetos[evento_id] in siguen:
                yield Rotura(numero, f"quitaron el cambio {evento_id}, que este asiento registra.")
