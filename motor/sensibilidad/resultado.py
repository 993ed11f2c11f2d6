"""Entre qué puestos queda cada entidad, y qué lo decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Influencia:
    """Qué parte de lo que puede cambiar el puesto se debe a un peso, y si al pesar más conviene.

    `conviene` es None si favorece frente a unas tanto como perjudica frente a otras.
    """

    parte: Fraction
    conviene: bool | None


@dataclass(frozen=True, slots=True)
class Puesto:
    """El intervalo de puesto de una entidad, con su índice global de partida.

    `mejor` es 1 más las que están por encima con cualquier ponderación; `peor`, cuántas son menos las que
    están por debajo con cualquiera. `exacto` dice si ninguna comparación suya se hizo por muestreo.
    `deciden` son los escenarios cuyo peso mueve su diferencia con las que no tienen orden fijo frente a
    ella, del que más al que menos; vacío si con todas lo tiene.
    """

    indice: Fraction
    mejor: int
    peor: int
    exacto: bool
    deciden: Mapping[str, Influencia]


@dataclass(frozen=True)
class Sensibilidad:
    """Los puestos de un grupo de entidades, de mayor a menor índice, y los grupos que no se distinguen.

    Con cualquier ponderación, toda entidad de un grupo está por encima de todas las de los siguientes.
    `muestras` son las ponderaciones con que se compararon las que no tienen los mismos escenarios; 0 si
    todo es exacto.
    """

    puestos: Mapping[str, Puesto]
    grupos: tuple[tuple[str, ...], ...]
    muestras: int
