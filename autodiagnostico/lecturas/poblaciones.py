"""Lo respondido en unas vigencias, evaluado con las reglas de hoy: una misma vara para todos los años."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autodiagnostico.almacen import leer
from autodiagnostico.lecturas import guardado, numeros, tablas
from autodiagnostico.lecturas.calculo import (
    GLOBAL,
    MUESTRA,
    del_escenario,
    del_global,
    exigir,
    letras_de,
    renglones,
)
from autodiagnostico.lecturas.traduccion import a_la_base
from autodiagnostico.sala import Sala, hoy
from motor import poblacion
from motor.poblacion import Columnas, Esquema, Poblacion
from reglas.condiciones import FECHA_DE_CORTE


@dataclass(frozen=True)
class DeHoy:
    """Los casos de unos diagnósticos (`ids`, en su orden) con la edición de hoy.

    `traido` dice de cada uno cuánto se respondió y cuánto pide revisión con la base de hoy, y no cuenta.
    """

    ids: tuple[int, ...]
    traido: pd.DataFrame
    resultado: Poblacion

    def ambito(self, codigo: str) -> pd.DataFrame:
        """Los números de un escenario o del global, como `Cuadro.ambito`."""
        r = self.resultado
        columna = del_global(r) if codigo == GLOBAL else del_escenario(r, codigo)
        suyos = numeros.tabla(self.ids, [(columna.clase, columna.codigo)], renglones([columna]))
        return suyos.drop(columns=["clase", "codigo"]).set_index("diagnostico_id")

    @cached_property
    def estados(self) -> pd.DataFrame:
        """Como `tablas.estados`: una fila por diagnóstico, y la letra de cada regla de hoy."""
        reglas = list(self.resultado.programa.edicion.reglas)
        return pd.DataFrame(letras_de(self.resultado).T, index=list(self.ids), columns=reglas)


def de_hoy(sala: Sala, vigencias: Collection[int], ids: Collection[int]) -> DeHoy:
    """Los casos de unos diagnósticos con las reglas y la fecha de hoy; calcula las columnas que falten.

    No exige permiso: lo exige quien la llama, que dice de qué diagnósticos. Evalúa en cada llamada.
    """
    guardado.columnas_al_dia(sala, vigencias)
    esquema = Esquema.de(sala.catalogo)
    with leer(sala.motor_bd) as sesion:
        traido, columnas = tablas.columnas(sesion, esquema, vigencias)
    suyos = np.flatnonzero(traido.index.isin(list(ids)))
    traido, columnas = traido.iloc[suyos], _solo(columnas, suyos)
    forma = esquema.datos[FECHA_DE_CORTE]
    dia = np.array(forma.escribir(hoy()))[:, None]
    columnas.poner(forma, np.broadcast_to(dia, (len(dia), columnas.casos)).astype(np.int32))
    programa = poblacion.compilar(sala.catalogo.al(hoy()), esquema)
    resultado = poblacion.evaluar(programa, columnas)
    _cotejar(sala, resultado, list(traido.index))
    return DeHoy(tuple(int(n) for n in traido.index), traido, resultado)


def _cotejar(sala: Sala, resultado: Poblacion, ids: Sequence[int]) -> None:
    """Unos pocos casos, leídos otra vez de lo guardado, tienen que dar lo que dice la definición."""
    cuales = range(0, len(ids), max(1, len(ids) // MUESTRA))
    with leer(sala.motor_bd) as sesion:
        traducidos = a_la_base(sesion, sala, [ids[i] for i in cuales], sala.catalogo, hoy())
    for i, lectura in zip(cuales, resultado.lecturas(list(cuales)), strict=True):
        exigir(resultado.programa.edicion, traducidos[ids[i]].caso, lectura, sala.ajustes.datos)


def _solo(columnas: Columnas, cuales: NDArray[np.intp]) -> Columnas:
    """Unos pocos casos, en su orden."""
    if len(cuales) == columnas.casos:
        return columnas
    por_caso = columnas.datos.transpose(0, 2, 1).reshape(-1, columnas.esquema.columnas)
    return tablas.en_bloques(columnas.esquema, por_caso[cuales])
