"""Quien cuida al obrero: le da un caso a la vez y, si se pierde, levanta otro y reintenta."""

from __future__ import annotations

import logging
import threading

from autodiagnostico.obrero.mensajes import Falla, Leer, Pedido, Preparar, Respuesta
from autodiagnostico.obrero.proceso import Proceso, ProcesoPerdido
from motor import Caso, ErrorDeInferencia
from motor.lectura import Lectura
from reglas import Edicion

PLAZO = 5.0
"""Segundos para leer un caso: cientos de veces lo que tarda, y menos de lo que una persona espera."""
ARRANQUE = 15.0
"""Segundos para que un proceso recién levantado tenga el catálogo compilado; suele tardar menos de uno."""
INTENTOS = 2

REGISTRO = logging.getLogger(__name__)


class Obrero:
    """Hace inferencias en otro proceso. Sirve a varios hilos: cada uno espera su turno.

    Arranca al crearse, sin esperar a que esté listo. `plazo` y `arranque`, en segundos.
    """

    def __init__(self, plazo: float = PLAZO, arranque: float = ARRANQUE) -> None:
        self._plazo = plazo
        self._arranque = arranque
        self._turno = threading.Lock()
        self._proceso = Proceso()

    @property
    def pid(self) -> int:
        """El proceso de ahora, o el último que hubo."""
        return self._proceso.pid

    def leer(self, edicion: Edicion, caso: Caso) -> Lectura:
        """Lo mismo que `inferencia.leer`; la edición es la que rige en la fecha de corte del caso.

        Lanza ErrorDeInferencia si la inferencia falla o si el proceso se pierde dos veces seguidas.
        """
        perdidas: list[str] = []
        with self._turno:
            while len(perdidas) < INTENTOS:
                try:
                    return self._leer(edicion, caso)
                except ProcesoPerdido as perdida:
                    perdidas.append(str(perdida))
                    REGISTRO.warning("El proceso que evalúa se perdió: %s.", perdida)
        raise ErrorDeInferencia(f"El proceso que evalúa se perdió {INTENTOS} veces: {'; '.join(perdidas)}.")

    def cerrar(self) -> None:
        """Termina el proceso, después de la lectura que esté en curso."""
        with self._turno:
            self._proceso.cerrar()

    def _leer(self, edicion: Edicion, caso: Caso) -> Lectura:
        if not self._proceso.vivo:
            self._proceso.cerrar()
            self._proceso = Proceso()
        catalogo = edicion.catalogo
        if self._proceso.digesto != catalogo.digesto:
            self._proceso.digesto = None
            self._pedir(Preparar(catalogo, caso.fecha_corte, self._arranque))
            self._proceso.digesto = catalogo.digesto
        lectura = self._pedir(Leer(caso, self._plazo))
        assert isinstance(lectura, Lectura)
        return lectura

    def _pedir(self, pedido: Pedido) -> Respuesta:
        respuesta = self._proceso.pedir(pedido)
        if isinstance(respuesta, Falla):
            raise ErrorDeInferencia(respuesta.mensaje)
        return respuesta
