"""Comprobar que nadie ha tocado la bitácora ni las filas de las que guarda la huella."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from autodiagnostico.almacen import leer
from autodiagnostico.almacen.tablas import Asiento, CabezaDeBitacora, Diagnostico
from autodiagnostico.asentadas import ASENTADAS, DESDE_CUANDO, Asentada, huella_de_asiento, huella_de_fila
from autodiagnostico.bitacora import ORIGEN

_TANDA = 500
_ILEGIBLE = (ValueError, TypeError, LookupError, AttributeError)
"""Lo que falla al leer una fila en la que alguien escribió lo que la columna no admite."""


@dataclass(frozen=True, slots=True)
class Rotura:
    """Algo que no cuadra: en qué asiento (0 si en ninguno) y qué se encontró."""

    numero: int
    que: str


@dataclass(frozen=True, slots=True)
class Comprobacion:
    """Lo que se comprobó: cuántos asientos, la huella final y lo que no cuadra."""

    asientos: int
    huella: str
    roturas: tuple[Rotura, ...]


def verificar(motor_bd: Engine) -> Comprobacion:
    """Recorre la bitácora entera. No exige permiso: lo pide quien la llama."""
    with leer(motor_bd) as sesion:
        recorrido = _Recorrido(sesion)
        roturas = [*recorrido.asientos(), *recorrido.final(), *recorrido.filas()]
        return Comprobacion(recorrido.cuantos, recorrido.huella or "", tuple(roturas))


class _Recorrido:
    """Camina la cadena de principio a fin, recordando lo que espera ver."""

    def __init__(self, sesion: Session) -> None:
        self._sesion = sesion
        self.cuantos = 0
        self.huella: str | None = ORIGEN
        """La del último asiento; None si no se pudo leer."""
        self._ultimo = 0
        self._huellas: dict[str, dict[int, tuple[int, str, str]]] = {tabla: {} for tabla in ASENTADAS}
        """Por tabla y fila: el asiento, la huella y el objeto."""

    def asientos(self) -> Iterator[Rotura]:
        for numero, asiento in _una_por_una(self._sesion, Asiento, "numero"):
            if numero != self._ultimo + 1:
                yield Rotura(self._ultimo + 1, f"{_faltan(self._ultimo + 1, numero - 1)}.")
                self.huella = None
            if asiento is None:
                yield Rotura(numero, "tiene algo que no se puede leer: alguien escribió en él.")
                self.huella = None
            else:
                yield from self._uno(asiento)
            self.cuantos += 1
            self._ultimo = numero

    def _uno(self, asiento: Asiento) -> Iterator[Rotura]:
        if self.huella is not None and asiento.anterior != self.huella:
            yield Rotura(asiento.numero, "no sigue al anterior: lo cambiaron, lo quitaron o los reordenaron.")
        if huella_de_asiento(asiento) != asiento.huella:
            yield Rotura(asiento.numero, "su contenido no es el que se asentó.")
        self.huella = asiento.huella
        detalle: Any = asiento.detalle  # a mano pudieron dejar ahí cualquier cosa
        tabla = detalle.get("tabla") if isinstance(detalle, dict) else None
        if tabla in self._huellas:
            suya = (asiento.numero, detalle.get("huella", ""), asiento.objeto)
            self._huellas[tabla][detalle.get("fila", 0)] = suya

    def final(self) -> Iterator[Rotura]:
        cabeza = self._sesion.exec(select(CabezaDeBitacora)).first()
        if cabeza is None:
            yield Rotura(self._ultimo, "quitaron la cabeza de la bitácora, que dice dónde termina.")
        elif cabeza.numero > self._ultimo:
            yield Rotura(self._ultimo + 1, f"{_faltan(self._ultimo + 1, cabeza.numero)}, los del final.")
        elif cabeza.numero < self._ultimo:
            yield Rotura(cabeza.numero + 1, f"la bitácora debía terminar en el asiento {cabeza.numero}.")
        elif self.huella is not None and (cabeza.huella or ORIGEN) != self.huella:
            yield Rotura(self._ultimo, "la cabeza de la bitácora no lleva la huella de este, el último.")

    def filas(self) -> Iterator[Rotura]:
        """Toda fila que se asienta es la que se asentó, y ningún diagnóstico que sigue perdió alguna."""
        siguen = {f"diagnostico:{numero}" for numero in self._sesion.exec(select(Diagnostico.id))}
        for nombre, una in ASENTADAS.items():
            asentadas = self._huellas[nombre]
            libres = min(asentadas, default=inf) if nombre in DESDE_CUANDO else 0
            yield from self._de_una_tabla(una, asentadas, libres)
            for fila, (numero, _, objeto) in asentadas.items():
                if objeto in siguen:
                    yield Rotura(numero, f"quitaron {una.dicha} {fila}, que este asiento registra.")

    def _de_una_tabla(
        self, una: Asentada, asentadas: dict[int, tuple[int, str, str]], libres: float
    ) -> Iterator[Rotura]:
        """Las filas anteriores a `libres` pueden no estar asentadas."""
        for numero_de_fila, fila in _una_por_una(self._sesion, una.tabla, "id"):
            numero, huella, _ = asentadas.pop(numero_de_fila, (0, "", ""))
            if numero and (fila is None or huella_de_fila(fila) != huella):
                yield Rotura(numero, f"{una.dicha} {numero_de_fila} no es lo que este asiento registra.")
            elif not numero and numero_de_fila >= libres:
                yield Rotura(0, f"{una.dicha} {numero_de_fila} está en la base y ningún asiento lo registra.")


def _faltan(desde: int, hasta: int) -> str:
    return f"falta el asiento {desde}" if desde == hasta else f"faltan los asientos {desde} a {hasta}"


def _una_por_una(sesion: Session, tabla: type[Any], clave: str) -> Iterator[tuple[int, Any]]:
    """Las filas de una tabla por su número; None en lugar de la que no se deja leer."""
    columna = col(getattr(tabla, clave))
    numeros = sesion.exec(select(columna).order_by(columna)).all()
    for desde in range(0, len(numeros), _TANDA):
        tanda = numeros[desde : desde + _TANDA]
        try:
            leidas = {getattr(f, clave): f for f in sesion.exec(select(tabla).where(columna.in_(tanda)))}
        except _ILEGIBLE:
            leidas = {n: f for n in tanda if (f := _si_se_deja(sesion, tabla, n)) is not None}
        yield from ((numero, leidas.get(numero)) for numero in tanda)
        sesion.expunge_all()


def _si_se_deja(sesion: Session, tabla: type[Any], numero: int) -> Any:
    try:
        return sesion.get(tabla, numero)
    except _ILEGIBLE:
        return None
