"""Errores de la base de reglas: siempre una lista de defectos, nunca el primero que aparezca.

ErrorDeReglas
├── ErrorDeCatalogo   la base no se puede cargar; trae todos sus defectos
└── ErrorDeVolcado    una base guardada no se puede volver a usar
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from reglas.texto import normalizar


@dataclass(frozen=True, slots=True)
class Defecto:
    """Un defecto de la base: dónde está, qué pasa y qué se admite."""

    archivo: str
    linea: int | None
    ruta: str
    mensaje: str
    admite: str = ""

    def __str__(self) -> str:
        lugar = self.archivo if self.linea is None else f"{self.archivo}:{self.linea}"
        donde = f" ({self.ruta})" if self.ruta else ""
        admite = f" Se admite: {self.admite}." if self.admite else ""
        return f"{lugar}{donde}: {self.mensaje}{admite}"


class ErrorDeReglas(Exception):
    """Raíz de los errores del paquete `reglas`."""


class ErrorDeVolcado(ErrorDeReglas):
    """Una base guardada ya no se entiende, o no es la que se guardó."""


class ErrorDeCatalogo(ErrorDeReglas):
    """La base de reglas tiene defectos; `defectos` los trae todos, en orden de archivo y línea."""

    def __init__(self, defectos: Iterable[Defecto]) -> None:
        self.defectos = tuple(sorted(set(defectos), key=lambda d: (d.archivo, d.linea or 0, d.ruta)))
        cuantos = len(self.defectos)
        titulo = "1 defecto" if cuantos == 1 else f"{cuantos} defectos"
        super().__init__(
            f"La base de reglas tiene {titulo}:\n" + "\n".join(f"  - {d}" for d in self.defectos)
        )


def parecido(escrito: str, admitidos: Iterable[str]) -> str | None:
    """El código admitido que más se parece a lo escrito (sin mirar tildes ni mayúsculas), o None."""
    normales = {normalizar(codigo): codigo for codigo in admitidos}
    cercanos = get_close_matches(normalizar(escrito), list(normales), n=1, cutoff=0.6)
    return normales[cercanos[0]] if cercanos else None


def sugerencia(escrito: str, admitidos: Iterable[str]) -> str:
    """Frase « ¿Quiso decir «x»?» lista para pegar a un mensaje, o cadena vacía."""
    cercano = parecido(escrito, admitidos)
    return f" ¿Quiso decir «{cercano}»?" if cercano else ""


NOMBRADOS = 12
"""Cuántos códigos admitidos se nombran en un mensaje antes de cortar."""


def nombrar(admitidos: Iterable[str]) -> str:
    """Los códigos admitidos en orden alfabético, cortados si son muchos."""
    nombres = sorted(admitidos)
    return ", ".join(nombres[:NOMBRADOS]) + ("…" if len(nombres) > NOMBRADOS else "")
