"""De qué se compone un documento, sin saber en qué formato se escribirá."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from autodiagnostico.sello import EXPLICACION, Sello, en_un_parrafo, etiquetas
from reglas.palabras import fecha_en_palabras

if TYPE_CHECKING:
    from autodiagnostico.graficas import Grafica


@dataclass(frozen=True, slots=True)
class Titulo:
    """Un título; el nivel 1 es el de una parte."""

    nivel: int
    texto: str


@dataclass(frozen=True, slots=True)
class Parrafo:
    """Un párrafo; el rótulo va delante, en negrita, y el enlace detrás."""

    texto: str
    rotulo: str = ""
    enlace: str = ""


@dataclass(frozen=True, slots=True)
class Lista:
    """Puntos con su profundidad, desde 0, bajo un rótulo."""

    rotulo: str
    puntos: Sequence[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Nota:
    """Algo que no se debe pasar por alto, con sus citas."""

    titulo: str
    texto: str
    citas: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Tabla:
    """Una tabla; `anchos` son proporciones."""

    columnas: Sequence[str]
    anchos: Sequence[int]
    filas: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Cifra:
    """Un número que se destaca, qué cuenta, y de dónde y de cuándo es."""

    valor: str
    rotulo: str
    origen: str


@dataclass(frozen=True, slots=True)
class Cifras:
    """Unas cuantas, juntas."""

    cifras: Sequence[Cifra]


@dataclass(frozen=True, slots=True)
class Figura:
    """Una gráfica, con su título, su fuente y su texto alternativo."""

    grafica: Grafica


@dataclass(frozen=True, slots=True)
class SaltoDePagina:
    """Lo que sigue empieza página."""


Bloque = Titulo | Parrafo | Lista | Nota | Tabla | Cifras | Figura | SaltoDePagina


@dataclass(frozen=True, slots=True)
class Documento:
    """Un documento entero: de qué base salió, lo que dice y, si se va a emitir, su sello.

    Uno `breve` no lleva portada ni índice, y sus partes no empiezan página; en uno `seguido`, tampoco.
    `apaisado`, con la hoja acostada; `sello_corto`, con su verificación en un párrafo; en
    PDF, `diapositivas` es una página ancha por parte, con letra grande y sin índice.
    """

    titulo: str
    subtitulo: str
    version: str
    digesto: str
    bloques: Sequence[Bloque]
    sello: Sello | None = None
    breve: bool = False
    seguido: bool = False
    apaisado: bool = False
    sello_corto: bool = False
    diapositivas: bool = False

    @property
    def marca(self) -> str:
        """Lo que identifica la base en cada página; vacía si el documento no sale de ella."""
        return self.digesto and f"Base de reglas {self.version} · digesto {self.digesto[:12]}"

    @property
    def de_corrido(self) -> bool:
        """Si sus partes van una tras otra, sin empezar página."""
        return self.breve or self.seguido

    @property
    def portada(self) -> list[str]:
        """Lo que la portada dice bajo el título."""
        cuando = self.sello.emitido if self.sello else ""
        emitido = (
            [f"Emitido el {fecha_en_palabras(datetime.fromisoformat(cuando).date())}."] if cuando else []
        )
        return [*emitido, f"Base de reglas, versión {self.version}. Digesto {self.digesto}."]

    def verificacion(self, *, con_huella: bool = True) -> list[Bloque]:
        """La última parte, que muestra el sello. En un PDF la huella solo cabe en sus propiedades."""
        if self.sello is None:
            return []
        if self.sello_corto:
            return [Parrafo(en_un_parrafo(self.sello), "Verificación.")]
        datos = etiquetas(self.sello) if con_huella else etiquetas(replace(self.sello, contenido=""))
        donde = "" if con_huella else " La huella del contenido va en las palabras clave del archivo."
        return [
            Titulo(1, "Verificación de este documento"),
            Parrafo(f"{EXPLICACION}{donde}"),
            Tabla(("Dato", "Valor"), (2, 5), datos),
        ]
