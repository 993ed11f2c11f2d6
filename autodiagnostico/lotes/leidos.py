"""Los casos de un trozo, ya leídos y en columnas; los malos, aparte, con sus problemas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autodiagnostico.lotes.casos import caso_de
from autodiagnostico.lotes.decodificacion import Decodificador
from autodiagnostico.lotes.trozos import Tabla, Trozo
from autodiagnostico.reloj import hoy
from motor import Caso, ErrorDeCaso, Problema
from motor.poblacion import Columnas, Esquema, de_casos

Lugares = NDArray[np.int64]


@dataclass
class Leidos:
    """Los casos de un trozo. `buenos` son los lugares de los que se pueden evaluar."""

    columnas: Columnas
    entidades: NDArray[Any]
    vigencias: NDArray[np.int32]
    fechas: NDArray[np.int32]
    """Fechas de corte, como días ordinales."""
    buenos: Lugares
    sueltos: dict[int, Caso] = field(default_factory=dict)
    """Los que hubo que leer uno por uno, por su lugar."""
    malos: dict[int, tuple[Problema, ...]] = field(default_factory=dict)
    """Qué tiene cada caso que no se puede evaluar, por su lugar."""


def leer(trozo: Trozo, decodificador: Decodificador, esquema: Esquema, fecha: date | None) -> Leidos:
    """Lee un trozo: una tabla por columnas, y lo demás, y lo dudoso de la tabla, caso por caso."""
    if isinstance(trozo, Tabla):
        leida = decodificador.leer(trozo, fecha, hoy())
        entidades = leida.entidades.to_numpy(zero_copy_only=False)
        leidos = Leidos(
            leida.columnas, entidades, leida.vigencias, leida.fechas, np.flatnonzero(~leida.apartadas)
        )
        sueltos = np.flatnonzero(leida.apartadas)
    else:
        casos = len(trozo.lugares)
        leidos = Leidos(
            columnas=Columnas.vacias(esquema, casos),
            entidades=np.empty(casos, object),
            vigencias=np.zeros(casos, np.int32),
            fechas=np.zeros(casos, np.int32),
            buenos=np.zeros(0, np.int64),
        )
        sueltos = np.arange(casos)
    if len(sueltos):
        _leer_sueltos(trozo, leidos, sueltos, fecha)
    return leidos


def ya_leidos(esquema: Esquema, casos: Sequence[Caso]) -> Leidos:
    """Unos casos que ya se leyeron de otra parte, todos buenos."""
    leidos = Leidos(
        columnas=de_casos(esquema, casos),
        entidades=np.empty(len(casos), object),
        vigencias=np.zeros(len(casos), np.int32),
        fechas=np.zeros(len(casos), np.int32),
        buenos=np.arange(len(casos)),
        sueltos=dict(enumerate(casos)),
    )
    _poner(leidos, leidos.buenos, casos)
    return leidos


def _leer_sueltos(trozo: Trozo, leidos: Leidos, sueltos: Lugares, fecha: date | None) -> None:
    esquema = leidos.columnas.esquema
    casos = leidos.sueltos
    for i in map(int, sueltos):
        try:
            casos[i] = caso_de(trozo.renglon(i, esquema.catalogo), esquema.catalogo, fecha)
        except ErrorDeCaso as error:
            leidos.malos[i] = error.problemas
    donde = np.array(list(casos), np.int64)
    leidos.columnas.copiar(donde, de_casos(esquema, list(casos.values())))
    _poner(leidos, donde, list(casos.values()))
    leidos.buenos = np.union1d(leidos.buenos, donde)


def _poner(leidos: Leidos, donde: Lugares, casos: Sequence[Caso]) -> None:
    for i, caso in zip(donde, casos, strict=True):
        leidos.entidades[i] = caso.entidad.codigo
        leidos.vigencias[i] = caso.vigencia
        leidos.fechas[i] = caso.fecha_corte.toordinal()
