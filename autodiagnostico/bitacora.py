"""Asentar lo que importa en una cadena de huellas. Que nadie la ha tocado lo comprueba `cadena`.

La huella de un asiento es el SHA-256 de su contenido y de la huella del anterior. De las filas con testigo
se asienta además su huella: cambiarlas a mano también se nota.
"""

from __future__ import annotations

from typing import Any, Protocol

from sqlmodel import Session, select

from autodiagnostico import testigos
from autodiagnostico.almacen.tablas import Asiento, CabezaDeBitacora, ahora
from autodiagnostico.permisos import Quien
from autodiagnostico.testigos import FilaConTestigo

ORIGEN = "0" * 64
"""La huella anterior del primer asiento."""


class ConQuien(Protocol):
    """Cualquier cosa que diga quién pide, como una sala."""

    @property
    def quien(self) -> Quien:
        """Quien lo hace."""
        ...


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
    asiento.huella = testigos.huella_de_asiento(asiento)
    cabeza.numero, cabeza.huella = asiento.numero, asiento.huella
    sesion.add(asiento)
    sesion.add(cabeza)
    return asiento


def asentar_fila(
    sesion: Session,
    sala: ConQuien,
    hecho: str,
    fila: FilaConTestigo,
    *,
    entidad_id: int | None,
    **detalle: Any,
) -> Asiento:
    """Asienta una fila con testigo y le pone su número si todavía no lo tiene."""
    sesion.add(fila)
    sesion.flush()
    objeto = f"diagnostico:{fila.diagnostico_id}"
    datos = testigos.testigo_de(fila) | detalle
    return asentar(sesion, sala, hecho, objeto=objeto, entidad_id=entidad_id, **datos)


def _tomar_cabeza(sesion: Session) -> CabezaDeBitacora:
    return sesion.exec(select(CabezaDeBitacora).with_for_update()).one()
