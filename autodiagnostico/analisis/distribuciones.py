"""Cómo se reparten los puntajes: mínimo, cuartiles, mediana y máximo, por ámbito y por sector."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from autodiagnostico.analisis.madurez import DIEZMIL
from autodiagnostico.lecturas.cuadro import Cuadro
from reglas import Catalogo

TODO = "Distrito"
GLOBAL = "global"
CUARTILES = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Distribucion:
    """Los puntajes demostrados de un ámbito en un grupo de entidades, de 0 a 100.

    Los cuartiles se interpolan. `cobertura` es la media, de 0 a 1. `entidades` dice de cuántas sale; el grupo
    es un sector o «Distrito».
    """

    clase: str
    codigo: str
    nombre: str
    grupo: str
    entidades: int
    minimo: float
    cuartil_1: float
    mediana: float
    cuartil_3: float
    maximo: float
    cobertura: float


def nombre_de(catalogo: Catalogo, clase: str, codigo: str) -> str:
    """Cómo se dice un ámbito; el que la base de hoy ya no trae, con su código."""
    if clase == GLOBAL:
        return "Global"
    fichas = catalogo.escenarios if clase == "escenario" else catalogo.politicas
    return fichas[codigo].nombre if codigo in fichas else codigo


def por_ambito(
    cuadro: Cuadro, clases: Iterable[str] = ("escenario", "politica", GLOBAL)
) -> list[Distribucion]:
    """La de todo el Distrito en cada ámbito, en el orden del catálogo."""
    return _repartir(cuadro, _contados(cuadro, clases), por_sector=False)


def por_sector(
    cuadro: Cuadro, clases: Iterable[str] = ("escenario", "politica", GLOBAL)
) -> list[Distribucion]:
    """La de cada sector en cada ámbito."""
    return _repartir(cuadro, _contados(cuadro, clases), por_sector=True)


def _contados(cuadro: Cuadro, clases: Iterable[str]) -> pd.DataFrame:
    suyos = cuadro.ambitos[cuadro.ambitos["clase"].isin(list(clases)) & cuadro.ambitos["indice_min"].notna()]
    return suyos.join(cuadro.contadas()[["sector"]], on="diagnostico_id", how="inner")


def _repartir(cuadro: Cuadro, suyos: pd.DataFrame, *, por_sector: bool) -> list[Distribucion]:
    llaves = ["clase", "codigo", "sector"] if por_sector else ["clase", "codigo"]
    repartidas = []
    for llave, grupo in suyos.groupby(llaves, sort=False):
        clase, codigo, *sector = (str(parte) for parte in llave)
        indices = grupo["indice_min"].to_numpy() / DIEZMIL
        minimo, cuartil_1, mediana, cuartil_3, maximo = map(float, np.quantile(indices, CUARTILES))
        repartidas.append(
            Distribucion(
                clase,
                codigo,
                nombre_de(cuadro.catalogo, clase, codigo),
                sector[0] if sector else TODO,
                len(grupo),
                minimo,
                cuartil_1,
                mediana,
                cuartil_3,
                maximo,
                float(grupo["cobertura"].mean()) / DIEZMIL,
            )
        )
    orden = {c: i for i, c in enumerate((*cuadro.catalogo.escenarios, *cuadro.catalogo.politicas, GLOBAL))}
    return sorted(repartidas, key=lambda d: (orden.get(d.codigo, len(orden)), d.grupo))


@dataclass(frozen=True, slots=True)
class Rezago:
    """Cuánto le falta a un sector para la mediana del Distrito en un ámbito; positivo es que va atrás."""

    distribucion: Distribucion
    brecha: float


def mayor_rezago(cuadro: Cuadro, clases: Iterable[str] = ("politica", "escenario")) -> Rezago | None:
    """El sector y el ámbito en que más lejos se está de la mediana de todos; None si nadie va atrás.

    Las políticas transversales no entran: muy pocas reglas las recogen.
    """
    de_todos = {(d.clase, d.codigo): d.mediana for d in por_ambito(cuadro, clases)}
    transversales = {c for c, p in cuadro.catalogo.politicas.items() if p.transversal}
    suyos = [
        Rezago(d, de_todos[d.clase, d.codigo] - d.mediana)
        for d in por_sector(cuadro, clases)
        if d.codigo not in transversales
    ]
    peor = max(suyos, key=lambda r: r.brecha, default=None)
    return peor if peor is not None and peor.brecha > 0 else None


def rezagos(cuadro: Cuadro, clase: str, codigo: str) -> list[Rezago]:
    """Los sectores en un ámbito, del que más atrás va al que más adelante, por su mediana."""
    del_distrito = next((d for d in por_ambito(cuadro, [clase]) if d.codigo == codigo), None)
    if del_distrito is None:
        return []
    suyos = (d for d in por_sector(cuadro, [clase]) if d.codigo == codigo)
    return sorted(
        (Rezago(d, del_distrito.mediana - d.mediana) for d in suyos),
        key=lambda r: (-r.brecha, r.distribucion.grupo),
    )
