"""Lo que declara `medidas.yaml`: mediciones, escala, títulos conocidos y el desajuste."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field

from reglas import Catalogo
from reglas.texto import normalizar

_ARCHIVO = Path(__file__).with_name("medidas.yaml")


class _Cerrado(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Nombrado(_Cerrado):
    """Algo con su nombre y las maneras en que lo llaman los archivos."""

    codigo: str
    nombre: str
    sigla: str = ""
    titulos: tuple[str, ...] = ()
    nota: str = ""


class Escala(_Cerrado):
    """Entre qué valores va una medida; los dos extremos se admiten."""

    minimo: float
    maximo: float


class Desajuste(_Cerrado):
    """Desde cuántos puntos conviene mirar, y por qué."""

    puntos: int = Field(ge=1)
    razon: str


class Columnas(_Cerrado):
    """Cómo suelen titularse las columnas que no son un ámbito."""

    entidad: tuple[str, ...]
    medicion: tuple[str, ...]
    ano: tuple[str, ...]
    politica: tuple[str, ...]
    valor: tuple[str, ...]


class Marco(_Cerrado):
    """Todo lo declarado."""

    mediciones: tuple[Nombrado, ...]
    escala: Escala
    indice: Nombrado
    politicas: Mapping[str, tuple[str, ...]]
    columnas: Columnas
    desajuste: Desajuste

    def medicion(self, codigo: str) -> Nombrado:
        """Una medición; de una que ya no se declara, solo su código."""
        una = Nombrado(codigo=codigo, nombre=codigo, sigla=codigo)
        return next((m for m in self.mediciones if m.codigo == codigo), una)


@cache
def marco() -> Marco:
    """El declarado."""
    return Marco.model_validate(yaml.safe_load(_ARCHIVO.read_text(encoding="utf-8")))


def ambitos(catalogo: Catalogo) -> list[Nombrado]:
    """De qué puede ser una medida: el índice general o una política de la base de reglas."""
    politicas = [
        Nombrado(codigo=codigo, nombre=p.nombre, titulos=marco().politicas.get(codigo, ()))
        for codigo, p in catalogo.politicas.items()
    ]
    return [marco().indice, *politicas]


def por_titulo(nombrados: list[Nombrado] | tuple[Nombrado, ...]) -> dict[str, str]:
    """El código de cada manera de llamar algo, para compararla sin tildes ni mayúsculas."""
    return {normalizar(texto): n.codigo for n in nombrados for texto in (*n.titulos, n.codigo, n.nombre)}
