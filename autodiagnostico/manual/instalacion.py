"""Deja la carpeta de reglas de un Manual en su sitio: toda la nueva o toda la anterior."""

from __future__ import annotations

import re
import shutil
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.manual.conversion import convertir, version_en
from autodiagnostico.manual.fichas import Manual
from reglas.lectura import leer

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


def quitar(destino: Path) -> bool:
    """Borra el Manual instalado en `destino`; dice si lo había. Lanza ErrorDeServicio si no se puede.

    No toca una carpeta que tenga algo que no sea un Manual instalado antes.
    """
    if not destino.exists():
        return False
    _exigir_nuestra(destino)
    try:
        with tempfile.TemporaryDirectory(prefix=f".{destino.name}-", dir=destino.parent) as aparte:
            destino.rename(Path(aparte, "anterior"))
    except OSError as error:
        raise ErrorDeServicio(f"No se pudo quitar el Manual de {destino} ({error.strerror}).") from error
    return True


@dataclass(frozen=True, slots=True)
class Instalado:
    """Lo que se sabe del Manual que hay en una carpeta."""

    version: str
    rige_desde: date
    lineamientos: int


def instalado(destino: Path) -> Instalado | None:
    """El Manual que hay en una carpeta; None si no hay o no se deja leer."""
    archivos = sorted(a for a in destino.glob("*.yaml") if _NUESTRO.fullmatch(a.name))
    textos = [a.read_bytes() for a in archivos]
    fichas = [r for texto in textos for r in _reglas_en(texto)]
    if not fichas:
        return None
    return Instalado(version_en(textos[0].decode("utf-8")), fichas[0]["vigente_desde"], len(fichas))


def _reglas_en(texto: bytes) -> list[dict[str, Any]]:
    documento = leer("manual", texto)
    if documento.defectos:
        return []
    reglas: list[dict[str, Any]] = documento.datos.get("reglas", [])
    return reglas


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
