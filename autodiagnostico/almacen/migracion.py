"""Lleva la base a la última revisión conocida, o la rechaza si la escribió un programa más nuevo."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from autodiagnostico.almacen.conexion import para_migrar
from autodiagnostico.almacen.razones import explicar
from autodiagnostico.errores import ErrorDeAlmacen

CARPETA = Path(__file__).parent.parent / "migraciones"


@dataclass(frozen=True, slots=True)
class Migracion:
    """De qué revisión salió la base y a cuál llegó; `desde` None es que estaba vacía."""

    desde: str | None
    hasta: str


def migrar(motor: Engine) -> Migracion:
    """Migra en una sola transacción: o queda toda hecha o la base sigue como estaba. Lanza ErrorDeAlmacen.

    Si varios procesos la piden a la vez, uno migra y los demás la encuentran lista.
    """
    with migrando(motor) as conexion:
        desde = revision_de(conexion)
        return Migracion(desde, subir(conexion))


@contextmanager
def migrando(motor: Engine) -> Iterator[Connection]:
    """Una transacción para cambiar las tablas, con el turno de escritura. Lanza ErrorDeAlmacen."""
    try:
        with para_migrar(motor).begin() as conexion:
            yield conexion
    except SQLAlchemyError as error:
        raise ErrorDeAlmacen(
            f"La base de datos {_nombre(motor)} no se puede usar: {explicar(error)}."
        ) from error


def revision_de(conexion: Connection) -> str | None:
    """La revisión en que está la base; None si todavía no tiene tablas nuestras."""
    return MigrationContext.configure(conexion).get_current_revision()


def subir(conexion: Connection, hasta: str = "head") -> str:
    """Sube las tablas a una revisión, en la transacción abierta, y dice cuál es. Lanza ErrorDeAlmacen."""
    ajustes = configuracion()
    guion = ScriptDirectory.from_config(ajustes)
    pedida = guion.get_current_head() if hasta == "head" else hasta
    actual = revision_de(conexion)
    if actual is not None and actual not in _conocidas(guion):
        raise ErrorDeAlmacen(
            f"La base de datos {_nombre(conexion.engine)} la dejó una versión más nueva del programa "
            f"(revisión {actual}) y esta no la sabe leer. No se cambió nada. Actualice el programa, o "
            "indique otra base con AUTODIAGNOSTICO_BD."
        )
    if actual != pedida:
        ajustes.attributes["conexion"] = conexion
        command.upgrade(ajustes, str(pedida))
        exigir_enlaces(conexion)
    return str(pedida)


def exigir_enlaces(conexion: Connection) -> None:
    """En SQLite se migra sin claves foráneas: al final se revisa que ningún enlace quedó roto."""
    if conexion.dialect.name != "sqlite":
        return
    rotos = conexion.exec_driver_sql("PRAGMA foreign_key_check").all()
    if rotos:
        raise ErrorDeAlmacen(f"Quedarían {len(rotos)} filas sin su dueño. No se cambió nada.")


def configuracion() -> Config:
    """La de Alembic; `attributes["conexion"]` dice sobre qué base."""
    ajustes = Config()
    ajustes.set_main_option("script_location", str(CARPETA).replace("%", "%%"))
    ajustes.set_main_option("version_locations", str(CARPETA / "versiones").replace("%", "%%"))
    ajustes.set_main_option("path_separator", "newline")
    return ajustes


def ultima_revision() -> str:
    """La revisión de las tablas de esta versión del programa."""
    return str(ScriptDirectory.from_config(configuracion()).get_current_head())


def _conocidas(guion: ScriptDirectory) -> frozenset[str]:
    return frozenset(r.revision for r in guion.walk_revisions())


def es_conocida(revision: str) -> bool:
    """Si este programa sabe llegar a una revisión."""
    return revision in _conocidas(ScriptDirectory.from_config(configuracion()))


def _nombre(motor: Engine) -> str:
    return f"«{motor.url.render_as_string(hide_password=True)}»"
