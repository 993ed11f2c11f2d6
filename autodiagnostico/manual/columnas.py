"""Las columnas de la hoja de lineamientos para un catálogo, y las listas de las que se elige."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from autodiagnostico.libros import Opcion
from autodiagnostico.manual.marco import CampoDelEncabezado, CampoDelLineamiento, marco
from reglas import Catalogo

PESO = "peso"


@dataclass(frozen=True, slots=True)
class Columna:
    """Una columna; en las de peso, `escenario` dice de cuál."""

    ficha: CampoDelLineamiento
    escenario: str = ""
    nombre: str = ""

    @property
    def campo(self) -> str:
        """El nombre del dato: «nivel», «peso.X»."""
        return f"{PESO}.{self.escenario}" if self.escenario else self.ficha.campo

    @property
    def titulo(self) -> str:
        """Lo que dice el encabezado, sin asterisco."""
        return f"Peso {self.escenario}: {self.nombre}" if self.escenario else self.ficha.titulo


Listas = Mapping[str, tuple[Opcion, ...]]


def columnas_de(catalogo: Catalogo) -> list[Columna]:
    """Las columnas en su orden, con una de peso por escenario del catálogo."""
    salida: list[Columna] = []
    for ficha in marco().columnas:
        if ficha.campo == PESO:
            salida.extend(Columna(ficha, c, e.nombre) for c, e in catalogo.escenarios.items())
        else:
            salida.append(Columna(ficha))
    return salida


def listas_de(catalogo: Catalogo) -> Listas:
    """Por campo, lo que se puede elegir."""
    return {
        "alcance": tuple(Opcion(a.texto, a.clave) for a in marco().alcances),
        "nivel": tuple(Opcion(f"{n.nivel} · {n.nombre}", str(n.nivel)) for n in catalogo.niveles),
        "clase": tuple(Opcion(c.texto, c.clase.value) for c in marco().clases),
        "tema": tuple(Opcion(t.nombre, t.codigo) for t in catalogo.temas.values()),
        "destino": tuple(Opcion(d.nombre, d.codigo) for d in catalogo.destinos.values()),
        "certeza": tuple(Opcion(c.texto, c.certeza) for c in marco().certezas),
    }


def rotulo(ficha: CampoDelEncabezado, titulo: str) -> str:
    """El título con asterisco si es obligatorio."""
    return f"{titulo} *" if ficha.obligatoria else titulo
