"""Un trozo de lote: unos cientos o miles de casos seguidos, todavía sin leer.

Así el lote no tiene que caber en memoria, y un trozo se puede mandar entero a otra máquina.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from autodiagnostico.entrada.json_estricto import JsonInvalido, leer_json
from autodiagnostico.lotes.celdas import Columnas
from motor import Problema
from reglas import Catalogo


@dataclass(frozen=True, slots=True)
class Renglon:
    """Un caso del lote: dónde estaba, sus datos y lo que ya se sabe que está mal en ellos."""

    lugar: str
    datos: Any
    problemas: tuple[Problema, ...] = ()
    de_tabla: bool = False


@dataclass(frozen=True, slots=True)
class Lugares:
    """Dónde estaba cada caso: qué se cuenta y el número de cada uno."""

    que: Literal["línea", "fila"]
    numeros: Sequence[int]

    def __len__(self) -> int:
        return len(self.numeros)

    def __getitem__(self, i: int) -> str:
        return f"{self.que} {self.numeros[i]}"


@dataclass(frozen=True, slots=True)
class Lineas:
    """Casos en JSON, uno por línea; en lugar de los que no se pueden ni leer va su problema.

    `avance` es la parte del archivo que queda leída con el trozo, de 0 a 1.
    """

    lugares: Lugares
    lineas: tuple[bytes | Problema, ...]
    avance: float
    ajenos: frozenset[str] = frozenset()
    """Columnas que no son de la base con que se va a leer, y no se miran."""

    def sin(self, ajenos: frozenset[str]) -> Lineas:
        """Los mismos casos, sin unas columnas."""
        return replace(self, ajenos=ajenos)

    def renglon(self, i: int, catalogo: Catalogo) -> Renglon:
        """Un caso, ya como datos."""
        linea = self.lineas[i]
        if isinstance(linea, Problema):
            return Renglon(self.lugares[i], None, (linea,))
        try:
            return Renglon(self.lugares[i], _sin(self.ajenos, leer_json(linea)))
        except JsonInvalido as error:
            return Renglon(self.lugares[i], None, tuple(error.problemas))


def _sin(ajenos: frozenset[str], datos: Any) -> Any:
    """Un caso sin las respuestas y los atributos ajenos; lo que no tenga forma de caso queda igual."""
    if not ajenos or not isinstance(datos, dict):
        return datos
    limpio = dict(datos)
    for campo, prefijo in (("respuestas", ""), ("entidad", "entidad.")):
        if isinstance(mapa := datos.get(campo), dict):
            limpio[campo] = {c: v for c, v in mapa.items() if prefijo + c not in ajenos}
    return limpio


@dataclass(frozen=True, slots=True)
class Tabla:
    """Filas de una tabla, en columnas de Arrow.

    Las filas que no caben en ellas, porque están mal escritas, van `aparte` y en las columnas quedan vacías.
    """

    lugares: Lugares
    nombres: tuple[str, ...]
    columnas: tuple[Any, ...]
    aparte: Mapping[int, Renglon]
    avance: float

    def sin(self, ajenos: frozenset[str]) -> Tabla:
        """Los mismos casos, sin unas columnas."""
        quedan = [(n, c) for n, c in zip(self.nombres, self.columnas, strict=True) if n not in ajenos]
        return replace(self, nombres=tuple(n for n, _ in quedan), columnas=tuple(c for _, c in quedan))

    def renglon(self, i: int, catalogo: Catalogo) -> Renglon:
        """Un caso, ya como datos con la forma del contrato."""
        if i in self.aparte:
            return self.aparte[i]
        celdas = [columna[i].as_py() for columna in self.columnas]
        datos, problemas = Columnas(self.nombres, catalogo).caso(celdas)
        return Renglon(self.lugares[i], datos, tuple(problemas), de_tabla=True)


Trozo = Lineas | Tabla
