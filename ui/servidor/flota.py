"""Varios procesos en puertos seguidos: si uno muere, los demás siguen y él vuelve.

Cada persona trabaja con un solo proceso, el que el intermediario le asigne: por eso cada uno tiene su puerto
en vez de compartir uno.
"""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from types import FrameType

from ui.servidor.apagado import PLAZO

REGISTRO = logging.getLogger(__name__)
PAUSA, PAUSA_MAXIMA = 1.0, 30.0
"""Segundos antes de volver a arrancar el que murió; se duplican si muere recién arrancado."""
_RECIEN = 20.0
_VUELTA = 0.2


@dataclass(slots=True)
class _Puesto:
    """Un puerto y el proceso que lo atiende."""

    direccion: str
    puerto: int
    proceso: subprocess.Popen[bytes] | None = None
    arranco: float = 0.0
    pausa: float = PAUSA
    vuelve: float = field(default=0.0)

    def arrancar(self) -> None:
        donde = ["--direccion", self.direccion, "--puerto", str(self.puerto), "--procesos", "1"]
        self.proceso = subprocess.Popen([sys.executable, "-m", "ui", *donde, "--sin-navegador"])
        self.arranco = time.monotonic()

    def atender(self) -> None:
        """Lo vuelve a arrancar si murió y ya pasó la pausa."""
        ahora = time.monotonic()
        if self.proceso is None:
            if ahora >= self.vuelve:
                self.arrancar()
            return
        codigo = self.proceso.poll()
        if codigo is None:
            return
        self.pausa = min(self.pausa * 2, PAUSA_MAXIMA) if ahora - self.arranco < _RECIEN else PAUSA
        self.proceso, self.vuelve = None, ahora + self.pausa
        REGISTRO.error(
            "un proceso terminó; se vuelve a arrancar",
            extra={"puerto": self.puerto, "codigo": codigo, "en_segundos": self.pausa},
        )


class Flota:
    """Los procesos de una máquina."""

    def __init__(self, direccion: str, puerto: int, cuantos: int) -> None:
        self._puestos = [_Puesto(direccion, puerto + n) for n in range(cuantos)]
        self._terminar = threading.Event()

    def atender(self) -> int:
        """Los mantiene hasta que se pida terminar; devuelve el código de salida."""
        for senal in (signal.SIGTERM, signal.SIGINT):
            signal.signal(senal, self._pedir_fin)
        for puesto in self._puestos:
            puesto.arrancar()
        while not self._terminar.wait(_VUELTA):
            for puesto in self._puestos:
                puesto.atender()
        return self._cerrar()

    def _pedir_fin(self, _senal: int, _marco: FrameType | None) -> None:
        self._terminar.set()

    def _cerrar(self) -> int:
        """A todos se les pide terminar; el que no lo hace a tiempo se mata."""
        vivos = [p.proceso for p in self._puestos if p.proceso is not None]
        for proceso in vivos:
            proceso.terminate()
        limite = time.monotonic() + 2 * PLAZO
        codigo = 0
        for proceso in vivos:
            try:
                proceso.wait(max(0.0, limite - time.monotonic()))
            except subprocess.TimeoutExpired:
                proceso.kill()
                proceso.wait()
                codigo = 1
        return codigo
