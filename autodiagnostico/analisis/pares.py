"""Con quién se compara una entidad: las de su sector, su tipo y su tamaño, y cómo le va entre ellas."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from autodiagnostico.analisis.madurez import DIEZMIL
from autodiagnostico.lecturas.cuadro import Cuadro

COMO = ("sector", "tipo", "tamano")
"""En qué se pueden parecer. El tamaño es la población que atiende: entre la mitad y el doble."""
MITAD, DOBLE = 0.5, 2.0


@dataclass(frozen=True, slots=True)
class EntreSusPares:
    """Lo de una entidad en un ámbito, y lo de sus pares: cuántos son y su mediana, de 0 a 100."""

    codigo: str
    indice: float
    pares: int
    mediana: float | None
    por_debajo: int
    iguales: int
    por_encima: int


def pares(cuadro: Cuadro, diagnostico_id: int, como: tuple[str, ...] = COMO) -> pd.DataFrame:
    """Las fichas contadas, de su vigencia, que se parecen a la de un diagnóstico en todo lo pedido."""
    suya = cuadro.fichas.loc[diagnostico_id]
    otras = cuadro.contadas(int(str(suya["vigencia"])))
    otras = otras[otras.index != diagnostico_id]
    for en in como:
        if en == "tamano":
            if pd.notna(suya["poblacion"]):
                cuantos = pd.to_numeric(otras["poblacion"], errors="coerce")
                otras = otras[cuantos.between(MITAD * suya["poblacion"], DOBLE * suya["poblacion"])]
        else:
            otras = otras[otras[en] == suya[en]]
    return otras


def entre_sus_pares(cuadro: Cuadro, diagnostico_id: int, como: tuple[str, ...] = COMO) -> list[EntreSusPares]:
    """En cada escenario y en el global, cómo va una entidad entre sus pares."""
    suyos = pares(cuadro, diagnostico_id, como).index
    hallados = []
    tabla = cuadro.ambitos[cuadro.ambitos["clase"] != "politica"].dropna(subset=["indice_min"])
    for codigo, grupo in tabla.groupby("codigo", sort=False):
        por = grupo.set_index("diagnostico_id")["indice_min"]
        if diagnostico_id not in por.index:
            continue
        indice, otros = por.loc[diagnostico_id], por[por.index.isin(suyos)]
        hallados.append(
            EntreSusPares(
                str(codigo),
                indice / DIEZMIL,
                len(otros),
                float(otros.median()) / DIEZMIL if len(otros) else None,
                int((otros < indice).sum()),
                int((otros == indice).sum()),
                int((otros > indice).sum()),
            )
        )
    return hallados
