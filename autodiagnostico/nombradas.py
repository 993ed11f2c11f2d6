"""Encontrar una entidad por como alguien la escribió en una lista o en un archivo."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from sqlmodel import Session, col, select

from autodiagnostico.almacen.tablas import Entidad
from autodiagnostico.servicios.fichas import FichaDeEntidad
from reglas.errores import parecido
from reglas.texto import normalizar


def con_el_codigo(sesion: Session, codigo: str) -> Entidad | None:
    """La entidad que tiene ese código, sin distinguir mayúsculas.

    Se compara aquí y no en la base: para SQLite, la «Ñ» y las vocales con tilde no tienen minúscula.
    """
    buscado = _sin_mayusculas(codigo)
    codigos = sesion.exec(select(Entidad.id, Entidad.codigo).order_by(col(Entidad.id)))
    suya = next((numero for numero, otro in codigos if _sin_mayusculas(otro) == buscado), None)
    return None if suya is None else sesion.get_one(Entidad, suya)


def _sin_mayusculas(codigo: str) -> str:
    return unicodedata.normalize("NFC", codigo).casefold()


class Buscador:
    """Por el código, el nombre o el NIT, sin importar tildes ni mayúsculas."""

    def __init__(self, entidades: Iterable[FichaDeEntidad]) -> None:
        self._por_texto: dict[str, list[FichaDeEntidad]] = {}
        self._como_se_ve: dict[str, str] = {}
        for entidad in entidades:
            textos = (entidad.codigo, entidad.nombre, str(entidad.atributos.get("nit") or ""))
            for texto in dict.fromkeys(normalizar(t) for t in textos if t):
                self._por_texto.setdefault(texto, []).append(entidad)
            self._como_se_ve |= {normalizar(t): t for t in textos}

    def buscar(self, escrito: str) -> list[FichaDeEntidad]:
        """Las que se llaman así; más de una si el nombre se repite."""
        return self._por_texto.get(normalizar(escrito), [])

    def texto_parecido(self, escrito: str) -> str:
        """El código o el nombre que más se le parece, o vacío."""
        cercano = parecido(escrito, self._por_texto)
        return self._como_se_ve[cercano] if cercano else ""

    def parecida(self, escrito: str) -> FichaDeEntidad | None:
        """La entidad que más se le parece, si es una sola."""
        cercano = parecido(escrito, self._por_texto)
        suyas = self._por_texto[cercano] if cercano else []
        return suyas[0] if len(suyas) == 1 else None
