"""Asentar lo que importa en una cadena de huellas. Que nadie la ha tocado lo comprueba `cadena`.

La huella de un asiento es el SHA-256 de su contenido y de la huella del anterior. De algunas filas se asienta
además su huella: cambiarlas a mano también se nota.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from sqlmodel import Session, select

from autodiagnostico import asentadas
from autodiagnostico.almacen.tablas import Asiento, CabezaDeBitacora, EventoDeRespuesta, ahora
from autodiagnostico.asentadas import FilaAsentada
from autodiagnostico.permisos import Quien

ORIGEN = "0" * 64
"""La huella anterior del primer asiento."""


class ConQuien(Protocol):
    """Lo que hace falta de una sala para asentar: quién lo hizo."""

    @property
    def quien(self) -> Quien: ...


def asentar(
    sesion: Session,
    sala: ConQuien,
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
    cabeza = tomar_cabeza(sesion)
    asiento = _asiento(cabeza, sala, hecho, objeto, entidad_id, detalle)
    sesion.add(asiento)
    sesion.add(cabeza)
    return asiento


def _asiento(  # noqa: PLR0913, PLR0917 - un asiento dice todo esto
    cabeza: CabezaDeBitacora,
    sala: ConQuien,
    hecho: str,
    objeto: str,
    entidad_id: int | None,
    detalle: dict[str, Any],
) -> Asiento:
    """El asiento que sigue a la cabeza, que queda apuntando a él."""
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
    asiento.huella = asentadas.huella_de_asiento(asiento)
    cabeza.numero, cabeza.huella = asiento.numero, asiento.huella
    return asiento


def asentar_fila(
    sesion: Session, sala: ConQuien, hecho: str, fila: FilaAsentada, *, entidad_id: int | None
) -> Asiento:
    """Agrega una fila de las que se asientan y deja su huella en la bitácora."""
    sesion.add(fila)
    sesion.flush()  # la huella del asiento lleva el número de la fila
    objeto = f"diagnostico:{fila.diagnostico_id}"
    return asentar(sesion, sala, hecho, objeto=objeto, entidad_id=entidad_id, **asentadas.datos_de(fila))


def asentar_filas(
    sesion: Session, sala: ConQuien, filas: Sequence[tuple[str, FilaAsentada, int | None]]
) -> None:
    """Como `asentar_fila`, de muchas a la vez: el hecho, la fila y su entidad."""
    sesion.add_all(fila for _, fila, _ in filas)
    sesion.flush()
    cabeza = tomar_cabeza(sesion)
    sesion.add_all(
        _asiento(
            cabeza, sala, hecho, f"diagnostico:{fila.diagnostico_id}", entidad_id, asentadas.datos_de(fila)
        )
        for hecho, fila, entidad_id in filas
    )
    sesion.add(cabeza)
    sesion.flush()


def asentar_respuesta(sesion: Session, sala: ConQuien, evento: EventoDeRespuesta, entidad_id: int) -> Asiento:
    """Asienta un cambio de una respuesta."""
    return asentar_fila(sesion, sala, "respuesta", evento, entidad_id=entidad_id)


def tomar_cabeza(sesion: Session) -> CabezaDeBitacora:
    """Desde aquí nadie más asienta hasta que termine la transacción."""
    return sesion.exec(select(CabezaDeBitacora).with_for_update()).one()
