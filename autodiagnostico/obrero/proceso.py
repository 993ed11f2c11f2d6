"""Un proceso obrero visto desde fuera: arrancarlo, hablarle con plazo y cerrarlo."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import IO

from autodiagnostico.obrero.guardia import Guardia
from autodiagnostico.obrero.mensajes import Pedido, Respuesta

RAIZ = Path(__file__).parents[2]
"""De donde se importa este mismo programa, esté instalado o no."""
GRACIA = 0.5
"""Segundos más que se le dan para que termine solo: así deja escrito dónde se colgó."""
CAJON = 2**16
"""Bytes que se leen de una vez: una respuesta cabe, y cada lectura suelta el intérprete."""
CIERRE = 1.0
"""Segundos que se esperan, al cerrar, antes de matarlo."""


class ProcesoPerdido(Exception):
    """El proceso murió o no respondió a tiempo; el mensaje dice cuál de las dos."""


class Proceso:
    """Un proceso obrero, recién arrancado. No es seguro entre hilos: quien lo usa pone el turno.

    Lanza ProcesoPerdido si el sistema no deja arrancar otro.

    No es `multiprocessing`: ese vuelve a correr en el hijo el módulo principal, que bajo Streamlit es
    la página que se está dibujando, y deja huérfanos si al padre lo matan.
    """

    def __init__(self) -> None:
        try:
            self._popen = subprocess.Popen(
                [sys.executable, "-P", "-m", "autodiagnostico.obrero"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                bufsize=CAJON,
                env=_entorno(),
                start_new_session=True,  # el Ctrl+C de la consola es para el servidor, que lo cierra en orden
            )
        except OSError as error:
            raise ProcesoPerdido(f"no se pudo arrancar ({error.strerror})") from error
        self._guardia = Guardia(self._popen.kill)
        self.digesto: str | None = None
        """El del catálogo que tiene preparado."""

    @property
    def pid(self) -> int:
        return self._popen.pid

    @property
    def vivo(self) -> bool:
        return self._popen.poll() is None

    def pedir(self, pedido: Pedido) -> Respuesta:
        """La respuesta a un pedido. Lanza ProcesoPerdido, y entonces el proceso ya no existe."""
        inicio = monotonic()
        try:
            with self._guardia.por(pedido.plazo + GRACIA):
                return self._preguntar(pedido)
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            self.matar()
            raise ProcesoPerdido(self._como_termino(monotonic() - inicio, pedido.plazo)) from error
        except BaseException:
            # A medio pedido, la próxima respuesta sería la de este.
            self.matar()
            raise

    def _preguntar(self, pedido: Pedido) -> Respuesta:
        entrada, salida = self._canales()
        entrada.write(pickle.dumps(pedido, pickle.HIGHEST_PROTOCOL))
        entrada.flush()
        respuesta: Respuesta = pickle.load(salida)
        return respuesta

    def matar(self) -> None:
        """Lo termina sin contemplaciones."""
        self._popen.kill()
        self.cerrar()

    def cerrar(self) -> None:
        """Le dice que no hay más pedidos y espera a que termine; si no termina, lo mata."""
        entrada, salida = self._canales()
        with suppress(OSError):  # lo que quedó sin enviar ya no tiene a quién llegarle
            entrada.close()
        try:
            self._popen.wait(CIERRE)
        except subprocess.TimeoutExpired:
            self._popen.kill()
            self._popen.wait()
        salida.close()
        self._guardia.cerrar()

    def _canales(self) -> tuple[IO[bytes], IO[bytes]]:
        assert self._popen.stdin is not None
        assert self._popen.stdout is not None
        return self._popen.stdin, self._popen.stdout

    def _como_termino(self, pasado: float, plazo: float) -> str:
        if pasado >= plazo:
            return f"no respondió en {plazo:g} segundos"
        codigo = self._popen.returncode
        return f"lo terminó {signal.Signals(-codigo).name}" if codigo < 0 else f"terminó con código {codigo}"


def _entorno() -> dict[str, str]:
    """El de este proceso, sin los ajustes: el obrero no abre la base de datos ni la carpeta de datos."""
    from autodiagnostico.ajustes import PREFIJO

    ajeno = {nombre: valor for nombre, valor in os.environ.items() if not nombre.startswith(PREFIJO)}
    rutas = [str(RAIZ), *filter(None, [ajeno.get("PYTHONPATH")])]
    return {**ajeno, "PYTHONPATH": os.pathsep.join(rutas)}
