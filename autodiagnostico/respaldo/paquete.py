"""El ZIP de un respaldo o de una entidad: escribirlo, leerlo y comprobarlo pieza por pieza."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import ValidationError

from autodiagnostico.errores import ErrorDeEntrada
from autodiagnostico.respaldo.manifiesto import NOMBRE, ConPiezas, Pieza
from autodiagnostico.salida import entera, por_que

M = TypeVar("M", bound=ConPiezas)
TROZO = 1 << 20
_MAXIMO_MANIFIESTO = 64 << 20


class Escritor:
    """Agrega piezas a un ZIP, anotando de cada una lo que después permite comprobarla."""

    def __init__(self, abierto: zipfile.ZipFile) -> None:
        self._zip = abierto
        self.piezas: list[Pieza] = []

    def agregar(self, ruta: str, trozos: Iterable[bytes]) -> Pieza:
        """Una pieza, por trozos: nada se junta en memoria."""
        huella, largo = hashlib.sha256(), 0
        with self._zip.open(ruta, "w", force_zip64=True) as destino:
            for trozo in trozos:
                destino.write(trozo)
                huella.update(trozo)
                largo += len(trozo)
        pieza = Pieza(ruta=ruta, bytes=largo, sha256=huella.hexdigest())
        self.piezas.append(pieza)
        return pieza

    def cerrar(self, manifiesto: ConPiezas) -> None:
        """Deja el manifiesto, que es lo último."""
        self._zip.writestr(NOMBRE, manifiesto.model_dump_json(indent=2))


@contextmanager
def escribir(archivo: Path) -> Iterator[Escritor]:
    """Un ZIP que aparece completo o no aparece, y que solo lee su dueño. Lanza ErrorDeEntrada."""
    if archivo.exists():
        raise ErrorDeEntrada(str(archivo), ["ya existe. No se pisa lo que haya: elija otro nombre."])
    with (
        entera(archivo, permisos=0o600) as parcial,
        zipfile.ZipFile(parcial, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as abierto,
    ):
        yield Escritor(abierto)


class Lector(Generic[M]):
    """Las piezas de un ZIP que ya se comprobó."""

    def __init__(self, abierto: zipfile.ZipFile, manifiesto: M) -> None:
        self._zip, self.manifiesto = abierto, manifiesto

    def renglones(self, ruta: str) -> Iterator[bytes]:
        """Los renglones de una pieza."""
        with self._zip.open(ruta) as pieza:
            yield from pieza

    def trozos(self, ruta: str) -> Iterator[bytes]:
        """Una pieza, por trozos."""
        return _trozos(self._zip, ruta)


@contextmanager
def leer(archivo: Path, de: type[M], que: str = "un respaldo") -> Iterator[Lector[M]]:
    """Abre y comprueba un paquete entero. Lanza ErrorDeEntrada con todo lo que no cuadra.

    `de` es el manifiesto que lleva, y `que`, cómo se dice lo que se esperaba.
    """
    with _abrir(archivo, que) as abierto:
        manifiesto = _manifiesto(archivo, abierto, de, que)
        defectos = list(_defectos(abierto, manifiesto))
        if defectos:
            raise ErrorDeEntrada(str(archivo), defectos)
        yield Lector(abierto, manifiesto)


def _abrir(archivo: Path, que: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(archivo)
    except FileNotFoundError as error:
        raise ErrorDeEntrada(str(archivo), ["no existe."]) from error
    except OSError as error:
        raise ErrorDeEntrada(str(archivo), [f"no se puede leer ({por_que(error)})."]) from error
    except zipfile.BadZipFile as error:
        raise ErrorDeEntrada(str(archivo), [f"no es {que}, o está cortado o dañado."]) from error


def _manifiesto(archivo: Path, abierto: zipfile.ZipFile, de: type[M], que: str) -> M:
    try:
        if abierto.getinfo(NOMBRE).file_size > _MAXIMO_MANIFIESTO:
            raise KeyError(NOMBRE)
        return de.model_validate_json(abierto.read(NOMBRE))
    except KeyError as error:
        raise ErrorDeEntrada(str(archivo), [f"es un ZIP, pero no {que}: no trae manifiesto."]) from error
    except ValidationError as error:
        problemas = [f"{NOMBRE}, {'.'.join(map(str, e['loc']))}: no se admite." for e in error.errors()]
        raise ErrorDeEntrada(str(archivo), problemas) from error


def _defectos(abierto: zipfile.ZipFile, manifiesto: ConPiezas) -> Iterator[str]:
    rutas = {p.ruta for p in manifiesto.piezas}
    yield from (f"falta la tabla «{t.nombre}»." for t in manifiesto.tablas if t.ruta not in rutas)
    yield from (f"sobra «{nombre}»." for nombre in sorted(set(abierto.namelist()) - rutas - {NOMBRE}))
    for pieza in manifiesto.piezas:
        if pieza.ruta not in abierto.namelist():
            yield f"falta «{pieza.ruta}»."
        elif not _intacta(abierto, pieza):
            yield f"«{pieza.ruta}» no es lo que se guardó: cambió o está dañada."


def _intacta(abierto: zipfile.ZipFile, pieza: Pieza) -> bool:
    if abierto.getinfo(pieza.ruta).file_size != pieza.bytes:
        return False
    huella = hashlib.sha256()
    try:
        for trozo in _trozos(abierto, pieza.ruta):
            huella.update(trozo)
    except (zipfile.BadZipFile, EOFError):
        return False
    return huella.hexdigest() == pieza.sha256


def _trozos(abierto: zipfile.ZipFile, ruta: str) -> Iterator[bytes]:
    with abierto.open(ruta) as pieza:
        while trozo := pieza.read(TROZO):
            yield trozo
