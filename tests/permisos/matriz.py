"""La matriz esperada, leída de su YAML."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from autodiagnostico.permisos import Operacion, Rol
from reglas.lectura import leer

_ARCHIVO = Path(__file__).with_name("matriz.yaml")


@dataclass(frozen=True, slots=True)
class Matriz:
    """Sobre qué objetos puede cada rol cada operación."""

    objetos: tuple[str, ...]
    puede: dict[tuple[Rol, Operacion], frozenset[str]]

    def espera(self, rol: Rol, operacion: Operacion, objeto: str) -> bool:
        """Si ese rol puede eso sobre ese objeto."""
        return objeto in self.puede.get((rol, operacion), frozenset())


@lru_cache(maxsize=1)
def matriz() -> Matriz:
    """La matriz, con sus nombres comprobados."""
    documento = leer(_ARCHIVO.name, _ARCHIVO.read_bytes())
    assert documento.defectos == []
    datos = documento.datos
    puede = {
        (Rol(rol), Operacion[operacion]): frozenset(datos["alcances"][alcance])
        for rol, alcances in datos["roles"].items()
        for alcance, operaciones in alcances.items()
        for operacion in operaciones
    }
    return Matriz(tuple(datos["objetos"]), puede)
