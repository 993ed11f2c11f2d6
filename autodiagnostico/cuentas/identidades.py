"""Quién es quien lleva un testigo, preguntado muchas veces por página y leído de la base pocas."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from sqlalchemy import Engine

from autodiagnostico.ajustes import Ajustes
from autodiagnostico.almacen import escribir, leer
from autodiagnostico.almacen.tablas import ahora
from autodiagnostico.cuentas import sesiones, testigos
from autodiagnostico.cuentas.sesiones import Abierta
from autodiagnostico.errores import ErrorDeSesion
from autodiagnostico.permisos import Quien

RECORDADA = 1.0
"""Segundos que se recuerda una sesión: lo más que tarda otro proceso en saber que se cerró."""
MAXIMO = 4096
TERMINO = "Su sesión terminó. Lo que ya guardó está a salvo: entre otra vez para seguir."


class Identidades:
    """Las sesiones que se acaban de mirar.

    Con su propio motor: se pregunta en medio de otras transacciones, y no debe esperar a que terminen.
    """

    def __init__(
        self, motor: Engine, ajustes: Ajustes, *, reloj: Callable[[], float] = time.monotonic
    ) -> None:
        self._motor, self._ajustes, self._reloj = motor, ajustes, reloj
        self._vistas: OrderedDict[str, tuple[float, Abierta | None]] = OrderedDict()
        self._turno = Lock()

    def mirar(self, testigo: str | None) -> Abierta | None:
        """La sesión de un testigo, si vale."""
        if not testigo or len(testigo) != testigos.LARGO or not testigo.isascii():
            return None
        huella = testigos.huella(testigo)
        with self._turno:
            recordada = self._vistas.get(huella)
        if recordada is not None and self._reloj() - recordada[0] < RECORDADA:
            return recordada[1]
        with leer(self._motor) as sesion:
            abierta = sesiones.leer(sesion, huella, self._ajustes)
        with self._turno:
            self._vistas[huella] = (self._reloj(), abierta)
            self._vistas.move_to_end(huella)
            while len(self._vistas) > MAXIMO:
                self._vistas.popitem(last=False)
        return abierta

    def quien(self, testigo: str | None) -> Quien:
        """Quién es; ErrorDeSesion si su sesión no vale o si todavía le falta algo para entrar."""
        abierta = self.mirar(testigo)
        if abierta is None or abierta.pendiente is not None:
            raise ErrorDeSesion(TERMINO)
        return abierta.quien

    def tocar(self, testigo: str | None) -> None:
        """Anota que se usa, si hace rato que no se anota. Nunca dentro de otra transacción de escritura."""
        abierta = self.mirar(testigo)
        if abierta is None or ahora() - abierta.vista < sesiones.CADA:
            return
        with escribir(self._motor) as sesion:
            sesiones.tocar(sesion, abierta.id)
        with self._turno:
            self._vistas.pop(abierta.huella, None)

    def olvidar(self) -> None:
        """Vuelve a leerlas todas: en este proceso acaba de cambiar alguna."""
        with self._turno:
            self._vistas.clear()
