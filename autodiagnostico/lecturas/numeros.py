"""Los números de los ámbitos de una lectura, en un renglón de enteros: se guardan y se leen de un golpe."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

NUMEROS = (
    *("peso", "minimo", "maximo", "conocido", "indice_min", "indice_max", "cobertura"),
    *("nivel_min", "nivel_max"),
)
"""Σ w; Σ w·medios mínimos y máximos; Σ w de lo que se sabe; índices y cobertura en diezmilésimas; niveles.

Con las sumas el índice es exacto, y el global no las tiene.
"""
SIN_NUMERO = np.iinfo("<i4").min
"""En lugar de un número que no hay."""
Renglones = NDArray[np.int32]
"""Casos × ámbitos × NUMEROS."""


def empacar(renglon: Renglones) -> bytes:
    """Los de un caso, como se guardan."""
    return np.ascontiguousarray(renglon, "<i4").tobytes()


def desempacar(empacados: Iterable[bytes], ambitos: int) -> Renglones:
    """Los de varios casos con los mismos ámbitos."""
    return np.frombuffer(b"".join(empacados), "<i4").reshape(-1, ambitos, len(NUMEROS))


def tabla(
    ids: Sequence[int] | pd.Index[Any],
    ambitos: Sequence[Sequence[str]],
    renglones: Renglones,
    clases: Collection[str] | None = None,
) -> pd.DataFrame:
    """Una fila por caso y ámbito: diagnostico_id, clase, codigo y NUMEROS, con NaN en lo que no hay.

    `ambitos` son parejas de clase y código; `clases` acota cuáles.
    """
    cuales = [i for i, (clase, _) in enumerate(ambitos) if clases is None or clase in clases]
    suyos = renglones[:, cuales].reshape(-1, len(NUMEROS))
    decimales = np.where(suyos == SIN_NUMERO, np.nan, suyos)
    nombres = [np.array([ambitos[i][lado] for i in cuales], object) for lado in (0, 1)]
    identidad = {
        "diagnostico_id": np.repeat(np.asarray(ids, np.int64), len(cuales)),
        "clase": np.tile(nombres[0], len(renglones)),
        "codigo": np.tile(nombres[1], len(renglones)),
    }
    return pd.concat([pd.DataFrame(identidad), pd.DataFrame(decimales, columns=list(NUMEROS))], axis=1)
