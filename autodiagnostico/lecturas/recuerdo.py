"""Lo último que se calculó, mientras nada haya cambiado: todo acto de consecuencia mueve la bitácora.

Es de cada proceso, y distingue quién pide: nadie recibe lo de otro.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from sqlmodel import select

from autodiagnostico.almacen import leer
from autodiagnostico.almacen.tablas import CabezaDeBitacora
from autodiagnostico.sala import Sala, hoy

T = TypeVar("T")
CUANTOS = 8

_RECORDADO: OrderedDict[Hashable, Any] = OrderedDict()
_TURNO = Lock()


def recordar(sala: Sala, que: tuple[Hashable, ...], hacer: Callable[[], T]) -> T:
    """Lo que da `hacer`, o lo que dio la última vez si nada cambió y quien pide puede lo mismo.

    Quien lo recibe no lo cambia: es de todos los que lo pidan.
    """
    clave = (_ahora(sala), que)
    with _TURNO:
        if clave in _RECORDADO:
            _RECORDADO.move_to_end(clave)
            ya: T = _RECORDADO[clave]
            return ya
    hecho = hacer()
    with _TURNO:
        _RECORDADO[clave] = hecho
        while len(_RECORDADO) > CUANTOS:
            _RECORDADO.popitem(last=False)
    return hecho


def olvidar() -> None:
    """Deja de recordar: lo siguiente se calcula otra vez."""
    with _TURNO:
        _RECORDADO.clear()


def _ahora(sala: Sala) -> Hashable:
    with leer(sala.motor_bd) as sesion:
        cabeza = sesion.exec(select(CabezaDeBitacora)).one()
        version = cabeza.numero, cabeza.huella
    quien = sala.quien
    base = str(sala.motor_bd.url)
    return base, version, sala.catalogo.digesto, hoy(), quien.total, quien.pertenencias
