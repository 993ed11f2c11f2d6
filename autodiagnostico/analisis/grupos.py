"""Quién está con seguridad en el grupo alto, medio o bajo: grupos, y nunca puestos.

Decisión propia: los grupos son tercios. Una entidad está con seguridad en uno si se queda en él con cualquier
ponderación de los escenarios (`motor.sensibilidad`) y sea cual sea lo que falta por responder, suyo y ajeno.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from autodiagnostico.analisis.comparacion import FilaDeComparacion
from motor.sensibilidad import lugares
from reglas import Catalogo


class Grupo(StrEnum):
    """Un tercio de las entidades contadas."""

    ALTO = "alto"
    MEDIO = "medio"
    BAJO = "bajo"


@dataclass(frozen=True, slots=True)
class Ubicada:
    """Entre qué grupos puede quedar una entidad; si son el mismo, está en él con seguridad.

    `mejor` y `peor` son los lugares entre los que se mueve, contando lo que no se ha respondido.
    """

    fila: FilaDeComparacion
    mejor_grupo: Grupo
    peor_grupo: Grupo
    mejor: int
    peor: int

    @property
    def segura(self) -> bool:
        """Si su grupo no depende ni de los pesos ni de lo que falta por responder."""
        return self.mejor_grupo is self.peor_grupo


def ubicar(catalogo: Catalogo, filas: Sequence[FilaDeComparacion]) -> list[Ubicada]:
    """Las entidades contadas, por su nombre, con los grupos entre los que pueden quedar.

    Vacío si no alcanzan para un tercio cada una: una sola quedaría «con seguridad» en alguno.
    """
    suyas = [f for f in filas if f.contada and _indices(f, "indice_min")]
    if len(suyas) < len(Grupo):
        return []
    pesos = {c: e.peso for c, e in catalogo.escenarios.items()}
    posibles = lugares(
        pesos,
        {f.codigo: _indices(f, "indice_min") for f in suyas},
        {f.codigo: _indices(f, "indice_max") for f in suyas},
    )
    total = len(suyas)
    return [
        Ubicada(f, _grupo(mejor, total), _grupo(peor, total), mejor, peor)
        for f in suyas
        for mejor, peor in [posibles[f.codigo]]
    ]


def _indices(fila: FilaDeComparacion, cota: str) -> dict[str, Fraction]:
    """Los de los escenarios que le aplican."""
    return {c: i for c, m in (fila.escenarios or {}).items() if (i := getattr(m, cota)) is not None}


def _grupo(lugar: int, total: int) -> Grupo:
    """El tercio de un lugar."""
    if 3 * lugar <= total:
        return Grupo.ALTO
    return Grupo.MEDIO if 3 * lugar <= 2 * total else Grupo.BAJO


def en(ubicadas: Sequence[Ubicada], grupo: Grupo, *, seguras: bool) -> list[Ubicada]:
    """Las que están con seguridad en un grupo o, sin ella, las que podrían estar."""
    if seguras:
        return [u for u in ubicadas if u.segura and u.mejor_grupo is grupo]
    orden = list(Grupo)
    lugar = orden.index(grupo)
    return [
        u
        for u in ubicadas
        if not u.segura and orden.index(u.mejor_grupo) <= lugar <= orden.index(u.peor_grupo)
    ]
