"""Las filas de la base, de una forma que no depende del motor.

Se trabaja con las tablas que la base tiene y no con las que el programa espera: así se puede respaldar una
base sin migrar, y restaurar un respaldo anterior antes de migrarlo.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Table

from autodiagnostico.almacen.tablas.comun import Instante

REVISION = "alembic_version"
_TANDA = 500


def de_la_base(conexion: Connection) -> list[Table]:
    """Sus tablas, cada una después de las que nombra; sin la que lleva la revisión."""
    esquema = sa.MetaData()
    esquema.reflect(conexion)
    return [t for t in esquema.sorted_tables if t.name != REVISION]


def quitar_todas(conexion: Connection) -> None:
    """Deja la base como recién creada."""
    esquema = sa.MetaData()
    esquema.reflect(conexion)
    esquema.drop_all(conexion)


def filas(conexion: Connection, tabla: Table, donde: sa.ColumnElement[bool] | None = None) -> Iterator[bytes]:
    """Cada fila, o las que cumplen algo, como un renglón de JSON y en el orden de su clave."""
    consulta = sa.select(*(_al_leer(c) for c in tabla.c)).order_by(*tabla.primary_key)
    if donde is not None:
        consulta = consulta.where(donde)
    for fila in conexion.execute(consulta, execution_options={"yield_per": _TANDA}).mappings():
        yield json.dumps(dict(fila), ensure_ascii=False, default=_escribir).encode() + b"\n"


def insertar(conexion: Connection, tabla: Table, renglones: Iterable[bytes]) -> int:
    """Agrega las filas a una tabla vacía y dice cuántas eran."""
    columnas = [sa.column(c.name, _al_guardar(c)) for c in tabla.c]
    orden = sa.insert(sa.table(tabla.name, *columnas))
    leidas = ({c.name: leer_dato(c, fila[c.name]) for c in tabla.c} for fila in map(json.loads, renglones))
    cuantas = 0
    while tanda := list(islice(leidas, _TANDA)):
        conexion.execute(orden, tanda)
        cuantas += len(tanda)
    return cuantas


def _al_leer(columna: sa.Column[Any]) -> sa.ColumnElement[Any]:
    """Un JSON se lee como el texto que es, para no perder ni el orden ni la diferencia entre null y nada."""
    match columna.type:
        case sa.JSON():
            return sa.cast(columna, sa.Text).label(columna.name)
        case sa.DateTime():
            return sa.type_coerce(columna, Instante).label(columna.name)
        case _:
            return columna


def _al_guardar(columna: sa.Column[Any]) -> sa.types.TypeEngine[Any]:
    match columna.type:
        case sa.JSON():
            return sa.types.NullType()
        case sa.DateTime():
            return Instante()
        case _:
            return columna.type


def _escribir(valor: object) -> str:
    if isinstance(valor, date):
        return valor.isoformat()
    if isinstance(valor, bytes):
        return base64.b64encode(valor).decode("ascii")
    raise TypeError(f"Un respaldo no sabe guardar un valor de tipo {type(valor).__name__}.")


def leer_dato(columna: sa.Column[Any], valor: Any) -> Any:
    """El dato de una columna, como estaba antes de escribirlo; un JSON sigue siendo texto."""
    if valor is None:
        return None
    match columna.type:
        case sa.DateTime() | Instante():
            return datetime.fromisoformat(valor)
        case sa.Date():
            return date.fromisoformat(valor)
        case sa.LargeBinary():
            return base64.b64decode(valor)
        case _:
            return valor


def ultimos(conexion: Connection, tablas: Iterable[Table]) -> dict[str, int]:
    """El último número que dio cada tabla que los da; un número borrado no se vuelve a dar."""
    if conexion.dialect.name == "sqlite":
        numeros = conexion.exec_driver_sql("SELECT name, seq FROM sqlite_sequence").mappings()
        return {fila["name"]: fila["seq"] for fila in numeros}
    return {
        tabla: conexion.exec_driver_sql(
            f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {secuencia}"
        ).scalar_one()
        for tabla, secuencia in _secuencias(conexion, tablas)
    }


def seguir_desde(conexion: Connection, tablas: Iterable[Table], numeros: Mapping[str, int]) -> None:
    """Que cada tabla siga dando números después del último que dio."""
    if conexion.dialect.name == "sqlite":
        conexion.exec_driver_sql("DELETE FROM sqlite_sequence")
        conexion.execute(
            sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES (:tabla, :numero)"),
            [{"tabla": tabla, "numero": numero} for tabla, numero in numeros.items() if numero],
        )
        return
    for tabla, secuencia in _secuencias(conexion, tablas):
        if numeros.get(tabla):
            conexion.execute(sa.text("SELECT setval(:s, :n)"), {"s": secuencia, "n": numeros[tabla]})


def _secuencias(conexion: Connection, tablas: Iterable[Table]) -> Iterator[tuple[str, str]]:
    """De PostgreSQL: cada tabla con el nombre de lo que le da los números."""
    for tabla in tablas:
        if "id" in tabla.c:
            consulta = sa.select(sa.func.pg_get_serial_sequence(tabla.name, "id"))
            secuencia = conexion.execute(consulta).scalar()
            if secuencia is not None:
                yield tabla.name, secuencia
