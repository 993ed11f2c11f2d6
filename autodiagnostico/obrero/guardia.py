"""Un plazo que se cumple aunque quien lo puso esté bloqueado leyendo o escribiendo."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic


class Guardia:
    """Hace algo si lo que vigila pasa de su plazo; si terminó antes, ya no lo hace.

    Es un hilo para todos los pedidos y no `threading.Timer`, que arranca uno por pedido: con el
    intérprete ocupado por otras sesiones, arrancarlo cuesta más que la inferencia.
    """

    def __init__(self, actuar: Callable[[], object]) -> None:
        self._actuar = actuar
        self._cambio = threading.Condition()
        self._limite = math.inf
        self._despierta = math.inf
        self._abierta = True
        self._hilo = threading.Thread(target=self._correr, name="guardia del obrero", daemon=True)
        self._hilo.start()

    @contextmanager
    def por(self, segundos: float) -> Iterator[None]:
        """Vigila lo que se haga dentro."""
        with self._cambio:
            self._limite = monotonic() + segundos
            if self._limite < self._despierta:  # si va a mirar antes de ese momento, no hay que avisarle
                self._cambio.notify()
        try:
            yield
        finally:
            with self._cambio:
                self._limite = math.inf

    def cerrar(self) -> None:
        """Termina el hilo."""
        with self._cambio:
            self._abierta = False
            self._cambio.notify()
        self._hilo.join()

    def _correr(self) -> None:
        with self._cambio:
            while self._abierta:
                falta = self._limite - monotonic()
                if falta <= 0:
                    self._limite = math.inf
                    self._actuar()
                    continue
                self._despierta = self._limite
                self._cambio.wait(min(falta, threading.TIMEOUT_MAX))
