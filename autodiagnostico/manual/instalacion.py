"""Deja la carpeta de reglas de un Manual en su sitio: toda la nueva o toda la anterior."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.manual.conversion import convertir
from autodiagnostico.manual.fichas import Manual

_NUESTRO = re.compile(r"lineamientos_\d{3,}\.yaml")


def instalar(manual: Manual, destino: Path) -> None:
    """Escribe el Manual en `destino` y reemplaza el que hubiera. Lanza ErrorDeServicio si no se puede.

    No toca una carpeta que tenga algo que no sea un Manual instalado antes.
    """
    _exigir_nuestra(destino)
    try:
        destino.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{destino.name}-", dir=destino.parent) as aparte:
            nueva, anterior = Path(aparte, "nueva"), Path(aparte, "anterior")
            escribir(manual, nueva)
            _cambiar(nueva, destino, anterior)
    except OSError as error:
        raise ErrorDeServicio(f"No se pudo guardar el Manual en {destino} ({error.strerror}).") from error


def escribir(manual: Manual, carpeta: Path) -> None:
    """Escribe los archivos de un Manual en una carpeta nueva."""
    carpeta.mkdir()
    for nombre, texto in convertir(manual).items():
        (carpeta / nombre).write_text(texto, encoding="utf-8")


def _exigir_nuestra(destino: Path) -> None:
    if not destino.exists():
        return
    if not destino.is_dir():
        raise ErrorDeServicio(f"{destino} es un archivo y se esperaba una carpeta.")
    ajenos = sorted(a.name for a in destino.iterdir() if not _NUESTRO.fullmatch(a.name))
    if ajenos:
        raise ErrorDeServicio(
            f"La carpeta {destino} tiene cosas que no son del Manual ({', '.join(ajenos[:3])}). Elija otra."
        )


def _cambiar(nueva: Path, destino: Path, anterior: Path) -> None:
    """Pone la carpeta nueva en el sitio de la anterior; si falla, devuelve la anterior."""
    habia = destino.exists()
    if habia:
        destino.rename(anterior)
    try:
        nueva.rename(destino)
    except OSError:
        if habia:
            anterior.rename(destino)
        raise
    shutil.rmtree(anterior, ignore_errors=True)
