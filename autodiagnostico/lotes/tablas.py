"""Los resultados de un trozo como tabla de Arrow: una fila por caso, las mismas columnas en todo lote."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from autodiagnostico.lotes.leidos import Leidos, Lugares
from motor.lectura import Estado
from motor.poblacion import VEREDICTOS, Cota, Poblacion
from motor.poblacion.cuantias import DIEZMIL, SIN_CUANTIA
from reglas import Catalogo

GLOBAL = "global"
_ESTADOS = list(Estado)
_ESTADO_DE = np.array([_ESTADOS.index(v.estado) for v in VEREDICTOS], np.int8)
_NINGUNO = -1
_INDICES = {"indice": Cota.MINIMA, "indice_min": Cota.MINIMA, "indice_max": Cota.MAXIMA}
_NIVELES = {"nivel": Cota.MINIMA, "nivel_min": Cota.MINIMA, "nivel_max": Cota.MAXIMA}


def esquema_de(catalogo: Catalogo) -> Any:
    """Las columnas de la tabla y su tipo.

    Trae todas las reglas del catálogo; la que no rige en la fecha de corte de un caso queda vacía en él.
    """
    estados = pa.dictionary(pa.int8(), pa.string())
    tipos = {"entidad": pa.string(), "vigencia": pa.int64(), "fecha_corte": pa.string()}
    tipos |= {f"estado:{regla}": estados for regla in catalogo.reglas}
    tipos |= {n: pa.int64() if n.startswith("nivel") else pa.float64() for n in _nombres(catalogo)}
    return pa.schema(tipos.items())


def _nombres(catalogo: Catalogo) -> Iterator[str]:
    """Las columnas de las cuantías."""
    for cuantia in (*_INDICES, *_NIVELES, "cobertura"):
        yield from (f"{cuantia}:{ambito}" for ambito in (*catalogo.escenarios, GLOBAL))


class Resultados:
    """Los resultados de los casos buenos de un trozo, aunque sean de ediciones distintas."""

    def __init__(self, catalogo: Catalogo, leidos: Leidos) -> None:
        self._catalogo = catalogo
        self._leidos = leidos
        casos = len(leidos.buenos)
        self._estados = {regla: np.full(casos, _NINGUNO, np.int8) for regla in catalogo.reglas}
        self._cuantias = {nombre: np.full(casos, SIN_CUANTIA, np.int64) for nombre in _nombres(catalogo)}

    def agregar(self, resultado: Poblacion, lugares: Lugares) -> None:
        """Los resultados de los casos de unos lugares, que son de la edición de `resultado`."""
        # Lo corriente es que todos sean buenos y de una edición: entonces nada se reordena.
        todos = len(lugares) == len(self._leidos.entidades)
        donde = slice(None) if todos else np.searchsorted(self._leidos.buenos, lugares)
        cuales = slice(None) if todos else lugares
        for regla in resultado.programa.edicion.reglas:
            self._estados[regla][donde] = _ESTADO_DE[resultado.codigo(regla)[cuales]]
        for nombre, valores in _cuantias(resultado):
            self._cuantias[nombre][donde] = valores[cuales]

    def tabla(self) -> Any:
        """La tabla, con los casos en su orden."""
        buenos = self._leidos.buenos
        esquema = esquema_de(self._catalogo)
        columnas = [
            pa.array(self._leidos.entidades[buenos], pa.string()),
            pa.array(self._leidos.vigencias[buenos], pa.int64()),
            _fechas(self._leidos.fechas[buenos]),
            *(_estados(codigos) for codigos in self._estados.values()),
            *(_cuantia(valores, esquema.field(nombre).type) for nombre, valores in self._cuantias.items()),
        ]
        return pa.Table.from_arrays(columnas, schema=esquema)


def _cuantias(resultado: Poblacion) -> Iterator[tuple[str, NDArray[np.int64]]]:
    """Índices y coberturas en diezmilésimas, y niveles, con el nombre de su columna."""
    escenarios = resultado.programa.edicion.catalogo.escenarios
    indices = {c: {e: resultado.indice(e, c) for e in escenarios} for c in Cota}
    niveles = {c: {e: _nivel(resultado.nivel(e, c)) for e in escenarios} for c in Cota}
    for cota in Cota:
        indices[cota][GLOBAL] = resultado.indice_global(cota)
        niveles[cota][GLOBAL] = _nivel(resultado.nivel_global(cota))
    for nombre, cota in _INDICES.items():
        yield from ((f"{nombre}:{ambito}", valores) for ambito, valores in indices[cota].items())
    for nombre, cota in _NIVELES.items():
        yield from ((f"{nombre}:{ambito}", valores) for ambito, valores in niveles[cota].items())
    yield from ((f"cobertura:{e}", resultado.cobertura(e)) for e in escenarios)
    yield f"cobertura:{GLOBAL}", resultado.cobertura_global()


def _cuantia(valores: NDArray[np.int64], tipo: Any) -> Any:
    numeros = valores if pa.types.is_integer(tipo) else valores / DIEZMIL
    return pa.array(numeros, tipo, mask=valores == SIN_CUANTIA)


def _nivel(niveles: NDArray[np.uint8]) -> NDArray[np.int64]:
    return np.where(niveles == 0, SIN_CUANTIA, niveles.astype(np.int64))


def _estados(codigos: NDArray[np.int8]) -> Any:
    ninguno = codigos == _NINGUNO
    lugares = pa.array(codigos, mask=ninguno if ninguno.any() else None)
    return pa.DictionaryArray.from_arrays(lugares, pa.array([e.value for e in _ESTADOS]))


def _fechas(ordinales: NDArray[np.int32]) -> Any:
    distintas, lugares = np.unique(ordinales, return_inverse=True)
    dias = pa.array([date.fromordinal(int(d)).isoformat() for d in distintas], pa.string())
    return pa.DictionaryArray.from_arrays(pa.array(lugares), dias).cast(pa.string())
