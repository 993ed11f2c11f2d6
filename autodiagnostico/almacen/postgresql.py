"""PostgreSQL: la base que comparten varios procesos.

Quien escribe toma primero un turno, el mismo para todos, como en SQLite: lo que lee dentro de su transacción
nadie lo cambia antes de que termine. Una escritura es corta; hacerlas en fila cuesta milisegundos y ahorra
decidir en cada servicio qué filas apartar.
"""

from __future__ import annotations

import time
from typing import Any

from sqlalchemy import URL, Connection, Engine, event
from sqlmodel import create_engine

from autodiagnostico.almacen.comun import ESPERA, LEE, MIGRA, TOMA_TURNO, en_json

NOMBRE = "postgresql"
CONEXIONES, DE_SOBRA = 5, 10
"""Las que cada proceso conserva, y las que abre de más cuando hay apuro: el servidor admite 100 en total."""
REINTENTO = 3.0
"""Segundos en que se insiste en conectar: lo que tarda en volver un servidor que se reinicia."""
_ENTRE_INTENTOS = 0.1
_TURNO = 2052640  # número cualquiera, el mismo siempre
_LIMITES = {
    "lock_timeout": f"{ESPERA}s",
    "statement_timeout": f"{3 * ESPERA}s",
    "idle_in_transaction_session_timeout": f"{3 * ESPERA}s",
}
_RED = {
    "connect_timeout": 5,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "application_name": "autodiagnostico",
}
_PASAJERO = ("refused", "No such file", "starting up", "shutting down")


def motor(url: URL) -> Engine:
    """El motor de un servidor. No se conecta hasta que se use."""
    suyas = url.query.get("options", "")
    fijas = {"timezone": "UTC"} | _LIMITES
    opciones = " ".join([str(suyas), *(f"-c {nombre}={valor}" for nombre, valor in fijas.items())])
    nuevo = create_engine(
        url,
        json_serializer=en_json,
        pool_size=CONEXIONES,
        max_overflow=DE_SOBRA,
        pool_timeout=ESPERA,
        pool_pre_ping=True,  # una conexión que murió mientras nadie la usaba se cambia por otra
        connect_args=_RED | {"options": opciones.strip()},
    )
    event.listen(nuevo, "do_connect", _conectar)
    event.listen(nuevo, "begin", _al_empezar)
    return nuevo


def _conectar(dialecto: Any, _registro: Any, argumentos: list[Any], parametros: dict[str, Any]) -> Any:
    """Conecta; si el servidor no está, insiste un momento: nada se ha pedido aún y repetir es seguro."""
    limite = time.monotonic() + REINTENTO
    while True:
        try:
            return dialecto.connect(*argumentos, **parametros)
        except dialecto.dbapi.OperationalError as error:
            if time.monotonic() > limite or not any(clave in str(error) for clave in _PASAJERO):
                raise
            time.sleep(_ENTRE_INTENTOS)


def _al_empezar(conexion: Connection) -> None:
    opciones = conexion.get_execution_options()
    if opciones.get(LEE):
        conexion.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    if opciones.get(MIGRA):  # puede tener que esperar a que termine otra, y tardar lo que haga falta
        conexion.exec_driver_sql("; ".join(f"SET LOCAL {limite} = 0" for limite in _LIMITES))
    if opciones.get(TOMA_TURNO):
        conexion.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURNO})")
