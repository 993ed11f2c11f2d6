"""Si un archivo se admite como evidencia: su nombre, su peso y lo que de verdad es."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from autodiagnostico.errores import ErrorDeEntrada
from autodiagnostico.evidencias.aperturas import APERTURAS, CONOCIDOS, NoAbre, texto
from autodiagnostico.evidencias.deposito import huella_de
from autodiagnostico.evidencias.nombres import limpiar, sanear, trae_ruta
from autodiagnostico.evidencias.tipos import TIPOS

_MEGA = 1_000_000
_DE_TEXTO = {".txt": "txt", ".csv": "csv"}


@dataclass(frozen=True, slots=True)
class Archivo:
    """Un archivo que se admite, con el nombre ya limpio y la huella SHA-256 de su contenido."""

    nombre: str
    tipo: str
    huella: str
    contenido: bytes


def inspeccionar(nombre: str, contenido: bytes, *, megas: int, tipos: Sequence[str]) -> Archivo:
    """El archivo, si se admite. Lanza ErrorDeEntrada con todo lo que está mal en él."""
    problemas = list(_por_fuera(nombre, contenido, megas))
    tipo = ""
    if contenido and len(contenido) <= megas * _MEGA:
        try:
            tipo = _tipo(nombre, contenido, tipos)
        except NoAbre as error:
            problemas.append(error.razon)
    if problemas:
        raise ErrorDeEntrada(f"«{limpiar(nombre)}»", problemas)
    return Archivo(sanear(nombre), tipo, huella_de(contenido), contenido)


def _por_fuera(nombre: str, contenido: bytes, megas: int) -> Iterator[str]:
    if trae_ruta(nombre):
        yield "su nombre trae una ruta. Póngale un nombre sin barras."
    if not contenido:
        yield "está vacío: pesa 0 bytes."
    if len(contenido) > megas * _MEGA:
        yield f"pesa {len(contenido) / _MEGA:.1f} MB; lo máximo son {megas} MB.".replace(".", ",", 1)


def _tipo(nombre: str, contenido: bytes, tipos: Sequence[str]) -> str:
    extension = PurePosixPath(sanear(nombre)).suffix.lower()
    tipo = _lo_que_es(extension, contenido)
    if tipo not in tipos:
        admitidos = ", ".join(TIPOS[t].nombre for t in tipos)
        raise NoAbre(f"es {TIPOS[tipo].nombre}, y aquí se admite: {admitidos}.")
    if extension not in TIPOS[tipo].extensiones:
        esperada = TIPOS[tipo].extensiones[0]
        raise NoAbre(f"por dentro es {TIPOS[tipo].nombre}: su nombre debería terminar en «{esperada}».")
    return tipo


def _lo_que_es(extension: str, contenido: bytes) -> str:
    """El tipo por lo que hay dentro; la extensión solo distingue un texto de una tabla CSV."""
    for comienzos, abrir in APERTURAS:
        if contenido.startswith(comienzos):
            return abrir(contenido)
    for comienzos, razon in CONOCIDOS:
        if contenido.startswith(comienzos):
            raise NoAbre(razon)
    if extension not in _DE_TEXTO:
        raise NoAbre("su contenido no es de ningún tipo que se admita.")
    texto(contenido)
    return _DE_TEXTO[extension]
