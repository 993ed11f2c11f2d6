"""Dónde están los archivos: cada contenido una sola vez, por su huella, fuera de lo que sirve la web."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from autodiagnostico.errores import ErrorDeAlmacen
from autodiagnostico.salida import borrar_abandonados, de_paso, por_que

_DE_PASO = "de_paso"


def huella_de(contenido: bytes) -> str:
    """El SHA-256 de un contenido, en hexadecimal."""
    return hashlib.sha256(contenido).hexdigest()


@dataclass(slots=True)
class Recibido:
    """Un contenido ya escrito en el disco, que todavía no está en su sitio."""

    paso: Path
    destino: Path
    huella: str
    nuevo: bool = field(default=False)
    """Si al ponerlo no estaba."""

    def poner(self) -> None:
        """Lo deja en su sitio; lo que ya estaba y está bien no se toca. Lanza ErrorDeAlmacen."""
        try:
            if self.destino.exists() and huella_de(self.destino.read_bytes()) == self.huella:
                return
            self.nuevo = True
            self.destino.parent.mkdir(exist_ok=True, mode=0o700)
            self.paso.replace(self.destino)
            _asegurar_carpeta(self.destino.parent)
        except OSError as error:
            raise _no_se_guardo(error) from error


@dataclass(frozen=True, slots=True)
class Deposito:
    """La carpeta de los archivos."""

    carpeta: Path

    def ruta(self, huella: str) -> Path:
        """Dónde va el contenido de una huella."""
        return self.carpeta / huella[:2] / huella

    @contextmanager
    def recibir(self, contenido: bytes, huella: str) -> Iterator[Recibido]:
        """Escribe el contenido en un archivo de paso, que al salir no queda. Lanza ErrorDeAlmacen."""
        with ExitStack() as al_salir:
            paso = self.carpeta / _DE_PASO / uuid4().hex
            try:
                paso.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                borrar_abandonados(paso.parent.iterdir())
                _escribir(al_salir.enter_context(de_paso(paso, 0o600)), contenido)
            except OSError as error:
                raise _no_se_guardo(error) from error
            yield Recibido(paso, self.ruta(huella), huella)

    def leer(self, huella: str) -> bytes:
        """El contenido, si es el que se guardó. Lanza ErrorDeAlmacen si falta o cambió."""
        try:
            contenido = self.ruta(huella).read_bytes()
        except OSError as error:
            raise ErrorDeAlmacen(
                f"El archivo no está en el depósito ({por_que(error)}). Avise a quien administra el programa."
            ) from error
        if huella_de(contenido) != huella:
            raise ErrorDeAlmacen(
                "El archivo guardado ya no es el que se subió: su huella cambió y no se entrega. Avise a "
                "quien administra el programa, para recuperarlo de una copia."
            )
        return contenido

    def quitar(self, huella: str) -> None:
        """Borra un contenido; si no estaba, no pasa nada."""
        self.ruta(huella).unlink(missing_ok=True)
        with suppress(OSError):  # la carpeta tiene otros
            self.ruta(huella).parent.rmdir()


def _escribir(descriptor: int, contenido: bytes) -> None:
    """Hasta el disco: lo que se confirma no se pierde con un corte de luz. Lanza OSError."""
    with open(descriptor, "wb", closefd=False) as abierto:
        abierto.write(contenido)
        abierto.flush()
        os.fsync(descriptor)


def _asegurar_carpeta(carpeta: Path) -> None:
    descriptor = os.open(carpeta, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _no_se_guardo(error: OSError) -> ErrorDeAlmacen:
    return ErrorDeAlmacen(
        f"No se guardó el archivo: {por_que(error)}. Lo demás sigue como estaba. "
        "Avise a quien administra el programa."
    )
