"""Cómo se ha movido el puntaje de una vigencia a otra, con lo que dio cada una y con las reglas de hoy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from autodiagnostico.analisis.distribuciones import TODO
from autodiagnostico.analisis.madurez import DIEZMIL
from autodiagnostico.lecturas import letras
from motor import Estado


@dataclass(frozen=True, slots=True)
class Punto:
    """La mediana de un grupo en una vigencia, de 0 a 100; None si no hay.

    `entonces` sale de lo que dio cada diagnóstico con las reglas de su momento; `hoy`, de las mismas
    respuestas con las de hoy.
    """

    grupo: str
    vigencia: int
    entidades: int
    entonces: float | None
    hoy: float | None


def puntos(
    fichas: pd.DataFrame, entonces: pd.DataFrame, hoy: pd.DataFrame, *, por: str | None = None
) -> list[Punto]:
    """Un punto por grupo y vigencia, en orden; `por` es la columna de `fichas` que agrupa.

    `entonces` y `hoy` son los números de un ámbito, por diagnóstico; solo cuentan los de `fichas`.
    """
    suyas = fichas[fichas["contada"]][["vigencia", *([por] if por else [])]].copy()
    for nombre, tabla in (("entonces", entonces), ("hoy", hoy)):
        suyas[nombre] = tabla["indice_min"].reindex(suyas.index) / DIEZMIL
    suyas["grupo"] = suyas[por] if por else TODO
    hallados = []
    for llave, grupo in suyas.groupby(["grupo", "vigencia"], sort=True):
        hallados.append(
            Punto(
                str(llave[0]),
                int(str(llave[1])),
                len(grupo),
                _mediana(grupo["entonces"]),
                _mediana(grupo["hoy"]),
            )
        )
    return hallados


def _mediana(serie: pd.Series[float]) -> float | None:
    conocidos = serie.dropna()
    return float(conocidos.median()) if len(conocidos) else None


@dataclass(frozen=True, slots=True)
class Movida:
    """Cómo cambió una entidad; `perdio` y `gano` son las reglas que dejó y empezó a cumplir."""

    entidad_id: int
    diagnostico_id: int
    codigo: str
    nombre: str
    sector: str
    antes: float
    despues: float
    nivel_antes: int
    nivel_despues: int
    perdio: tuple[str, ...]
    gano: tuple[str, ...]

    @property
    def cambio(self) -> float:
        """Los puntos que ganó, o perdió si es negativo."""
        return self.despues - self.antes

    @property
    def bajo(self) -> bool:
        """Si bajó de nivel o de puntaje: puede perder lo que habilita un nivel y sumar en otra parte."""
        return self.cambio < 0 or self.nivel_despues < self.nivel_antes


def movidas(
    fichas: pd.DataFrame, ambito: pd.DataFrame, estados: pd.DataFrame, de: int, a: int
) -> list[Movida]:
    """Las entidades con las dos vigencias contadas, de la que más cayó a la que más subió.

    Todo con una misma vara: los números del ámbito y los `estados` tienen que salir de la misma base.
    """
    suyos = ambito[["indice_min", "nivel_min"]]
    contadas = fichas[fichas["contada"]].join(suyos, how="inner").dropna(subset=["indice_min", "nivel_min"])
    antes = contadas[contadas["vigencia"] == de].reset_index().set_index("entidad_id")
    despues = contadas[contadas["vigencia"] == a].reset_index().set_index("entidad_id")
    hay = antes.merge(despues, left_index=True, right_index=True, suffixes=("_antes", ""))
    uno, otro = (
        np.isin(estados.reindex(hay[columna]).to_numpy(), _CUMPLE)
        for columna in ("diagnostico_id_antes", "diagnostico_id")
    )
    reglas = np.array(estados.columns, object)
    halladas = []
    for i, d in enumerate(hay.reset_index().to_dict("records")):
        halladas.append(
            Movida(
                int(d["entidad_id"]),
                int(d["diagnostico_id"]),
                d["codigo"],
                d["nombre"],
                d["sector"],
                d["indice_min_antes"] / DIEZMIL,
                d["indice_min"] / DIEZMIL,
                int(d["nivel_min_antes"]),
                int(d["nivel_min"]),
                tuple(reglas[uno[i] & ~otro[i]]),
                tuple(reglas[otro[i] & ~uno[i]]),
            )
        )
    return sorted(halladas, key=lambda m: (m.cambio, m.nombre))


_CUMPLE = [ord(letra) for letra, estado in letras.ESTADO.items() if estado is Estado.CUMPLE]


@dataclass(frozen=True, slots=True)
class Compartido:
    """Cuánto tienen en común dos vigencias, o dos versiones de la base: reglas, y el peso que suman hoy."""

    en_ambas: int
    solo_antes: int
    solo_despues: int
    parte: float
    """De todas las reglas de las dos, las que están en ambas; de 0 a 1."""


def compartido(antes: Iterable[str], despues: Iterable[str]) -> Compartido:
    """Lo que comparten dos listas de reglas."""
    unas, otras = set(antes), set(despues)
    todas = unas | otras
    return Compartido(
        len(unas & otras),
        len(unas - otras),
        len(otras - unas),
        len(unas & otras) / len(todas) if todas else 1.0,
    )
