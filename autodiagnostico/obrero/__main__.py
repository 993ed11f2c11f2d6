"""El proceso obrero: `python -m autodiagnostico.obrero`. Lo arranca el supervisor y termina con él."""

from __future__ import annotations

import faulthandler
import os
import pickle
import sys
from typing import BinaryIO

from autodiagnostico.obrero.mensajes import Falla, Leer, Lista, Pedido, Preparar, Respuesta, compacta
from motor import ErrorDeInferencia, inferencia
from reglas import Catalogo


class Taller:
    """Lo que el obrero conserva entre pedidos: un solo catálogo, con sus ediciones compiladas."""

    def __init__(self) -> None:
        self._catalogo: Catalogo | None = None

    def atender(self, pedido: Pedido) -> Respuesta:
        """La respuesta a un pedido; una falla se devuelve, nunca se lanza."""
        try:
            return self._preparar(pedido) if isinstance(pedido, Preparar) else self._leer(pedido)
        except ErrorDeInferencia as error:
            return Falla(str(error))
        except Exception as error:  # noqa: BLE001 - su traza, en el registro, podría llevar lo respondido
            return Falla(f"{type(error).__name__}: {error}")

    def _preparar(self, pedido: Preparar) -> Lista:
        inferencia.olvidar()
        self._catalogo = pedido.catalogo
        inferencia.preparar(pedido.catalogo.al(pedido.fecha))
        return Lista()

    def _leer(self, pedido: Leer) -> Respuesta:
        if self._catalogo is None:
            raise ErrorDeInferencia("Se pidió leer un caso antes de preparar el catálogo.")
        return compacta(inferencia.leer(self._catalogo.al(pedido.caso.fecha_corte), pedido.caso))


def principal() -> None:
    """Atiende pedidos hasta que el supervisor cierre su extremo o deje de existir."""
    faulthandler.enable()
    entrada, salida = sys.stdin.buffer, _salida()
    taller = Taller()
    while True:
        try:
            pedido: Pedido = pickle.load(entrada)
        except EOFError:
            return
        # Un bucle dentro de durable-rules no deja correr nada de Python, y el supervisor puede haber
        # muerto: este reloj no necesita a ninguno de los dos.
        faulthandler.dump_traceback_later(pedido.plazo, exit=True)
        _enviar(taller.atender(pedido), salida)
        faulthandler.cancel_dump_traceback_later()


def _salida() -> BinaryIO:
    """El canal de las respuestas; lo que alguien imprima va a la salida de errores y no se mezcla."""
    canal = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return os.fdopen(canal, "wb")


def _enviar(respuesta: Respuesta, salida: BinaryIO) -> None:
    try:
        salida.write(pickle.dumps(respuesta, pickle.HIGHEST_PROTOCOL))
        salida.flush()
    except BrokenPipeError:
        os._exit(0)  # el supervisor ya no existe: no hay a quién responder


if __name__ == "__main__":
    principal()
