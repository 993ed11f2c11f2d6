"""Dónde acabó cada fila del inventario de obligaciones y lineamientos."""

from __future__ import annotations

from dataclasses import dataclass

from reglas.catalogo import Catalogo


@dataclass(frozen=True, slots=True)
class Destino:
    """En qué acabó una fila: reglas, preguntas, una función del programa, una definición o una exclusión."""

    fila: str
    reglas: tuple[str, ...]
    criterios: tuple[str, ...]
    funcion: str | None
    definicion: str | None
    exclusion: str | None

    @property
    def perdida(self) -> bool:
        """Si la fila no acabó en nada."""
        return not (self.reglas or self.criterios or self.funcion or self.definicion or self.exclusion)


def trazar(catalogo: Catalogo) -> list[Destino]:
    """Un destino por fila, en el orden del inventario. Un hecho derivado cuenta como definición."""
    salida = []
    for codigo, fila in catalogo.inventario.items():
        hechos = [h.ficha.titulo for h in catalogo.hechos.values() if codigo in h.ficha.inventario]
        deducido = f"Hecho derivado: {'; '.join(hechos)}" if hechos else None
        salida.append(
            Destino(
                fila=codigo,
                reglas=tuple(c for c, r in catalogo.reglas.items() if codigo in r.ficha.inventario),
                criterios=tuple(c for c, f in catalogo.criterios.items() if codigo in f.inventario),
                funcion=fila.funcion,
                definicion=fila.definicion or deducido,
                exclusion=fila.exclusion,
            )
        )
    return salida
