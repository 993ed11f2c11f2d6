"""Los archivos de la carpeta de datos que van en un respaldo: las evidencias, el Manual y lo adoptado."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from autodiagnostico.ajustes import ADOPTADA, MANUAL, Ajustes
from autodiagnostico.errores import ErrorDeEntrada
from autodiagnostico.respaldo.manifiesto import ARCHIVOS
from autodiagnostico.respaldo.paquete import TROZO
from autodiagnostico.salida import entera, por_que

EVIDENCIAS = "evidencias"
_HUELLA = re.compile(r"[0-9a-f]{64}")


def del_respaldo(ajustes: Ajustes) -> Iterator[tuple[str, Path]]:
    """Cada archivo con la ruta que lleva en el ZIP. Lo que está a medio subir no va."""
    datos = ajustes.datos.expanduser()
    for archivo in sorted((datos / EVIDENCIAS).rglob("*")):
        if archivo.is_file() and _HUELLA.fullmatch(archivo.name):
            yield f"{ARCHIVOS}/{EVIDENCIAS}/{archivo.relative_to(datos / EVIDENCIAS).as_posix()}", archivo
    for archivo in sorted(ajustes.carpeta_del_manual.glob("*.yaml")):
        yield f"{ARCHIVOS}/{MANUAL}/{archivo.name}", archivo
    for archivo in sorted(ajustes.carpeta_adoptada.glob("*/*.yaml")):
        yield f"{ARCHIVOS}/{ADOPTADA}/{archivo.relative_to(ajustes.carpeta_adoptada).as_posix()}", archivo


def trozos(archivo: Path) -> Iterator[bytes]:
    """El contenido de un archivo, por trozos."""
    with archivo.open("rb") as abierto:
        while trozo := abierto.read(TROZO):
            yield trozo


def es_evidencia(ruta: str) -> bool:
    """Si una ruta del ZIP es de una evidencia."""
    return ruta.startswith(f"{ARCHIVOS}/{EVIDENCIAS}/")


def es_de_reglas(ruta: str) -> bool:
    """Si una ruta del ZIP es del Manual instalado o de lo adoptado."""
    return ruta.startswith((f"{ARCHIVOS}/{MANUAL}/", f"{ARCHIVOS}/{ADOPTADA}/"))


def intacta(archivo: Path) -> bool:
    """Si una evidencia es la que se guardó: su nombre es la huella de su contenido."""
    if not archivo.is_file():
        return False
    huella = hashlib.sha256()
    for trozo in trozos(archivo):
        huella.update(trozo)
    return huella.hexdigest() == archivo.name


def destino(ajustes: Ajustes, ruta: str) -> Path:
    """Dónde va un archivo del ZIP."""
    return ajustes.datos.expanduser().joinpath(*ruta.split("/")[1:])


def poner(archivo: Path, contenido: Iterable[bytes]) -> None:
    """Escribe un archivo entero o no lo escribe. Lanza ErrorDeEntrada."""
    carpeta(archivo.parent)
    with entera(archivo) as parcial, parcial.open("wb") as abierto:
        abierto.writelines(contenido)


def carpeta(ruta: Path) -> Path:
    """La carpeta, que solo ve su dueño; la crea si falta. Lanza ErrorDeEntrada."""
    with _diciendo(ruta):
        ruta.mkdir(parents=True, exist_ok=True, mode=0o700)
    return ruta


def mover(de: Path, a: Path) -> None:
    """Cambia de sitio una carpeta. Lanza ErrorDeEntrada."""
    with _diciendo(de):
        de.rename(a)


@contextmanager
def _diciendo(ruta: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ErrorDeEntrada(str(ruta), [f"no se puede escribir ({por_que(error)})."]) from error
