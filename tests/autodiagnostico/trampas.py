"""Un catálogo que, en el obrero y a mitad de una lectura, lo tumba o lo cuelga de verdad."""

from __future__ import annotations

import ctypes
import os
import re
import signal
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path

from reglas.catalogo import Catalogo, Edicion
from tests.motor.panes import CATALOGO


def matarse() -> None:
    """Lo que haría la máquina si se queda sin memoria."""
    os.kill(os.getpid(), signal.SIGKILL)


def leer_donde_no_debe() -> None:
    """Una violación de segmento, como las de una biblioteca de C."""
    ctypes.string_at(0)


def colgarse() -> None:
    """Años en un bucle de C que no suelta el intérprete: ningún otro hilo de Python corre."""
    re.match(r"(a+)+$", "a" * 64 + "b")


def equivocarse() -> None:
    """Una falla de Python que nadie esperaba."""
    raise LookupError("esto no estaba previsto")


def hablar_de_mas() -> None:
    """Lo que haría una biblioteca que imprime."""
    os.write(1, b"algo que nadie pidio\n")


def nada() -> None:
    """No hay trampa."""


@dataclass(frozen=True)
class CatalogoConTrampa(Catalogo):
    """El de la panadería; `quedan` es un archivo con cuántas veces más va a fallar."""

    falla: Callable[[], None] = nada
    quedan: Path = Path()
    casa: int = field(default_factory=os.getpid)
    pedidas: list[date] = field(default_factory=list)

    def al(self, fecha: date) -> Edicion:
        """Falla en otro proceso, y no al prepararlo sino al leer con él."""
        if os.getpid() != self.casa:
            self.pedidas.append(fecha)
            quedan = int(self.quedan.read_text(encoding="ascii"))
            if quedan and len(self.pedidas) > 1:
                self.quedan.write_text(str(quedan - 1), encoding="ascii")
                self.falla()
        return super().al(fecha)


def con_trampa(falla: Callable[[], None], veces: int, carpeta: Path) -> CatalogoConTrampa:
    """Un catálogo que falla unas veces y después ya no."""
    quedan = carpeta / "quedan.txt"
    quedan.write_text(str(veces), encoding="ascii")
    datos = {f.name: getattr(CATALOGO, f.name) for f in fields(Catalogo) if f.name != "_ediciones"}
    return CatalogoConTrampa(**{**datos, "digesto": str(carpeta)}, falla=falla, quedan=quedan)
