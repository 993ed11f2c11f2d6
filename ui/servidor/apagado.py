"""Terminar con orden: lo que alguien estaba guardando se termina de guardar."""

from __future__ import annotations

import threading
import time

GUION = "ScriptRunner.scriptThread"
"""Cómo llama Streamlit a los hilos en que corre cada página; no hay otra manera de saber cuáles son."""
PLAZO = 15.0
"""Segundos que se espera a los guiones que ya iban."""


def esperar_guiones(plazo: float = PLAZO) -> int:
    """Espera a las páginas que están corriendo y dice cuántas no terminaron.

    Son hilos que Python abandona al salir: sin esto, un guardado a medias se desharía.
    """
    limite = time.monotonic() + plazo
    guiones = [hilo for hilo in threading.enumerate() if hilo.name == GUION]
    for hilo in guiones:
        hilo.join(max(0.0, limite - time.monotonic()))
    return sum(hilo.is_alive() for hilo in guiones)
