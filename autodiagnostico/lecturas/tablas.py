"""Lo guardado, como tablas de pandas."""

from __future__ import annotations

import base64
from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlmodel import Session, col

from autodiagnostico.almacen.tablas import (
    CasoEnColumnas,
    Diagnostico,
    LecturaDeAmbito,
    LecturaGuardada,
    ListaDeReglas,
)
from autodiagnostico.lecturas import letras
from motor.poblacion import Columnas, Esquema

NUMEROS = (
    *("peso", "minimo", "maximo", "conocido", "indice_min", "indice_max", "cobertura"),
    *("nivel_min", "nivel_max"),
)


def ambitos(
    sesion: Session, vigencias: Collection[int], modo: str, clases: Collection[str] | None = None
) -> pd.DataFrame:
    """Una fila por diagnóstico y ámbito; en los números, NaN es que no hay."""
    a, lectura = LecturaDeAmbito, LecturaGuardada
    columnas = [col(getattr(a, n)) for n in ("clase", "codigo", *NUMEROS)]
    consulta = (
        sa.select(col(lectura.diagnostico_id), *columnas)
        .where(col(a.lectura_guardada_id) == col(lectura.id), col(lectura.modo) == modo)
        .where(col(lectura.diagnostico_id) == col(Diagnostico.id))
        .where(col(Diagnostico.vigencia).in_(vigencias))
    )
    if clases is not None:
        consulta = consulta.where(col(a.clase).in_(clases))
    tabla = _tabla(sesion, consulta, ["diagnostico_id", "clase", "codigo", *NUMEROS])
    return tabla.astype(dict.fromkeys(NUMEROS, "float64"))


def _tabla(sesion: Session, consulta: sa.Select[Any], columnas: list[str]) -> pd.DataFrame:
    """Lo que da una consulta. Por columnas y sin armar objetos: con miles de filas se nota."""
    filas = sesion.connection().execute(consulta).all()
    return pd.DataFrame(
        dict(zip(columnas, zip(*filas, strict=True), strict=True)) if filas else None, columns=columnas
    )


def lecturas(sesion: Session, vigencias: Collection[int], modo: str) -> pd.DataFrame:
    """Una fila por diagnóstico: con qué base y fecha se leyó, sus letras y, si no se pudo, por qué."""
    lectura = LecturaGuardada
    campos = ("fecha_corte", "version_reglas", "digesto_reglas", "lista_de_reglas_id", "estados", "problema")
    consulta = (
        sa.select(col(lectura.diagnostico_id), *(col(getattr(lectura, c)) for c in campos))
        .where(col(lectura.modo) == modo, col(lectura.diagnostico_id) == col(Diagnostico.id))
        .where(col(Diagnostico.vigencia).in_(vigencias))
    )
    return _tabla(sesion, consulta, ["diagnostico_id", *campos]).set_index("diagnostico_id")


def estados(sesion: Session, leidas: pd.DataFrame) -> pd.DataFrame:
    """Una fila por diagnóstico y una columna por regla, con la letra de cada resultado (como número)."""
    con_letras = leidas[leidas["problema"] == ""]
    pedidas = [int(n) for n in con_letras["lista_de_reglas_id"].unique()]
    consulta = sa.select(col(ListaDeReglas.id), col(ListaDeReglas.codigos))
    listas = {fila[0]: fila[1] for fila in sesion.execute(consulta.where(col(ListaDeReglas.id).in_(pedidas)))}
    partes = [
        pd.DataFrame(_matriz(suyas["estados"]), index=suyas.index, columns=listas[lista])
        for lista in pedidas
        if len(suyas := con_letras[con_letras["lista_de_reglas_id"] == lista])
    ]
    if not partes:
        return pd.DataFrame(index=con_letras.index)
    return pd.concat(partes).fillna(letras.AUSENTE).astype("uint8")


def _matriz(renglones: pd.Series[str]) -> NDArray[np.uint8]:
    """Renglones de igual largo, como una matriz de letras."""
    juntos = np.frombuffer("".join(renglones).encode("ascii"), np.uint8)
    return juntos.reshape(len(renglones), -1)


def columnas(sesion: Session, esquema: Esquema, vigencias: Collection[int]) -> tuple[pd.DataFrame, Columnas]:
    """Los casos de unas vigencias en columnas de la base de hoy.

    La tabla dice, en el mismo orden, de qué diagnóstico es cada caso y cuánto de lo respondido no se trajo.
    """
    c = CasoEnColumnas
    consulta = (
        sa.select(col(c.diagnostico_id), col(c.respondidas), col(c.sin_traer), col(c.datos))
        .where(col(c.diagnostico_id) == col(Diagnostico.id), col(Diagnostico.vigencia).in_(vigencias))
        .where(col(c.digesto_reglas) == esquema.catalogo.digesto)
        .order_by(col(c.diagnostico_id))
    )
    filas: list[Any] = list(sesion.execute(consulta))
    tabla = pd.DataFrame(
        [f[:3] for f in filas], columns=["diagnostico_id", "respondidas", "sin_traer"]
    ).set_index("diagnostico_id")
    juntas = np.frombuffer(b"".join(base64.b64decode(f[3]) for f in filas), "<i4")
    return tabla, en_bloques(esquema, juntas.reshape(len(filas), esquema.columnas))


def en_bloques(esquema: Esquema, datos: NDArray[np.int32]) -> Columnas:
    """Las columnas de unos casos que vienen uno por fila."""
    nuevas = Columnas.vacias(esquema, len(datos))
    if len(datos):
        bloques, _, ancho = nuevas.datos.shape
        lleno = np.full((bloques * ancho, esquema.columnas), nuevas.datos.flat[0], np.int32)
        lleno[: len(datos)] = datos
        nuevas.datos[:] = lleno.reshape(bloques, ancho, -1).transpose(0, 2, 1)
    return nuevas
