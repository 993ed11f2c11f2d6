"""Quién está con seguridad en el grupo alto, medio o bajo: grupos, y nunca puestos.

Decisión propia: los grupos son tercios. Una entidad está con seguridad en uno si se queda en él con cualquier
ponderación de los escenarios (`motor.sensibilidad`) y sea cual sea lo que falta por responder, suyo y ajeno.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from autodiagnostico.servicios.comparacion import FilaDeComparacion
from motor.sensibilidad import Sensibilidad


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


def ubicar(filas: Sequence[FilaDeComparacion], hallada: Sensibilidad) -> list[Ubicada]:
    """Las entidades contadas, por su nombre, con los grupos entre los que pueden quedar."""
    suyas = [f for f in filas if f.contada and f.codigo in hallada.puestos]
    total = len(suyas)
    minimos = np.array([float(f.madurez_global.indice_min or 0) for f in suyas if f.madurez_global])
    maximos = np.array([float(f.madurez_global.indice_max or 0) for f in suyas if f.madurez_global])
    ubicadas = []
    for i, fila in enumerate(suyas):
        puesto = hallada.puestos[fila.codigo]
        podrian_pasarla = int((np.delete(maximos, i) > minimos[i]).sum())
        por_encima = int((np.delete(minimos, i) > maximos[i]).sum())
        mejor, peor = min(puesto.mejor, 1 + por_encima), max(puesto.peor, 1 + podrian_pasarla)
        ubicadas.append(Ubicada(fila, _grupo(mejor, total), _grupo(peor, total), mejor, peor))
    return ubicadas


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
