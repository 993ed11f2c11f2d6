"""Los motores ya compilados, pocos y bajo un solo candado por proceso."""

from __future__ import annotations

import threading

from motor.caso import Caso
from motor.inferencia.motor import Motor
from motor.lectura import Lectura
from reglas.catalogo import Edicion

MOTORES = 4
"""Ediciones que se conservan compiladas; un motor de la base completa ocupa unos megabytes."""

_candado = threading.Lock()
_motores: dict[int, Motor] = {}
"""Por identidad de la edición, que el motor conserva; la usada hace más tiempo va primero."""


def leer(edicion: Edicion, caso: Caso) -> Lectura:
    """Todo lo que se deduce del caso: hechos, veredictos, niveles y acciones propuestas.

    Lanza ErrorDeInferencia si no puede dar un resultado en el que se pueda confiar.
    """
    with _candado:
        motor = _motor(edicion)
        try:
            return motor.leer(caso)
        except BaseException:
            # Tras una falla el estado de durable-rules no es de fiar: la próxima vez se compila de nuevo.
            _motores.pop(id(edicion)).cerrar()
            raise


def preparar(edicion: Edicion) -> None:
    """Compila la edición sin leer ningún caso, para que el primero no lo espere."""
    with _candado:
        _motor(edicion)


def olvidar() -> None:
    """Cierra todos los motores y devuelve su memoria."""
    with _candado:
        while _motores:
            _motores.popitem()[1].cerrar()


def _motor(edicion: Edicion) -> Motor:
    motor = _motores.pop(id(edicion), None)
    if motor is None:
        while len(_motores) >= MOTORES:
            _motores.pop(next(iter(_motores))).cerrar()
        motor = Motor(edicion)
    _motores[id(edicion)] = motor
    return motor
