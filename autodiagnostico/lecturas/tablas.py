"""Lo guardado, como tablas de pandas."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np
import pandas as pd
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlmodel import Session, col

from autodiagnostico.almacen.tablas import CasoEnColumnas, Diagnostico, FormaDeLectura, LecturaGuardada
from autodiagnostico.lecturas import letras, numeros
from autodiagnostico.lecturas.claves import Modo
from autodiagnostico.lecturas.numeros import NUMEROS
from motor.poblacion import Columnas, Esquema

Formas = Mapping[int, FormaDeLectura]


def traer(sesion: Session, consulta: sa.Select[Any], columnas: list[str]) -> pd.DataFrame:
    """Lo que da una consulta. Por columnas y sin armar objetos: con miles de filas se nota."""
    with _sin_recoger():
        filas = sesion.connection().execute(consulta).all()
        por_columna = dict(zip(columnas, zip(*filas, strict=True), strict=True)) if filas else None
        return pd.DataFrame(por_columna, columns=columnas)


@contextmanager
def _sin_recoger() -> Iterator[None]:
    """Sin recoger basura: cada tantas filas volvería a mirar todas las anteriores, que están en uso."""
    recogia = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if recogia:
            gc.enable()


def lecturas(sesion: Session, vigencias: Collection[int], modo: Modo, *, con_estados: bool) -> pd.DataFrame:
    """Una fila por diagnóstico: su forma, sus números, sus letras si se piden y, si no se leyó, por qué."""
    lectura = LecturaGuardada
    campos = ["forma_de_lectura_id", "numeros", "problema", *(["estados"] if con_estados else [])]
    consulta = (
        sa.select(col(lectura.diagnostico_id), *(col(getattr(lectura, c)) for c in campos))
        .where(col(lectura.modo) == modo, col(lectura.diagnostico_id) == col(Diagnostico.id))
        .where(col(Diagnostico.vigencia).in_(vigencias))
    )
    return traer(sesion, consulta, ["diagnostico_id", *campos]).set_index("diagnostico_id")


def formas(sesion: Session, leidas: pd.DataFrame) -> Formas:
    """Las formas de unas lecturas, por su número."""
    pedidas = [int(n) for n in leidas["forma_de_lectura_id"].dropna().unique()]
    consulta = sa.select(FormaDeLectura).where(col(FormaDeLectura.id).in_(pedidas))
    return {fila.id or 0: fila for fila in sesion.execute(consulta).scalars()}


def ambitos(leidas: pd.DataFrame, suyas: Formas, clases: Collection[str] | None = None) -> pd.DataFrame:
    """Una fila por diagnóstico y ámbito, con NUMEROS; NaN es que no hay."""
    partes = [
        numeros.tabla(
            de_esa.index,
            forma.ambitos,
            numeros.desempacar(de_esa["numeros"], len(forma.ambitos)),
            clases,
        )
        for forma, de_esa in _por_forma(leidas, suyas)
    ]
    if partes:
        return pd.concat(partes, ignore_index=True)
    vacia = pd.DataFrame(columns=["diagnostico_id", "clase", "codigo", *NUMEROS])
    return vacia.astype(dict.fromkeys(NUMEROS, "float64"))


def estados(leidas: pd.DataFrame, suyas: Formas) -> pd.DataFrame:
    """Una fila por diagnóstico y una columna por regla, con la letra de cada resultado (como número)."""
    partes = [
        pd.DataFrame(_matriz(de_esa["estados"]), index=de_esa.index, columns=forma.reglas)
        for forma, de_esa in _por_forma(leidas, suyas)
    ]
    if not partes:
        return pd.DataFrame(index=leidas.index[:0])
    return pd.concat(partes).fillna(letras.AUSENTE).astype("uint8")


def _por_forma(leidas: pd.DataFrame, suyas: Formas) -> Iterator[tuple[FormaDeLectura, pd.DataFrame]]:
    for numero, de_esa in leidas.groupby("forma_de_lectura_id", sort=False):
        yield suyas[int(str(numero))], de_esa


def _matriz(renglones: pd.Series[str]) -> NDArray[np.uint8]:
    """Renglones de igual largo, como una matriz de letras."""
    juntos = np.frombuffer("".join(renglones).encode("ascii"), np.uint8)
    return juntos.reshape(len(renglones), -1)


def columnas(sesion: Session, esquema: Esquema, vigencias: Collection[int]) -> tuple[pd.DataFrame, Columnas]:
    """Los casos de unas vigencias en columnas de la base de hoy.

    La tabla dice, en el mismo orden, de qué diagnóstico es cada caso y cuánto de lo respondido no se trajo.
    """
    c = CasoEnColumnas
    campos = ["diagnostico_id", "respondidas", "sin_traer", "datos"]
    consulta = (
        sa.select(*(col(getattr(c, n)) for n in campos))
        .where(col(c.diagnostico_id) == col(Diagnostico.id), col(Diagnostico.vigencia).in_(vigencias))
        .where(col(c.digesto_reglas) == esquema.catalogo.digesto)
        .order_by(col(c.diagnostico_id))
    )
    tabla = traer(sesion, consulta, campos).set_index("diagnostico_id")
    juntas = np.frombuffer(b"".join(tabla.pop("datos")), "<i4")
    return tabla, en_bloques(esquema, juntas.reshape(len(tabla), esquema.columnas))


def en_bloques(esquema: Esquema, datos: NDArray[np.int32]) -> Columnas:
    """Las columnas de unos casos que vienen uno por fila."""
    nuevas = Columnas.vacias(esquema, len(datos))
    if len(datos):
        bloques, _, ancho = nuevas.datos.shape
        lleno = np.full((bloques * ancho, esquema.columnas), nuevas.datos.flat[0], np.int32)
        lleno[: len(datos)] = datos
        nuevas.datos[:] = lleno.reshape(bloques, ancho, -1).transpose(0, 2, 1)
    return nuevas
