"""Las tablas que se descargan, desde lo que quien pide puede ver. Columnas: las del diccionario."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from autodiagnostico.abiertos.diccionario import diccionario
from autodiagnostico.abiertos.grupos import juntar
from autodiagnostico.analisis import incumplidas
from autodiagnostico.analisis.distribuciones import CUARTILES
from autodiagnostico.analisis.madurez import DIEZMIL
from autodiagnostico.informes.libro import Celda
from autodiagnostico.lecturas import letras
from autodiagnostico.lecturas.cuadro import Cuadro

Tabla = list[Sequence[Celda]]
_EN_DIEZMIL = ["indice_min", "indice_max", "cobertura"]
_ENTEROS = frozenset({"nivel_min", "nivel_max"})


def madurez(cuadro: Cuadro) -> Tabla:
    """Una fila por entidad contada y ámbito: por vigencia, nombre y orden del catálogo."""
    suyos = cuadro.ambitos.rename(columns={"clase": "ambito"})
    fichas = cuadro.contadas().rename(columns={"codigo": "entidad"})
    juntos = fichas.join(suyos.set_index("diagnostico_id"), how="inner")
    juntos["demostracion"] = juntos["demostracion"].map({True: "sí", False: "no"})
    return _filas(_en_puntos(juntos), "madurez")


def resultados(cuadro: Cuadro) -> Tabla:
    """Una fila por entidad contada y regla de la base con que se leyó."""
    fichas = cuadro.contadas()[["vigencia", "codigo"]].rename(columns={"codigo": "entidad"})
    anchos = cuadro.estados.copy().rename_axis("diagnostico_id").reset_index()
    largos = anchos.melt("diagnostico_id", var_name="regla", value_name="letra")
    dichos = {ord(letra): estado.value for letra, estado in letras.ESTADO.items()}
    largos["resultado"] = largos["letra"].map(dichos)
    return _filas(fichas.join(largos.dropna().set_index("diagnostico_id"), how="inner"), "resultados")


def no_contadas(cuadro: Cuadro) -> Tabla:
    """Las que no entran en las cuentas, con lo único que se ve de ellas."""
    total = cuadro.ambitos[cuadro.ambitos["clase"] == "global"].set_index("diagnostico_id")
    fichas = cuadro.fichas[~cuadro.fichas["contada"]].rename(columns={"codigo": "entidad"})
    return _filas(_en_puntos(fichas.join(total[_EN_DIEZMIL])), "no_contadas")


def madurez_por_grupo(cuadro: Cuadro) -> Tabla:
    """Los cuartiles de cada grupo, sin el menor ni el mayor: esos son los de una entidad."""
    minimo = diccionario().grupo_minimo.valor
    filas: Tabla = []
    for vigencia in cuadro.vigencias:
        grupos = _grupos(cuadro, vigencia)
        suyos = cuadro.ambitos[cuadro.ambitos["indice_min"].notna()]
        suyos = suyos.assign(grupo=suyos["diagnostico_id"].map(grupos)).dropna(subset=["grupo"])
        for llave, tabla in suyos.groupby(["grupo", "clase", "codigo"]):
            fijas: tuple[Celda, ...] = (vigencia, *map(str, llave), len(tabla))
            if len(tabla) < minimo:
                filas.append((*fijas, None, None, None, None))
                continue
            cuartiles = np.quantile(tabla["indice_min"].to_numpy() / DIEZMIL, CUARTILES[1:4])
            cobertura = round(float(tabla["cobertura"].mean()) / DIEZMIL, 4)
            filas.append((*fijas, *(round(float(c), 2) for c in cuartiles), cobertura))
    return filas


def reglas_por_grupo(cuadro: Cuadro) -> Tabla:
    """En cuántas entidades de cada grupo se cumple cada regla, si les aplica a bastantes."""
    minimo = diccionario().grupo_minimo.valor
    filas: Tabla = []
    for vigencia in cuadro.vigencias:
        grupos = _grupos(cuadro, vigencia)
        cuantas = Counter(grupos.values())
        for i in incumplidas.por_grupo(cuadro, grupos):
            dichas = (i.aplica, i.cumple, i.fallan) if i.aplica >= minimo else (None, None, None)
            filas.append((vigencia, i.grupo, i.regla, cuantas[i.grupo], *dichas))
    return sorted(filas, key=lambda f: (-int(str(f[0])), str(f[1]), str(f[2])))


def _grupos(cuadro: Cuadro, vigencia: int) -> dict[int, str]:
    suyas = cuadro.contadas(vigencia)
    return juntar(
        dict(zip(map(int, suyas.index), suyas["sector"], strict=True)), diccionario().grupo_minimo.valor
    )


def _en_puntos(tabla: pd.DataFrame) -> pd.DataFrame:
    return tabla.assign(**{c: tabla[c] / DIEZMIL for c in _EN_DIEZMIL})


def _filas(tabla: pd.DataFrame, nombre: str) -> Tabla:
    """Las columnas declaradas, en su orden; lo que no hay, vacío."""
    columnas = diccionario().tablas[nombre].columnas
    return [
        tuple(_celda(columna, valor) for columna, valor in zip(columnas, fila, strict=True))
        for fila in tabla[columnas].itertuples(index=False, name=None)
    ]


def _celda(columna: str, valor: Any) -> Celda:
    if valor is None or valor != valor:  # noqa: PLR0124 - así se reconoce un NaN sin saber su clase
        return None
    celda: Celda = int(valor) if columna in _ENTEROS else valor
    return celda
