"""Lo que no se admite en un libro: siempre todo, y con su celda."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autodiagnostico.textos import cuantas

_NOMBRADOS = 50


@dataclass(frozen=True, slots=True)
class DefectoDeCelda:
    """Una celda que no se admite: dónde está, qué llegó, qué se admite y a qué se parece.

    Sin `fila` es un defecto de la hoja entera; sin `hoja`, del archivo.
    """

    mensaje: str
    hoja: str = ""
    fila: int | None = None
    columna: str = ""
    campo: str = ""
    llego: str = ""
    admite: str = ""
    sugerencia: str = ""

    @property
    def celda(self) -> str:
        """«F12», o vacío si no es una celda."""
        return f"{self.columna}{self.fila}" if self.fila and self.columna else ""

    @property
    def lugar(self) -> str:
        """«Lineamientos, fila 12, columna F («Nivel»)»."""
        partes = [
            self.hoja,
            f"fila {self.fila}" if self.fila else "",
            f"columna {self.columna}" if self.columna else "",
        ]
        dicho = ", ".join(p for p in partes if p)
        return f"{dicho} («{self.campo}»)".lstrip() if self.campo else dicho

    def __str__(self) -> str:
        donde = f"{self.lugar}: " if self.lugar else ""
        llego = f" Llegó «{self.llego}»." if self.llego else ""
        admite = f" Se admite: {self.admite}." if self.admite else ""
        quiso = f" ¿Quiso decir «{self.sugerencia}»?" if self.sugerencia else ""
        return f"{donde}{self.mensaje}{llego}{admite}{quiso}"


def decir_defectos(que: str, defectos: Sequence[DefectoDeCelda]) -> str:
    """«El libro del Manual tiene 2 cosas por corregir», y la lista."""
    titulo = cuantas(len(defectos), "cosa por corregir", "cosas por corregir")
    lista = "\n".join(f"  - {d}" for d in defectos[:_NOMBRADOS])
    if len(defectos) > _NOMBRADOS:
        lista += f"\n  y {len(defectos) - _NOMBRADOS} más."
    return f"{que} tiene {titulo}:\n{lista}"
